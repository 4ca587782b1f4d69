import Connection from 'libsql';
import { describe, expect, test, vi } from 'vitest';
import { outbox } from '../../db/schema.ts';
import { telegramUpdates } from '../../src/app.ts';
import { telegramApi } from '../../src/channels/telegram-api.ts';
import { startTelegram } from '../../src/node/telegram.ts';
import { contactByAddress } from '../../src/store/contacts.ts';
import { queueMessage } from '../../src/store/outbox.ts';
import { BOT_TOKEN } from '../doubles/telegram-api.ts';
import { postUpdate } from './chat.ts';
import { type House, house } from './house.ts';

const MOTHER = 5_551_234_567;
const HELP = /^Vòng Tay gửi hướng dẫn chăm sóc trẻ/;
const NO_PICTURES = /^Vòng Tay chưa xem được ảnh, ghi âm hay nhãn dán\./;

const contactOf = (home: House, chat: number) =>
  contactByAddress(home.deps.store, home.deps.secrets.macs(`telegram:${chat}`));

/** A message with buttons to someone who has written before. */
async function ask(
  home: House,
  chat: number,
  text: string,
  kind: 'reply' | 'urgent' = 'reply',
): Promise<void> {
  const contact = await contactOf(home, chat);
  await home.deps.store.commit([
    queueMessage({
      key: `test:${text}`,
      contactId: contact?.id ?? '',
      kind,
      bodySealed: home.deps.secrets.seal(
        JSON.stringify({
          text,
          buttons: [
            [
              { label: 'Hướng dẫn', says: 'TG' },
              { label: 'Thôi', says: '2' },
            ],
          ],
        }),
      ),
      dueAt: home.now(),
      createdAt: home.now(),
    }),
  ]);
}

describe('by Telegram people are answered with accents', () => {
  test('help comes by the menu, by its word, and is the same', async () => {
    const mother = (await house()).chat(MOTHER);
    const [byMenu] = await mother.says('/help');
    expect(byMenu).toMatch(HELP);
    expect(await mother.says('tg')).toEqual([byMenu]);
  });

  test('a sticker, a voice and a photo without words are met with how to go on', async () => {
    const mother = (await house()).chat(MOTHER);
    expect(await mother.sendsSticker()).toEqual([expect.stringMatching(NO_PICTURES)]);
    expect(await mother.sends({ voice: { file_id: 'v', duration: 3 } })).toEqual([
      expect.stringMatching(NO_PICTURES),
    ]);
    expect(await mother.sends({ photo: [{ file_id: 'p' }], caption: 'tg' })).toEqual([
      expect.stringMatching(HELP),
    ]);
  });

  test('a first /start is answered, with or without a link', async () => {
    const home = await house();
    expect(await home.chat(1).says('/start')).not.toEqual([]);
    expect(await home.chat(2).says('/start xa-03388')).not.toEqual([]);
  });

  test('an edited text is read again', async () => {
    const mother = (await house()).chat(MOTHER);
    await mother.says('xin chao ca nha');
    expect(await mother.edits('tg')).toEqual([expect.stringMatching(HELP)]);
  });

  test('a pressed button says its words, and the app is told that it was taken in', async () => {
    const home = await house();
    const mother = home.chat(MOTHER);
    await mother.says('tg');
    await ask(home, MOTHER, 'Anh chị cần gì? Soạn TG hoặc 2.');
    expect(await mother.hears()).toEqual(['Anh chị cần gì? Soạn TG hoặc 2.']);
    expect(mother.shown().at(-1)?.keyboard).toEqual([
      [
        { text: 'Hướng dẫn', callback_data: 'TG' },
        { text: 'Thôi', callback_data: '2' },
      ],
    ]);
    expect(await mother.presses('Hướng dẫn')).toEqual([expect.stringMatching(HELP)]);
    expect(home.telegram.calls.filter((c) => c.method === 'answerCallbackQuery')).toHaveLength(1);
  });

  test('a press that Telegram will not hear of is taken in all the same', async () => {
    const home = await house();
    const mother = home.chat(MOTHER);
    await mother.says('tg');
    await ask(home, MOTHER, 'Anh chị cần gì? Soạn TG hoặc 2.');
    await mother.hears();
    home.telegram.fails('answerCallbackQuery', { status: 400, description: 'query is too old' });
    expect(await mother.presses('Hướng dẫn')).toEqual([expect.stringMatching(HELP)]);
  });

  test('in a group nothing is said', async () => {
    const home = await house();
    const chat = { id: -100_123, type: 'supergroup' };
    const from = { id: MOTHER, is_bot: false };
    const response = await postUpdate(home.app, {
      update_id: 1,
      message: { message_id: 1, date: 1, chat, from, text: '/help' },
    });
    expect(response.status).toBe(200);
    await home.deliver();
    expect(home.telegram.sent).toEqual([]);
  });
});

describe('someone who cannot be reached is not written to', () => {
  const member = (status: string, update_id: number) => ({
    update_id,
    my_chat_member: {
      chat: { id: MOTHER, type: 'private' },
      from: { id: MOTHER },
      date: 1,
      new_chat_member: { status },
    },
  });

  test('who blocks the bot is left alone, and reached again once they let it in', async () => {
    const home = await house();
    await home.chat(MOTHER).says('tg');
    expect((await postUpdate(home.app, member('kicked', 1))).status).toBe(200);
    expect((await contactOf(home, MOTHER))?.reach).toBe('blocked');
    await ask(home, MOTHER, 'urgent', 'urgent');
    await home.deliver();
    expect(
      await home.deps.store.db.select({ state: outbox.state, reason: outbox.reason }).from(outbox),
    ).toContainEqual({
      state: 'skipped',
      reason: 'reach-blocked',
    });
    expect((await postUpdate(home.app, member('member', 2))).status).toBe(200);
    expect((await contactOf(home, MOTHER))?.reach).toBe('ok');
  });

  test('of someone we never met a block means nothing', async () => {
    const home = await house();
    expect((await postUpdate(home.app, member('kicked', 1))).status).toBe(200);
    expect(await contactOf(home, MOTHER)).toBeUndefined();
  });

  test('a refused message tells of the block too, and a new word of theirs opens the way again', async () => {
    const home = await house();
    const mother = home.chat(MOTHER);
    home.telegram.fails('sendMessage', {
      status: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
    expect(await mother.says('tg')).toEqual([]);
    expect((await contactOf(home, MOTHER))?.reach).toBe('blocked');
    expect(await mother.says('tg')).toEqual([expect.stringMatching(HELP)]);
    expect((await contactOf(home, MOTHER))?.reach).toBe('ok');
  });

  test('when Telegram asks for silence the reply waits for as long and comes once', async () => {
    const home = await house();
    const mother = home.chat(MOTHER);
    home.telegram.fails('sendMessage', { status: 429, retryAfter: 17 });
    expect(await mother.says('tg')).toEqual([]);
    await home.advance(16_000);
    expect(await mother.hears()).toEqual([]);
    await home.advance(1_000);
    expect(await mother.hears()).toEqual([expect.stringMatching(HELP)]);
    await home.advance(3_600_000);
    expect(await mother.hears()).toEqual([]);
  });
});

describe('the webhook takes only what Telegram sends, and each update once', () => {
  const help = (update_id: number, chat = MOTHER) => ({
    update_id,
    message: {
      message_id: 1,
      date: 1_793_585_000,
      chat: { id: chat, type: 'private' },
      from: { id: chat, is_bot: false },
      text: 'TG',
    },
  });

  test.each([
    ['no secret', null],
    ['an empty secret', ''],
    ['a wrong secret of the same length', 'a-secret-that-only-the-tesT-knows'],
    ['a secret cut short', 'a-secret'],
    ['one of the same letters and more', 'a-secret-that-only-the-test-knows!'],
  ])('with %s it is refused and nothing happens', async (_name, secret) => {
    const home = await house();
    expect((await postUpdate(home.app, help(1), secret)).status).toBe(403);
    await home.deliver();
    expect(home.telegram.calls).toEqual([]);
    expect(await contactOf(home, MOTHER)).toBeUndefined();
  });

  test('without a secret of our own there is no webhook', async () => {
    const env = {
      TELEGRAM_WEBHOOK_SECRET: '',
      PUBLIC_URL: '',
      TWILIO_ACCOUNT_SID: '',
      TWILIO_AUTH_TOKEN: '',
      TWILIO_FROM: '',
    };
    const home = await house({ env });
    expect((await postUpdate(home.app, help(1), '')).status).toBe(404);
  });

  test.each([
    ['broken JSON', '{"update_id": 1, "message":', 400],
    ['no JSON', 'update_id=1', 400],
    ['another object', '{"hello": 1}', 400],
    ['nothing', '', 400],
    ['a kind of update that we do not read', '{"update_id": 1, "poll": {"id": "1"}}', 200],
    ['more than 64 KB', JSON.stringify({ update_id: 1, message: { text: 'x'.repeat(64 * 1024) } }), 413],
  ])('%s is answered with %3$d', async (_name, body, status) => {
    const home = await house();
    expect((await postUpdate(home.app, body)).status).toBe(status);
    expect(home.logs).toEqual([]);
  });

  test('the same update a hundred times at once has one effect, and every repeat is answered well', async () => {
    const home = await house();
    const statuses = await Promise.all(
      Array.from({ length: 100 }, async () => (await postUpdate(home.app, help(77))).status),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    await home.deliver();
    expect(home.telegram.sent).toHaveLength(1);
  });

  test('while the database cannot be written Telegram is asked to come back, and then everything is there', async () => {
    const home = await house();
    const lock = new Connection(home.deps.config.databaseUrl.slice('file:'.length));
    lock.exec('BEGIN IMMEDIATE');
    expect((await postUpdate(home.app, help(78))).status).toBe(503);
    lock.exec('ROLLBACK');
    lock.close();
    expect((await postUpdate(home.app, help(78))).status).toBe(200);
    await home.deliver();
    expect(home.telegram.sent).toHaveLength(1);
  });

  test('no log line holds a text, a chat, the token or the secret', async () => {
    const home = await house();
    home.telegram.fails('sendMessage', { throws: 'reset' });
    await postUpdate(home.app, help(1));
    await postUpdate(home.app, '{', 'wrong');
    await home.deliver();
    expect(JSON.stringify(home.logs)).not.toMatch(/5551234567|TG"|a-secret|a-token/);
  });
});

test('fetched updates take the same way in, and none is confirmed before it is on disk', async () => {
  const home = await house();
  const { telegram } = home;
  const lock = new Connection(home.deps.config.databaseUrl.slice('file:'.length));
  lock.exec('BEGIN IMMEDIATE');
  const fetched = () => telegram.calls.filter((c) => c.method === 'getUpdates').map((c) => c.payload.offset);
  telegram.arrives({ update_id: 90, ...{ message: { chat: { id: MOTHER }, text: 'tg' } } });
  const running = startTelegram({
    api: telegramApi(
      { token: BOT_TOKEN, webhookSecret: undefined, apiRoot: 'https://api.telegram.test' },
      telegram.fetch,
      40,
    ),
    take: telegramUpdates(home.deps, home.now),
    webhook: undefined,
    texts: home.deps.texts,
    log: home.deps.log,
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(fetched()).toEqual([undefined]);
  lock.exec('ROLLBACK');
  lock.close();
  await vi.waitFor(() => expect(fetched()).toEqual([undefined, 91]));
  await running.stop();
  expect(await home.chat(MOTHER).hears()).toEqual([expect.stringMatching(HELP)]);
});

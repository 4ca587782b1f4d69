import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { outbox } from '../../db/schema.ts';
import { itemOf } from '../../src/guidance/child-series.ts';
import { putEdition } from '../../src/store/reviews.ts';
import { type AudioFolder, audioFolder, OPUS } from '../doubles/audio-folder.ts';
import type { TelegramFault } from '../doubles/telegram-api.ts';
import type { Chat } from './chat.ts';
import { type House, house } from './house.ts';

const THURSDAY = '2026-11-05T15:00:00+07:00';
const TIP = 'fy-m02';
const MOTHER = 5_551_234_567;

async function joined(folder: AudioFolder | undefined, says: readonly string[] = []) {
  const home = await house({ at: THURSDAY, env: folder === undefined ? {} : { AUDIO_DIR: folder.path } });
  const mother = home.chat(MOTHER);
  await mother.says('DK 2/9/2026');
  for (const text of says) await mother.says(text);
  return { home, mother };
}

/** The texts and voices of a day, in the order in which they came. */
async function aDay(home: House, mother: Chat): Promise<string[]> {
  const from = home.telegram.calls.length;
  await home.run(1);
  await mother.hears();
  return home.telegram.calls
    .slice(from)
    .filter(({ method }) => method.startsWith('send'))
    .map(({ method, payload }) => (method === 'sendVoice' ? 'voice' : String(payload.text)));
}

const isTip = (text: string, language: 'vi' | 'en' = 'vi') =>
  text.startsWith(itemOf('first-years', TIP)?.[language] ?? 'no such tip');

const voicesOf = (home: House) => home.telegram.voices.map(({ chatId, fileName }) => `${chatId} ${fileName}`);

async function tipRow(home: House) {
  const rows = await home.deps.store.db
    .select()
    .from(outbox)
    .where(and(eq(outbox.kind, 'tip'), eq(outbox.item, TIP)));
  expect(rows).toHaveLength(1);
  return rows[0];
}

describe('a tip with a recording', () => {
  test('comes as its text, then as a voice', async () => {
    const { home, mother } = await joined(audioFolder(`${TIP}.vi.ogg`));
    const heard = await aDay(home, mother);
    const at = heard.findIndex((text) => isTip(text));
    expect(heard[at + 1]).toBe('voice');
    expect(voicesOf(home)).toEqual([`${MOTHER} ${TIP}.vi.ogg`]);
    expect(await tipRow(home)).toMatchObject({ state: 'accepted' });
  });

  test('comes with the voice of the language that the person reads, and with none where only another has one', async () => {
    const both = await joined(audioFolder(`${TIP}.vi.ogg`, `${TIP}.en.mp3`), ['NN EN']);
    expect((await aDay(both.home, both.mother)).some((text) => isTip(text, 'en'))).toBe(true);
    expect(voicesOf(both.home)).toEqual([`${MOTHER} ${TIP}.en.mp3`]);
    const one = await joined(audioFolder(`${TIP}.vi.ogg`), ['NN EN']);
    expect((await aDay(one.home, one.mother)).some((text) => isTip(text, 'en'))).toBe(true);
    expect(one.home.telegram.voices).toEqual([]);
  });

  test('comes without it where the file is empty, where the text was edited since, and with it where it was read anew', async () => {
    const empty = audioFolder();
    empty.put(`${TIP}.vi.ogg`, Buffer.alloc(0));
    const { home, mother } = await joined(empty);
    expect((await aDay(home, mother)).some((text) => isTip(text))).toBe(true);
    expect(home.telegram.voices).toEqual([]);

    const editedAt = Date.parse('2026-11-01T09:00:00+07:00');
    for (const [recordedAt, comes] of [
      [editedAt - 60_000, 0],
      [editedAt + 60_000, 1],
    ] as const) {
      const folder = audioFolder();
      folder.put(`${TIP}.vi.ogg`, OPUS, recordedAt);
      const edited = await joined(folder);
      await edited.home.deps.store.commit([
        putEdition({ item: TIP, vi: 'Bài đã sửa.', en: 'Edited.', madeBy: 'Hoa', madeAt: editedAt }),
      ]);
      const heard = await aDay(edited.home, edited.mother);
      expect(heard.some((text) => text.startsWith('Bài đã sửa.'))).toBe(true);
      expect(edited.home.telegram.voices).toHaveLength(comes);
    }
  });
});

test.each<TelegramFault>([
  { status: 400, description: 'Bad Request: VOICE_MESSAGES_FORBIDDEN' },
  { status: 403, description: 'Forbidden: bot was blocked by the user' },
  { status: 500 },
  { throws: 'timeout' },
  { throws: 'refused' },
])(
  'a voice that meets %j is told to the operator; the text has come once and stands as sent',
  async (fault) => {
    const { home, mother } = await joined(audioFolder(`${TIP}.vi.ogg`));
    home.telegram.fails('sendVoice', fault);
    const heard = await aDay(home, mother);
    expect(heard.filter((text) => isTip(text))).toHaveLength(1);
    expect(heard.filter((text) => text === 'voice')).toHaveLength(1);
    expect(home.telegram.voices).toEqual([]);
    expect(await tipRow(home)).toMatchObject({ state: 'accepted', attempts: 0 });
    expect(home.logs.filter(({ event }) => event === 'voice-not-sent')).toHaveLength(1);
    await home.advance(3_600_000);
    expect((await mother.hears()).filter((text) => isTip(text))).toEqual([]);
  },
);

test('a text that did not leave, or may have, has no voice; one that leaves at the second try has one', async () => {
  const lost = await joined(audioFolder(`${TIP}.vi.ogg`));
  lost.home.telegram.fails('sendMessage', ...Array<TelegramFault>(4).fill({ throws: 'timeout' }));
  await aDay(lost.home, lost.mother);
  expect(await tipRow(lost.home)).toMatchObject({ state: 'unknown' });
  expect(lost.home.telegram.voices).toEqual([]);
  const late = await joined(audioFolder(`${TIP}.vi.ogg`));
  late.home.telegram.fails('sendMessage', { status: 429, retryAfter: 5 });
  await aDay(late.home, late.mother);
  expect(voicesOf(late.home)).toEqual([`${MOTHER} ${TIP}.vi.ogg`]);
});

test('ended between the text and the voice, the service starts again and sends neither', async () => {
  const { home, mother } = await joined(audioFolder(`${TIP}.vi.ogg`));
  // Whoever asks for the file is the one that sent the text: it never gets further.
  const { audio, ...without } = home.deps;
  expect(audio).toBeDefined();
  Object.assign(home.deps, { audio: () => Promise.reject(new Error('the process has ended')) });
  expect((await aDay(home, mother)).filter((text) => isTip(text))).toHaveLength(1);
  Object.assign(home.deps, { ...without, audio });
  const heard = await aDay(home, mother);
  expect(heard.filter((text) => isTip(text) || text === 'voice')).toEqual([]);
});

test('by SMS, and by Telegram without a folder, a tip is its text alone', async () => {
  const { home, mother } = await joined(undefined);
  expect((await aDay(home, mother)).some((text) => isTip(text))).toBe(true);
  expect(home.telegram.calls.some(({ method }) => method === 'sendVoice')).toBe(false);

  const sms = await house({ at: THURSDAY, env: { AUDIO_DIR: audioFolder(`${TIP}.vi.ogg`).path } });
  const phone = sms.phone('+84912345678');
  await phone.says('DK 2/9/2026');
  await sms.run(1);
  expect(await phone.hears()).not.toEqual([]);
  expect(sms.telegram.calls).toEqual([]);
});

test('on the morning of six families the file is uploaded once, and each has its voice', async () => {
  const folder = audioFolder(`${TIP}.vi.ogg`);
  const home = await house({ at: THURSDAY, env: { AUDIO_DIR: folder.path } });
  const chats = Array.from({ length: 6 }, (_, i) => home.chat(MOTHER + i));
  for (const chat of chats) await chat.says('DK 2/9/2026');
  await home.run(1);
  expect(new Set(voicesOf(home)).size).toBe(6);
  expect(home.telegram.voices.filter(({ uploaded }) => uploaded)).toHaveLength(1);
});

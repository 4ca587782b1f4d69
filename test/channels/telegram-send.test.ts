import { expect, test } from 'vitest';
import { telegramApi } from '../../src/channels/telegram-api.ts';
import { telegramSender } from '../../src/channels/telegram-send.ts';
import type { Button, Outbound } from '../../src/message.ts';
import { BOT_TOKEN, type TelegramFault, telegramDouble } from '../doubles/telegram-api.ts';

function sender(token = BOT_TOKEN) {
  const telegram = telegramDouble();
  const config = { token, webhookSecret: undefined, apiRoot: 'https://api.telegram.test' };
  return { telegram, port: telegramSender(telegramApi(config, telegram.fetch, 15)) };
}

const message = (text: string, buttons: readonly (readonly Button[])[] = []): Outbound => ({
  to: { kind: 'telegram', value: '5551234567' },
  text,
  buttons,
  deliveryId: 1,
});

test('a text goes out as it is, to a number, without marks that Telegram could misread', async () => {
  const { telegram, port } = sender();
  expect(await port.send(message('Bé_2 *tuổi* <b> & [1]'))).toEqual({
    kind: 'accepted',
    providerId: '5551234567:1',
  });
  expect(telegram.calls).toEqual([
    {
      method: 'sendMessage',
      payload: {
        chat_id: 5_551_234_567,
        text: 'Bé_2 *tuổi* <b> & [1]',
        link_preview_options: { is_disabled: true },
      },
    },
  ]);
});

test('choices are shown as buttons, and one too long for a button is left to the text', async () => {
  const { telegram, port } = sender();
  const rows = [
    [
      { label: 'Có', says: '1' },
      { label: 'Không', says: '2' },
    ],
    [{ label: 'Đúng 64', says: `${'ế'.repeat(21)}a` }],
    [{ label: 'Dài', says: 'ế'.repeat(22) }],
    [{ label: 'Rỗng', says: '' }],
  ];
  await port.send(message('Chọn 1 hoặc 2', rows));
  expect(telegram.sent[0]?.keyboard).toEqual([
    [
      { text: 'Có', callback_data: '1' },
      { text: 'Không', callback_data: '2' },
    ],
    [{ text: 'Đúng 64', callback_data: `${'ế'.repeat(21)}a` }],
  ]);
});

test('a text of the longest allowed goes whole, a longer one is refused and never cut', async () => {
  const { telegram, port } = sender();
  expect(await port.send(message('ờ'.repeat(4_096)))).toMatchObject({ kind: 'accepted' });
  expect(await port.send(message('ờ'.repeat(4_097)))).toEqual({ kind: 'failed', reason: 'too-long' });
  expect(telegram.sent).toHaveLength(1);
});

test('half a character, as a cut can leave it, does not lose the message', async () => {
  const { telegram, port } = sender();
  expect(await port.send(message('vui \ud83d'))).toMatchObject({ kind: 'accepted' });
  expect(telegram.sent[0]?.text).toBe('vui \ufffd');
});

test.each<[string, TelegramFault, object]>([
  ['too many', { status: 429, retryAfter: 17 }, { kind: 'retry', reason: 'provider-busy', pauseMs: 17_000 }],
  ['too many, unsaid how long', { status: 429 }, { kind: 'retry', reason: 'provider-busy', pauseMs: 1_000 }],
  [
    'blocked',
    { status: 403, description: 'Forbidden: bot was blocked by the user' },
    { kind: 'failed', reason: 'blocked-by-person', reach: 'blocked' },
  ],
  [
    'account gone',
    { status: 403, description: 'Forbidden: user is deactivated' },
    { kind: 'failed', reason: 'blocked-by-person', reach: 'blocked' },
  ],
  [
    'no such chat',
    { status: 400, description: 'Bad Request: chat not found' },
    { kind: 'failed', reason: 'chat-not-found', reach: 'invalid' },
  ],
  [
    'refused',
    { status: 400, description: 'Bad Request: nope' },
    { kind: 'failed', reason: 'refused-by-provider' },
  ],
  ['wrong token', { status: 401 }, { kind: 'retry', reason: 'provider-credentials' }],
  ['no such bot', { status: 404 }, { kind: 'retry', reason: 'provider-credentials' }],
  ['broken', { status: 500 }, { kind: 'unknown', reason: 'provider-error' }],
  ['broken on the way', { html: 502 }, { kind: 'unknown', reason: 'answer-unreadable' }],
  ['never connected', { throws: 'refused' }, { kind: 'retry', reason: 'provider-unreachable' }],
  ['cut off', { throws: 'reset' }, { kind: 'unknown', reason: 'no-answer' }],
  ['no answer', { throws: 'timeout' }, { kind: 'unknown', reason: 'no-answer' }],
])('%s: %j', async (_name, fault, result) => {
  const { telegram, port } = sender();
  telegram.fails('sendMessage', fault);
  expect(await port.send(message('x'))).toEqual(result);
  expect(telegram.calls).toHaveLength(1);
});

test('an acknowledged press is told to Telegram, and its failure troubles nobody', async () => {
  const { telegram, port } = sender();
  telegram.fails('answerCallbackQuery', { status: 400, description: 'query is too old' });
  await port.acknowledge?.('q1');
  await port.acknowledge?.('q2');
  expect(telegram.calls).toEqual([
    { method: 'answerCallbackQuery', payload: { callback_query_id: 'q1' } },
    { method: 'answerCallbackQuery', payload: { callback_query_id: 'q2' } },
  ]);
});

import { expect, onTestFinished, test } from 'vitest';
import { telegramApi } from '../../src/channels/telegram-api.ts';
import { telegramVoice, VOICE_BYTES } from '../../src/channels/telegram-voice.ts';
import type { Recording } from '../../src/message.ts';
import { recordingsIn } from '../../src/node/audio-files.ts';
import { quickFetch } from '../../src/node/http-client.ts';
import { audioFolder, OPUS } from '../doubles/audio-folder.ts';
import { overHttp } from '../doubles/over-http.ts';
import { BOT_TOKEN, type TelegramFault, telegramDouble } from '../doubles/telegram-api.ts';

const API_ROOT = 'https://api.telegram.test';
const to = (chat: number) => ({ kind: 'telegram', value: String(chat) }) as const;

function voices() {
  const telegram = telegramDouble();
  const config = { token: BOT_TOKEN, webhookSecret: undefined, apiRoot: API_ROOT };
  return { telegram, speak: telegramVoice(telegramApi(config, telegram.fetch, 15)) };
}

function recording(key = 'a', bytes: Buffer = OPUS): Recording {
  return {
    key,
    name: 'pr-w07.vi.ogg',
    bytes: bytes.length,
    open: async function* () {
      yield bytes;
    },
  };
}

test('a recording is uploaded for the first person and goes to the next by the id that Telegram gave it', async () => {
  const { telegram, speak } = voices();
  expect(await speak(to(1), recording())).toEqual({ kind: 'accepted', providerId: '1:1' });
  expect(await speak(to(2), recording())).toEqual({ kind: 'accepted', providerId: '2:2' });
  expect(telegram.voices).toEqual([
    { chatId: 1, messageId: 1, fileName: 'pr-w07.vi.ogg', uploaded: true },
    { chatId: 2, messageId: 2, fileName: 'pr-w07.vi.ogg', uploaded: false },
  ]);
});

test('a file that was replaced is uploaded anew', async () => {
  const { telegram, speak } = voices();
  await speak(to(1), recording('a'));
  await speak(to(1), recording('b'));
  expect(telegram.voices.map(({ uploaded }) => uploaded)).toEqual([true, true]);
});

test('twenty at once wait for one upload', async () => {
  const { telegram, speak } = voices();
  const results = await Promise.all(Array.from({ length: 20 }, (_, i) => speak(to(i + 1), recording())));
  expect(results.filter(({ kind }) => kind === 'accepted')).toHaveLength(20);
  expect(telegram.voices.filter(({ uploaded }) => uploaded)).toHaveLength(1);
});

test('where the first has blocked us, the others are not left without their voice', async () => {
  const { telegram, speak } = voices();
  telegram.fails('sendVoice', { status: 403, description: 'Forbidden: bot was blocked by the user' });
  const results = await Promise.all([1, 2, 3].map((chat) => speak(to(chat), recording())));
  expect(results.map(({ kind }) => kind)).toEqual(['failed', 'accepted', 'accepted']);
  expect(telegram.calls).toHaveLength(3);
});

test.each<[TelegramFault, object]>([
  [
    { status: 429, retryAfter: 7 },
    { kind: 'retry', reason: 'provider-busy', pauseMs: 7_000 },
  ],
  [
    { status: 400, description: 'VOICE_MESSAGES_FORBIDDEN' },
    { kind: 'failed', reason: 'refused-by-provider' },
  ],
  [{ status: 500 }, { kind: 'unknown', reason: 'provider-error' }],
  [{ throws: 'reset' }, { kind: 'unknown', reason: 'no-answer' }],
  [{ html: 502 }, { kind: 'unknown', reason: 'answer-unreadable' }],
])('an upload that meets %j is tried once, and the next person brings it up again', async (fault, result) => {
  const { telegram, speak } = voices();
  telegram.fails('sendVoice', fault);
  expect(await speak(to(1), recording())).toEqual(result);
  expect(telegram.calls).toHaveLength(1);
  expect(await speak(to(2), recording())).toMatchObject({ kind: 'accepted' });
});

test('a file that Telegram would not take, or that breaks off while it is read, never throws', async () => {
  const { telegram, speak } = voices();
  const large = { ...recording(), bytes: VOICE_BYTES + 1 };
  expect(await speak(to(1), large)).toEqual({ kind: 'failed', reason: 'too-long' });
  expect(telegram.calls).toHaveLength(0);
  expect(await speak(to(1), recording('vorbis', Buffer.from('OggS vorbis')))).toMatchObject({
    kind: 'failed',
  });
  const broken = {
    ...recording('broken'),
    open: async function* () {
      yield OPUS;
      throw new Error('the disk is gone');
    },
  };
  expect(await speak(to(1), broken)).toMatchObject({ kind: 'unknown' });
});

test('a file of the folder arrives whole over a real connection', async () => {
  const telegram = telegramDouble();
  const served = await overHttp(telegram.fetch);
  onTestFinished(() => served.close());
  const folder = audioFolder();
  folder.put('pr-w07.vi.ogg', Buffer.concat([OPUS, Buffer.alloc(300_000, 0xe9)]));
  const config = { token: BOT_TOKEN, webhookSecret: undefined, apiRoot: served.url };
  const speak = telegramVoice(telegramApi(config, quickFetch(), 15));
  const found = await recordingsIn(folder.path)({ item: 'pr-w07', language: 'vi', since: 0 });
  if (found === undefined) throw new Error('no recording');
  expect(await speak(to(5_551_234_567), found)).toEqual({ kind: 'accepted', providerId: '5551234567:1' });
  const file = Object.values(telegram.calls[0]?.payload ?? {}).find((part) => part instanceof File);
  expect(file).toMatchObject({ name: 'pr-w07.vi.ogg', size: OPUS.length + 300_000 });
});

/**
 * Every call of ours against a stand-in for the Bot API that checks it by Telegram's own specification. Runs only where
 * PEERS names the folder that holds one: `PEERS=… npx vitest run test/conformance`.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { telegramUpdates } from '../../src/app.ts';
import { telegramApi } from '../../src/channels/telegram-api.ts';
import { telegramSender } from '../../src/channels/telegram-send.ts';
import { createDeliverer } from '../../src/deliver-loop.ts';
import type { Outbound } from '../../src/message.ts';
import { startTelegram } from '../../src/node/telegram.ts';
import { createTexts } from '../../src/texts.ts';
import { house } from '../conversations/house.ts';

const PEERS = process.env.PEERS;

type Call = {
  readonly method: string;
  readonly status: number;
  readonly errors: readonly string[];
  readonly payload: { readonly chat_id?: number; readonly text?: string };
};
type Peer = { readonly url: string; readonly log: readonly Call[]; close(): void };

async function peer() {
  const file = pathToFileURL(join(PEERS ?? '', 'telegram.mjs')).href;
  const { startTelegram: start } = (await import(/* @vite-ignore */ file)) as {
    startTelegram(): Promise<Peer>;
  };
  const running = await start();
  onTestFinished(() => running.close());
  const tell = (what: string, body: unknown) =>
    fetch(`${running.url}/${what}`, { method: 'POST', body: JSON.stringify(body) });
  const api = (seconds: number) =>
    telegramApi(
      { token: '123456:of-the-test', webhookSecret: undefined, apiRoot: running.url },
      fetch,
      seconds,
    );
  return { ...running, tell, api };
}

const faulty = (log: readonly Call[]) => log.filter((call) => call.errors.length > 0);
const message = (text: string, chat = 5_551_234_567): Outbound => ({
  to: { kind: 'telegram', value: String(chat) },
  text,
  buttons: [
    [
      { label: 'Có', says: '1' },
      { label: 'Không', says: '2' },
    ],
  ],
  deliveryId: 1,
});

describe.skipIf(PEERS === undefined)('every call is as the Bot API wants it', () => {
  test('setting the webhook and the menu', async () => {
    const telegram = await peer();
    const running = startTelegram({
      api: telegram.api(10),
      take: async () => ({ ok: false }),
      webhook: { publicUrl: 'https://vongtay.test', secret: 'a-secret-of-the-test' },
      texts: createTexts(),
      log: () => {},
    });
    await vi.waitFor(() => expect(telegram.log).toHaveLength(3), 5_000);
    await running.stop();
    expect(telegram.log.map((call) => call.method).sort()).toEqual([
      'setMyCommands',
      'setMyCommands',
      'setWebhook',
    ]);
    expect(faulty(telegram.log)).toEqual([]);
  });

  test('fetching updates, answering them and acknowledging a press', async () => {
    const telegram = await peer();
    const home = await house();
    const deps = { ...home.deps, senders: new Map([['telegram', telegramSender(telegram.api(5))] as const]) };
    const from = { id: 7, is_bot: false, first_name: 'A' };
    const chat = { id: 7, type: 'private' };
    await telegram.tell('_updates', [
      { update_id: 11, message: { message_id: 1, date: 1_793_585_000, chat, from, text: '/help' } },
      {
        update_id: 12,
        callback_query: {
          id: 'q',
          from,
          chat_instance: '1',
          data: 'TG',
          message: { message_id: 2, date: 0, chat },
        },
      },
    ]);
    const running = startTelegram({
      api: telegram.api(40),
      take: telegramUpdates(deps, home.now),
      webhook: undefined,
      texts: deps.texts,
      log: deps.log,
    });
    const calls = (method: string) => telegram.log.filter((call) => call.method === method);
    await vi.waitFor(() => expect(calls('getUpdates').length).toBeGreaterThan(1), 5_000);
    const deliverer = createDeliverer(deps, home.now);
    await deliverer.drain(home.now());
    await deliverer.drain(home.now() + 1_000);
    await running.stop();
    expect(calls('deleteWebhook')).toHaveLength(1);
    expect(calls('answerCallbackQuery')).toHaveLength(1);
    expect(calls('sendMessage')).toHaveLength(2);
    expect(faulty(telegram.log)).toEqual([]);
    expect(home.logs.filter((line) => line.level !== 'info')).toEqual([]);
  });

  test.each([
    [
      { status: 429, retryAfter: 3 },
      { kind: 'retry', reason: 'provider-busy', pauseMs: 3_000 },
    ],
    [{ status: 403 }, { kind: 'failed', reason: 'blocked-by-person', reach: 'blocked' }],
    [{ status: 500 }, { kind: 'unknown', reason: 'provider-error' }],
    [{ drop: true }, { kind: 'unknown', reason: 'no-answer' }],
    [{ hang: true }, { kind: 'unknown', reason: 'no-answer' }],
    [null, { kind: 'accepted', providerId: '5551234567:1' }],
  ])('a send that meets %j', async (fault, result) => {
    const telegram = await peer();
    await telegram.tell('_plan', [fault]);
    expect(await telegramSender(telegram.api(1)).send(message('Bé_2 tuổi'))).toEqual(result);
    expect(telegram.log).toHaveLength(1);
    expect(faulty(telegram.log)).toEqual([]);
  });

  test('a peer that is gone before the call was never connected to', async () => {
    const telegram = await peer();
    const port = telegramSender(telegram.api(5));
    telegram.close();
    expect(await port.send(message('x'))).toEqual({ kind: 'retry', reason: 'provider-unreachable' });
  });

  test('a hundred answers at once all arrive once each, however often Telegram asks for patience', async () => {
    const telegram = await peer();
    await telegram.tell('_limit', { perSecond: 30, perChatPerSecond: 1 });
    const home = await house();
    const clock = () => Date.now();
    const deps = { ...home.deps, senders: new Map([['telegram', telegramSender(telegram.api(5))] as const]) };
    const take = telegramUpdates(deps, clock);
    for (let id = 1; id <= 100; id += 1) await take({ update_id: id, message: { chat: { id }, text: 'tg' } });
    const deliverer = createDeliverer(deps, clock);
    deliverer.wake();
    const done = () => telegram.log.filter((call) => call.status === 200).map((call) => call.payload.chat_id);
    await vi.waitFor(() => expect(done()).toHaveLength(100), { timeout: 15_000, interval: 100 });
    await deliverer.stop();
    expect(new Set(done()).size).toBe(100);
    expect(faulty(telegram.log)).toEqual([]);
  });
});

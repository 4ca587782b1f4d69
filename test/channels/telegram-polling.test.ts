import { describe, expect, test, vi } from 'vitest';
import type { TakeUpdate } from '../../src/channels/telegram.ts';
import { telegramApi } from '../../src/channels/telegram-api.ts';
import { startTelegram, type TelegramStart } from '../../src/node/telegram.ts';
import { DatabaseBusy } from '../../src/store/database.ts';
import { createTexts } from '../../src/texts.ts';
import { BOT_TOKEN, telegramDouble } from '../doubles/telegram-api.ts';

const WEBHOOK = { publicUrl: 'https://vongtay.test', secret: 'a-secret-of-the-test' };

/** A start against the double; time passes at once and is kept in `slept`. */
function begin(
  options: Partial<TelegramStart> & {
    readonly token?: string;
    readonly telegram?: ReturnType<typeof telegramDouble>;
  } = {},
) {
  const telegram = options.telegram ?? telegramDouble();
  const taken: number[] = [];
  const logs: { level: string; event: string; [field: string]: unknown }[] = [];
  const slept: number[] = [];
  const config = {
    token: options.token ?? BOT_TOKEN,
    webhookSecret: undefined,
    apiRoot: 'https://api.telegram.test',
  };
  const take: TakeUpdate = async (update) => {
    taken.push((update as { update_id: number }).update_id);
    return { ok: true, afterwards: undefined };
  };
  const run = () =>
    startTelegram({
      api: telegramApi(config, telegram.fetch, 40),
      take,
      webhook: undefined,
      texts: createTexts(),
      log: (level, event, fields) => logs.push({ level, event, ...fields }),
      sleep: async (ms) => {
        slept.push(ms);
        await new Promise((resolve) => setImmediate(resolve));
      },
      ...options,
    });
  const callsOf = (method: string) =>
    telegram.calls.filter((call) => call.method === method).map((c) => c.payload);
  return { telegram, taken, logs, slept, run, callsOf };
}

const update = (update_id: number) => ({ update_id, message: { chat: { id: 1 }, text: 'TG' } });

describe('fetching updates', () => {
  test('the webhook is taken away without losing what waits, and updates come in their order', async () => {
    const { telegram, taken, run, callsOf } = begin();
    telegram.arrives(update(5), update(6));
    const running = run();
    await vi.waitFor(() => expect(taken).toEqual([5, 6]));
    telegram.arrives(update(7));
    await vi.waitFor(() => expect(taken).toEqual([5, 6, 7]));
    await running.stop();
    expect(callsOf('deleteWebhook')).toEqual([{ drop_pending_updates: false }]);
    expect(callsOf('getUpdates')[0]).toEqual({
      limit: 100,
      timeout: 25,
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    });
    expect(callsOf('getUpdates').map((p) => p.offset)).toEqual([undefined, 7, 8]);
  });

  test('an update that could not be written is fetched again, and none behind it is confirmed', async () => {
    const tried: number[] = [];
    let busy = 3;
    const { telegram, logs, run, callsOf } = begin({
      take: async (body) => {
        const id = (body as { update_id: number }).update_id;
        tried.push(id);
        if (id === 6 && busy > 0) {
          busy -= 1;
          throw new DatabaseBusy('The database file cannot be written now.');
        }
        return { ok: true, afterwards: undefined };
      },
    });
    telegram.arrives(update(5), update(6), update(7));
    const running = run();
    await vi.waitFor(() => expect(tried).toEqual([5, 6, 6, 6, 6, 7]));
    await running.stop();
    expect(callsOf('getUpdates').map((p) => p.offset)).toEqual([undefined, 6, 6, 6, 8]);
    expect(logs.filter((l) => l.event === 'database-busy')).toHaveLength(3);
  });

  test('what was not on disk at a stop comes again after the next start', async () => {
    const first = begin({
      take: async () => {
        throw new DatabaseBusy('The database file cannot be written now.');
      },
    });
    first.telegram.arrives(update(5), update(6));
    const running = first.run();
    await vi.waitFor(() => expect(first.logs.some((l) => l.event === 'database-busy')).toBe(true));
    await running.stop();
    const second = begin({ telegram: first.telegram });
    const again = second.run();
    await vi.waitFor(() => expect(second.taken).toEqual([5, 6]));
    await again.stop();
  });

  test('a message that our own fault keeps from being read is given up after five tries, told, and the next is taken', async () => {
    const tried: number[] = [];
    const { telegram, logs, run } = begin({
      take: async (body) => {
        const id = (body as { update_id: number }).update_id;
        tried.push(id);
        if (id === 5) throw new TypeError('a bug');
        return { ok: true, afterwards: undefined };
      },
    });
    telegram.arrives(update(5), update(6));
    const running = run();
    await vi.waitFor(() => expect(tried).toEqual([5, 5, 5, 5, 5, 6]));
    await running.stop();
    expect(logs.filter((l) => l.level === 'error').map((l) => l.event)).toEqual([
      ...Array(4).fill('telegram-update-failed'),
      'telegram-update-skipped',
    ]);
  });

  test('what is no update is told and passed over', async () => {
    const { telegram, logs, run, callsOf } = begin({ take: async () => ({ ok: false }) });
    telegram.arrives({ update_id: 5 });
    const running = run();
    await vi.waitFor(() => expect(callsOf('getUpdates').map((p) => p.offset)).toEqual([undefined, 6]));
    await running.stop();
    expect(logs).toContainEqual({ level: 'warn', event: 'telegram-update-unreadable', update: 5 });
  });

  test('a broken network is waited out, longer each time up to a minute', async () => {
    const { telegram, taken, slept, logs, run } = begin();
    telegram.fails('getUpdates', ...Array.from({ length: 8 }, () => ({ throws: 'refused' }) as const));
    telegram.arrives(update(5));
    const running = run();
    await vi.waitFor(() => expect(taken).toEqual([5]));
    await running.stop();
    expect(slept).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    expect(logs).toContainEqual({
      level: 'warn',
      event: 'telegram-polling-failed',
      reason: "Telegram can't be reached (ECONNREFUSED): check the network and TELEGRAM_API_ROOT.",
    });
  });

  test('another process with the same token is named, and Telegram’s own waiting time is kept', async () => {
    const { telegram, taken, slept, logs, run } = begin();
    telegram.fails('getUpdates', { status: 409, description: 'Conflict' }, { status: 429, retryAfter: 7 });
    telegram.arrives(update(5));
    const running = run();
    await vi.waitFor(() => expect(taken).toEqual([5]));
    await running.stop();
    expect(slept).toEqual([1_000, 7_000]);
    expect(logs.find((l) => l.level === 'warn')?.reason).toMatch(/Another process .* PUBLIC_URL/);
  });

  test('a wrong token ends it with a sentence that says what to check, and never shows the token', async () => {
    const { telegram, slept, logs, run } = begin({ token: '999:somebody-elses-token' });
    const running = run();
    await vi.waitFor(() => expect(logs.filter((l) => l.level === 'error')).toHaveLength(2));
    await running.stop();
    expect(logs[0]?.reason).toMatch(/check TELEGRAM_BOT_TOKEN/);
    expect(slept).toEqual([]);
    expect(telegram.calls.some((call) => call.method === 'getUpdates')).toBe(false);
    expect(JSON.stringify(logs)).not.toContain('somebody');
  });

  test('a stop ends the waiting, which the other side would not have ended', async () => {
    const { run, callsOf, logs, taken } = begin();
    const running = run();
    await vi.waitFor(() => expect(callsOf('getUpdates')).toHaveLength(1));
    await running.stop();
    expect(callsOf('getUpdates')).toHaveLength(1);
    expect(taken).toEqual([]);
    expect(logs.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('the webhook', () => {
  test('is set with its secret and for the updates that we read, and the menu in both languages', async () => {
    const { logs, run, callsOf } = begin({ webhook: WEBHOOK });
    const running = run();
    await vi.waitFor(() => expect(callsOf('setMyCommands')).toHaveLength(2));
    await vi.waitFor(() => expect(logs).toContainEqual({ level: 'info', event: 'telegram-webhook-set' }));
    await running.stop();
    expect(callsOf('setWebhook')).toEqual([
      {
        url: 'https://vongtay.test/webhooks/telegram',
        secret_token: WEBHOOK.secret,
        allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
        max_connections: 40,
      },
    ]);
    expect(callsOf('getUpdates')).toEqual([]);
    const [everyone, english] = callsOf('setMyCommands');
    expect(everyone?.language_code).toBeUndefined();
    expect(everyone?.commands).toContainEqual({ command: 'help', description: 'Hướng dẫn sử dụng' });
    expect(english?.language_code).toBe('en');
    expect(english?.commands).toContainEqual({ command: 'help', description: 'How to use Vòng Tay' });
  });

  test('that could not be set is told and tried again until it is', async () => {
    const { telegram, logs, slept, run, callsOf } = begin({ webhook: WEBHOOK });
    telegram.fails(
      'setWebhook',
      { throws: 'timeout' },
      { status: 400, description: 'Bad Request: bad webhook: Failed to resolve host' },
    );
    const running = run();
    await vi.waitFor(() => expect(logs).toContainEqual({ level: 'info', event: 'telegram-webhook-set' }));
    await running.stop();
    expect(callsOf('setWebhook')).toHaveLength(3);
    expect(slept).toEqual([1_000, 2_000]);
    expect(logs[1]?.reason).toBe('Telegram answered 400: Bad Request: bad webhook: Failed to resolve host');
  });
});

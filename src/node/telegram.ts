/** How updates reach us: by webhook where the world can call us, else we fetch them. Failures are told and tried again. */
import { setTimeout } from 'node:timers/promises';
import type { TakeUpdate } from '../channels/telegram.ts';
import type { TelegramApi } from '../channels/telegram-api.ts';
import { backOffMs, troubleOf } from '../channels/telegram-trouble.ts';
import type { Log } from '../deps.ts';
import { setMenu, setWebhook, type Webhook } from '../telegram-home.ts';
import type { Texts } from '../texts.ts';
import { pollUpdates } from './telegram-polling.ts';

export type TelegramStart = {
  readonly api: TelegramApi;
  readonly take: TakeUpdate;
  /** Absent where no public address is known: then updates are fetched. */
  readonly webhook: Webhook | undefined;
  readonly texts: Texts;
  readonly log: Log;
  /** Ends early, without an error, when the signal aborts. */
  readonly sleep?: Sleep;
};

export type Sleep = (ms: number, signal: AbortSignal) => Promise<unknown>;

const timerSleep: Sleep = (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => undefined);

export type RunningTelegram = { stop(): Promise<void> };

const STOP_WITHIN_MS = 900;

export function startTelegram(options: TelegramStart): RunningTelegram {
  const start = { sleep: timerSleep, ...options };
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = Promise.all([
    takeIn(start, signal),
    keepTrying(start, signal, 'telegram-menu-failed', () => setMenu(start.api, start.texts)),
  ]);
  return {
    async stop() {
      stopping.abort();
      await Promise.race([running, setTimeout(STOP_WITHIN_MS)]);
    },
  };
}

type Ready = Required<TelegramStart>;

async function takeIn(start: Ready, signal: AbortSignal): Promise<void> {
  const { api, webhook, log } = start;
  if (webhook !== undefined) {
    const set = await keepTrying(start, signal, 'telegram-webhook-failed', () => setWebhook(api, webhook));
    if (set) log('info', 'telegram-webhook-set');
    return;
  }
  const free = await keepTrying(start, signal, 'telegram-webhook-failed', () =>
    api.deleteWebhook({ drop_pending_updates: false }),
  );
  if (!free) return;
  log('info', 'telegram-polling');
  await pollUpdates(start, signal);
}

/** False where it was given up: the token is wrong, or the service stops. */
async function keepTrying(
  { log, sleep }: Pick<Ready, 'log' | 'sleep'>,
  signal: AbortSignal,
  event: string,
  work: () => Promise<unknown>,
): Promise<boolean> {
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      await work();
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      const trouble = troubleOf(error);
      log(trouble.final ? 'error' : 'warn', event, { reason: trouble.reason });
      if (trouble.final) return false;
      await sleep(trouble.waitMs ?? backOffMs(failures), signal);
    }
  }
  return false;
}

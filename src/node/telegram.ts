/** How updates reach us: by webhook where the world can call us, else we fetch them. Failures are told and tried again. */
import { setTimeout } from 'node:timers/promises';
import type { TakeUpdate } from '../channels/telegram.ts';
import type { TelegramApi } from '../channels/telegram-api.ts';
import { MENU, UPDATE_KINDS } from '../channels/telegram-updates.ts';
import type { Log } from '../deps.ts';
import type { Language } from '../message.ts';
import type { Texts } from '../texts.ts';
import { pollUpdates } from './telegram-polling.ts';
import { backOffMs, troubleOf } from './telegram-trouble.ts';

export type TelegramStart = {
  readonly api: TelegramApi;
  readonly take: TakeUpdate;
  /** Absent where no public address is known: then updates are fetched. */
  readonly webhook: { readonly publicUrl: string; readonly secret: string } | undefined;
  readonly texts: Texts;
  readonly log: Log;
  /** Ends early, without an error, when the signal aborts. */
  readonly sleep?: Sleep;
};

export type Sleep = (ms: number, signal: AbortSignal) => Promise<unknown>;

const timerSleep: Sleep = (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => undefined);

export type RunningTelegram = { stop(): Promise<void> };

const STOP_WITHIN_MS = 900;
/** How many webhook calls Telegram may have open with us at once. */
const CONNECTIONS = 40;

export function startTelegram(options: TelegramStart): RunningTelegram {
  const start = { sleep: timerSleep, ...options };
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = Promise.all([
    takeIn(start, signal),
    keepTrying(start, signal, 'telegram-menu-failed', () => setMenu(start)),
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
    const set = await keepTrying(start, signal, 'telegram-webhook-failed', () =>
      api.setWebhook(`${webhook.publicUrl}/webhooks/telegram`, {
        secret_token: webhook.secret,
        allowed_updates: UPDATE_KINDS,
        max_connections: CONNECTIONS,
      }),
    );
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

/** What opens under the menu button, Vietnamese for everyone but those whose app is in English. */
async function setMenu({ api, texts }: Ready): Promise<void> {
  const commands = (language: Language) =>
    (Object.keys(MENU) as (keyof typeof MENU)[]).map((command) => ({
      command,
      description: texts.say(language, `telegram.menu.${command}`),
    }));
  await api.setMyCommands(commands('vi'));
  await api.setMyCommands(commands('en'), { language_code: 'en' });
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

/** Fetches updates and confirms each only when its unit is on disk: Telegram keeps the rest for a day. */
import type { Update } from 'grammy/types';
import { backOffMs, troubleOf } from '../channels/telegram-trouble.ts';
import { UPDATE_KINDS } from '../channels/telegram-updates.ts';
import { DatabaseBusy, faultOf } from '../store/database.ts';
import type { TelegramStart } from './telegram.ts';

const WAIT_SECONDS = 25;
const BATCH = 100;
/** A fault of ours in one message must not keep all others waiting for ever. */
const TRIES_AN_UPDATE = 5;

export type Polling = Pick<Required<TelegramStart>, 'api' | 'take' | 'log' | 'sleep'>;

/** Until the signal aborts, or Telegram refuses the token. */
export async function pollUpdates(polling: Polling, signal: AbortSignal): Promise<void> {
  const { api, log, sleep } = polling;
  let offset: number | undefined;
  let failures = 0;
  const failed = { id: -1, tries: 0 };

  while (!signal.aborted) {
    let updates: readonly Update[];
    try {
      updates = await api.getUpdates(
        {
          ...(offset === undefined ? {} : { offset }),
          limit: BATCH,
          timeout: WAIT_SECONDS,
          allowed_updates: UPDATE_KINDS,
        },
        // grammY's types name its shim for Node; the web build takes the platform's own.
        signal as Parameters<typeof api.getUpdates>[1],
      );
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      const trouble = troubleOf(error);
      log(trouble.final ? 'error' : 'warn', 'telegram-polling-failed', { reason: trouble.reason });
      if (trouble.final) return;
      await sleep(trouble.waitMs ?? backOffMs(failures), signal);
      continue;
    }
    for (const update of updates) {
      if (signal.aborted) return;
      const done = await taken(polling, update, failed);
      if (!done) {
        // The rest waits: this person's next message must not overtake, and nothing after it is confirmed.
        await sleep(backOffMs(failed.tries), signal);
        break;
      }
      offset = update.update_id + 1;
    }
  }
}

/** In the order in which they came. False: bring it again. */
async function taken(
  { take, log }: Polling,
  update: Update,
  failed: { id: number; tries: number },
): Promise<boolean> {
  if (failed.id !== update.update_id) Object.assign(failed, { id: update.update_id, tries: 0 });
  try {
    const result = await take(update);
    if (!result.ok) log('warn', 'telegram-update-unreadable', { update: update.update_id });
    return true;
  } catch (thrown) {
    failed.tries += 1;
    const error = faultOf(thrown);
    const { name, message } = error;
    if (error instanceof DatabaseBusy) {
      log('warn', 'database-busy', { reason: message });
      return false;
    }
    const given = failed.tries >= TRIES_AN_UPDATE;
    log('error', given ? 'telegram-update-skipped' : 'telegram-update-failed', {
      update: update.update_id,
      error: name,
      reason: message,
    });
    return given;
  }
}

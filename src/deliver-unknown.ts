/** Messages that may have left are never sent again blindly: their provider is asked, or staff decide. */
import { MINUTE_MS } from './civil-time.ts';
import type { Deps } from './deps.ts';
import type { Said } from './handler.ts';
import type { Job } from './job.ts';
import type { SendPort } from './message.ts';
import { MAX_ATTEMPTS } from './pace.ts';
import { receiptWrites } from './receipts.ts';
import { recordAct } from './store/audit.ts';
import { forgetReceipts, hasReceiptsBefore, messageById } from './store/receipts.ts';
import type { Write } from './store/statement.ts';
import {
  askLater,
  leaveAsIs,
  nextAskAt,
  otherIdsOf,
  sendAgain,
  type UnknownRow,
  unknownToAsk,
} from './store/unknown.ts';
import { smsSaid } from './texts.ts';

const ASKED_TOGETHER = 50;
/** Asked twice, this long apart, before we believe that a message never left. */
const ASK_AGAIN_MS = 10 * MINUTE_MS;
/** Providers repeat a receipt for days at most. */
const RECEIPTS_KEPT_MS = 30 * 24 * 60 * MINUTE_MS;

export const unknownJob: Job = {
  name: 'unknown-messages',
  async run(deps, now) {
    const old = now - RECEIPTS_KEPT_MS;
    if (await hasReceiptsBefore(deps.store, old)) await deps.store.commit([forgetReceipts(old)]);
    const rows = await unknownToAsk(deps.store, askable(deps), now, ASKED_TOGETHER);
    // One after another: two of the same words to one person must not find the same message.
    for (const row of rows) {
      const port = deps.senders.get(row.channel as SendPort['channel']);
      await deps.store.commit(await answerFor(deps, row, port, now));
    }
    if (rows.length > 0) deps.wake();
  },
  nextAt: (deps, now) => nextAskAt(deps.store, askable(deps), now),
};

function askable(deps: Deps): readonly string[] {
  return [...deps.senders.values()].filter((port) => port.find !== undefined).map((port) => port.channel);
}

async function answerFor(
  deps: Deps,
  row: UnknownRow,
  port: SendPort | undefined,
  now: number,
): Promise<readonly Write[]> {
  if (port?.find === undefined || row.bodySealed === null || row.sentAt === null) return [];
  const [body, value] = [deps.secrets.tryOpen(row.bodySealed), deps.secrets.tryOpen(row.addressSealed)];
  // It may have left, so it has not failed; its provider can be asked once the secret is there again.
  if (body === undefined || value === undefined) return [askLater(row.id, now + ASK_AGAIN_MS, false)];
  const said = JSON.parse(body) as Said;
  const found = await port.find({
    to: { kind: row.addressKind, value },
    text: port.form === 'plain' ? smsSaid(said, row.accentedSms).text : said.text,
    sentAt: row.sentAt,
    others: await otherIdsOf(deps.store, row),
  });
  if (found.kind === 'found') return receiptWrites(row, found.receipt, now);
  const isAbsent = found.kind === 'absent';
  if (isAbsent && row.reason === 'not-found-yet' && row.attempts < MAX_ATTEMPTS) {
    return [sendAgain(row.id, 'never-left', now)];
  }
  return [askLater(row.id, now + ASK_AGAIN_MS, isAbsent)];
}

/** What staff can do about a message of which nobody knows whether it left; false where that is known by now. */
export async function decideUnknown(
  deps: Pick<Deps, 'store' | 'wake'>,
  id: number,
  choice: 'send-again' | 'leave',
  actor: string,
  now: number,
): Promise<boolean> {
  const message = await messageById(deps.store, id);
  if (message?.state !== 'unknown') return false;
  await deps.store.commit([
    choice === 'leave' ? leaveAsIs(id) : sendAgain(id, 'sent-again', now),
    recordAct({ at: now, actor, action: `message-${choice}`, subject: `message:${id}` }),
  ]);
  deps.wake();
  return true;
}

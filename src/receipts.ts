/** Delivery receipts coming back in. */
import { pauseWhereFailing } from './broadcasts/watch.ts';
import type { Deps } from './deps.ts';
import type { Receipt } from './message.ts';
import { failureWrites } from './outcome.ts';
import { countReached, keepReceipt, messageById, messageByProvider, raiseMessage } from './store/receipts.ts';
import type { Write } from './store/statement.ts';

/** A delivery receipt: late, doubled, out of order or for a message we don't know yet, it never lowers a state. */
export async function takeReceipt(deps: Deps, receipt: Receipt, now: number): Promise<void> {
  const { channel, providerId, deliveryId, state } = receipt;
  const byId = deliveryId === undefined ? undefined : await messageById(deps.store, deliveryId);
  const message = byId ?? (await messageByProvider(deps.store, channel, providerId));
  if (message === undefined) {
    await deps.store.commit(
      keepReceipt({ channel, providerId, state, reason: receipt.reason ?? null, at: now }),
    );
    return;
  }
  await deps.store.commit(receiptWrites(message, receipt, now));
  if (state === 'failed' && message.broadcastId !== null) {
    await pauseWhereFailing(deps, new Set([message.broadcastId]), now);
  }
}

type Told = Pick<Receipt, 'providerId' | 'state' | 'reason' | 'reach'>;

export function receiptWrites(
  message: Parameters<typeof failureWrites>[0],
  { providerId, state, reason, reach }: Told,
  now: number,
): readonly Write[] {
  if (state === 'failed') {
    const failure = { reason: reason ?? 'refused-by-provider', from: { providerId } };
    return failureWrites(message, reach === undefined ? failure : { ...failure, reach }, now);
  }
  const raised = raiseMessage(message.id, state, { providerId, at: now });
  return state === 'delivered' ? [raised, countReached(message.contactId)] : [raised];
}

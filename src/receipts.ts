/** Delivery receipts coming back in. */
import type { Deps } from './deps.ts';
import type { Receipt } from './message.ts';
import { changeContact } from './store/contacts.ts';
import { keepReceipt, messageById, messageByProvider, raiseMessage } from './store/receipts.ts';

/** A delivery receipt: late, doubled, out of order or for a message we don't know yet, it never lowers a state. */
export async function takeReceipt(deps: Deps, receipt: Receipt, now: number): Promise<void> {
  const byId =
    receipt.deliveryId === undefined ? undefined : await messageById(deps.store, receipt.deliveryId);
  const message = byId ?? (await messageByProvider(deps.store, receipt.channel, receipt.providerId));
  if (message === undefined) {
    await deps.store.commit([
      keepReceipt({
        channel: receipt.channel,
        providerId: receipt.providerId,
        state: receipt.state,
        reason: receipt.reason ?? null,
        at: now,
      }),
    ]);
    return;
  }
  await deps.store.commit([
    raiseMessage(message.id, receipt.state, {
      providerId: receipt.providerId,
      reason: receipt.reason,
      at: now,
    }),
    ...(receipt.reach === undefined ? [] : [changeContact(message.contactId, { reach: receipt.reach })]),
  ]);
}

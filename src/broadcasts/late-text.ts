/** The text of a broadcast, taken when a message leaves: the one that was confirmed, or why it is not sent any more. */
import type { Deps } from '../deps.ts';
import type { Said } from '../handler.ts';
import { broadcastFor } from '../store/broadcasts.ts';
import type { DueRow } from '../store/outbox.ts';

export async function broadcastText(
  deps: Deps,
  row: Pick<DueRow, 'broadcastId' | 'contactId'>,
): Promise<{ readonly said: Said } | { readonly skip: string }> {
  const { broadcastId, contactId } = row;
  const broadcast = broadcastId === null ? undefined : await broadcastFor(deps.store, broadcastId, contactId);
  if (broadcast === undefined || broadcast.status === 'stopped') return { skip: 'stopped' };
  // Who lost a child since it was queued must not read a message to parents.
  if (!broadcast.stillMeant) return { skip: 'no-longer-meant' };
  return { said: { text: deps.secrets.open(broadcast.textSealed) } };
}

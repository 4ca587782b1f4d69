/** The texts of a broadcast, taken when its messages leave: what was confirmed, or why it is not sent any more. */
import type { Deps } from '../deps.ts';
import type { Said } from '../handler.ts';
import { broadcastsFor } from '../store/broadcasts.ts';
import type { DueRow } from '../store/outbox.ts';

type Bound = { readonly said: Said } | { readonly skip: string } | { readonly fail: 'unreadable' };

export async function broadcastTexts(
  deps: Deps,
  rows: readonly Pick<DueRow, 'id' | 'broadcastId' | 'contactId'>[],
): Promise<ReadonlyMap<number, Bound>> {
  const told = await broadcastsFor(deps.store, rows);
  const opened = new Map<string, Bound>();
  return new Map(
    rows.map((row): [number, Bound] => {
      const broadcast = told.get(row.id);
      if (broadcast === undefined || broadcast.status === 'stopped') return [row.id, { skip: 'stopped' }];
      // Who lost a child since it was queued must not read a message to parents.
      if (!broadcast.stillMeant) return [row.id, { skip: 'no-longer-meant' }];
      const { textSealed } = broadcast;
      const bound = opened.get(textSealed) ?? textIn(deps, textSealed);
      opened.set(textSealed, bound);
      return [row.id, bound];
    }),
  );
}

function textIn(deps: Deps, textSealed: string): Bound {
  const text = deps.secrets.tryOpen(textSealed);
  return text === undefined ? { fail: 'unreadable' } : { said: { text } };
}

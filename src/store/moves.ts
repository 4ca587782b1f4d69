/** A family goes on at another address: what moves with it from one contact to the other. */
import type { Store } from './database.ts';
import type { Write } from './statement.ts';

/** Whether a contact told us of a child that is here or expected. */
export async function hasChildren(store: Store, contactId: string): Promise<boolean> {
  const row = await store.first(
    `SELECT 1 FROM children WHERE contact_id = ? AND status <> 'removed' LIMIT 1`,
    [contactId],
  );
  return row !== undefined;
}

/**
 * The children, and with them their places in the series, the tips that wait, and what others share with the family.
 * Roles stay: an officer gave them to a number.
 */
export function moveFamily(
  oldId: string,
  to: { readonly id: string; readonly kind: string },
): readonly Write[] {
  return [
    { sql: 'UPDATE children SET contact_id = ? WHERE contact_id = ?', args: [to.id, oldId] },
    { sql: 'UPDATE OR IGNORE carers SET contact_id = ? WHERE contact_id = ?', args: [to.id, oldId] },
    {
      // Nobody is a second carer of a child of their own.
      sql: `DELETE FROM carers WHERE contact_id = ?1
        OR contact_id = ?2 AND child_id IN (SELECT id FROM children WHERE contact_id = ?2)`,
      args: [oldId, to.id],
    },
    {
      sql: `UPDATE OR IGNORE outbox SET contact_id = ?1, address_kind = ?2,
          key = 'tip:' || child_id || ':' || item || ':' || ?1
        WHERE contact_id = ?3 AND kind = 'tip' AND state = 'queued'`,
      args: [to.id, to.kind, oldId],
    },
  ];
}

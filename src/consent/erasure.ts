/** The whole of a person at once: by their own word, or when time has come. */
import type { Deps } from '../deps.ts';
import { recordAct } from '../store/audit.ts';
import { takeTurn } from '../store/contacts.ts';
import { otherAddress } from '../store/links.ts';
import { erasePerson } from '../store/people.ts';
import type { Write } from '../store/statement.ts';

/** Both addresses. The turn of the one that is named is the caller's to take. */
export async function erasureOf(
  deps: Pick<Deps, 'store'>,
  contactId: string,
  actor: 'person' | 'time',
  now: number,
): Promise<readonly Write[]> {
  const other = await otherAddress(deps.store, contactId);
  return [
    ...erasePerson(contactId, now),
    ...(other === undefined ? [] : [takeTurn(other.id, other.lastTurn + 1), ...erasePerson(other.id, now)]),
    // Without whose it was: that it was done, and when.
    recordAct({ at: now, actor, action: 'person-erased', subject: 'person' }),
  ];
}

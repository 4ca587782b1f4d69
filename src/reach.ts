/** What a channel tells of an address outside any message: it was blocked, or opened again. */
import type { Deps } from './deps.ts';
import type { Address } from './message.ts';
import { changeContact, contactByAddress } from './store/contacts.ts';

/** Of someone we don't know there is nothing to note. */
export async function setReach(deps: Deps, address: Address, reach: 'ok' | 'blocked'): Promise<void> {
  const contact = await contactByAddress(deps.store, deps.secrets.macs(`${address.kind}:${address.value}`));
  if (contact === undefined || contact.reach === reach) return;
  await deps.store.commit([changeContact(contact.id, { reach })]);
}

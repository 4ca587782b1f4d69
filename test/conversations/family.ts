/** A family that has joined already, written through the store. */
import type { CivilDate } from '../../src/civil-time.ts';
import { planFor } from '../../src/guidance/plan.ts';
import { addChild } from '../../src/store/children.ts';
import { addContact } from '../../src/store/contacts.ts';
import type { House, Phone } from './house.ts';

export type Family = Phone & { readonly contactId: string; readonly childIds: readonly string[] };

export type ChildOf = { readonly born: CivilDate } | { readonly due: CivilDate };

export async function family(
  home: House,
  number: string,
  children: readonly ChildOf[],
  options: { readonly language?: 'vi' | 'en'; readonly consent?: 'none' | 'in' | 'out' } = {},
): Promise<Family> {
  const { deps } = home;
  const contactId = deps.newId();
  const rows = children.map((dates) => ({ id: deps.newId(), contactId, createdAt: home.now(), ...dates }));
  const committed = await deps.store.commit([
    addContact({
      id: contactId,
      kind: 'phone',
      addressMac: deps.secrets.mac(`phone:${number}`),
      addressSealed: deps.secrets.seal(number),
      language: options.language ?? 'vi',
      consent: options.consent ?? 'in',
      createdAt: home.now(),
    }),
    ...rows.map((row) => addChild(row)),
    ...rows.flatMap((row) => planFor(row, home.now())),
  ]);
  if (!committed.ok) throw new Error(`the family could not be written: ${committed.collided}`);
  return { ...home.phone(number), contactId, childIds: rows.map(({ id }) => id) };
}

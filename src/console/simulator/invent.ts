/** One more telephone for the demo, with the role its owner would have been given. */
import { demoNumber } from '../../../db/demo.ts';
import type { Deps } from '../../deps.ts';
import { addContact, changeContact, contactByAddress, recordConsent } from '../../store/contacts.ts';
import type { Write } from '../../store/statement.ts';
import { addRole, addVillage, villagesOf } from '../../store/villages.ts';
import type { Commune } from '../../units/units.ts';
import { foldName } from '../../vietnamese.ts';
import type { InventFault, InventForm } from './people-page.ts';
import { everyone, newPhone, typedNumber } from './phones.ts';

export type InventContext = {
  readonly communes: readonly Commune[];
  readonly province: string;
  /** What a phone is called whose owner has no name. */
  readonly name: (number: string) => string;
  readonly now: number;
};

type Invented =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly fault: InventFault };

const FIRST_MADE = 90_001;

export async function inventPhone(deps: Deps, form: InventForm, context: InventContext): Promise<Invented> {
  const people = await everyone(deps);
  const taken = new Set(people.map((person) => person.phone.number));
  const number = form.number === '' ? freeNumber(taken) : typedNumber(form.number);
  if (number === undefined) return { ok: false, fault: 'bad-number' };
  if (taken.has(number)) return { ok: false, fault: 'taken' };
  const commune = context.communes.find((c) => c.code === form.commune);
  const needsCommune = form.role === 'collaborator' || form.role === 'commune-officer';
  if (needsCommune && commune === undefined) return { ok: false, fault: 'no-commune' };
  if (form.role === 'collaborator' && foldName(form.village) === '')
    return { ok: false, fault: 'no-village' };

  const id = deps.newId();
  const name = form.name === '' ? context.name(number) : form.name;
  const writes: Write[] = [newPhone(deps, { id, number, name, made: true })];
  if (form.role !== 'none') writes.push(...(await roleWrites(deps, number, { ...form, commune }, context)));
  // The only thing that can be there already is this number, from another window.
  return (await deps.store.commit(writes)).ok ? { ok: true, id } : { ok: false, fault: 'taken' };
}

function freeNumber(taken: ReadonlySet<string>): string {
  for (let n = FIRST_MADE; ; n += 1) {
    const number = demoNumber(n);
    if (!taken.has(number)) return number;
  }
}

/** As if an officer had registered this number and its owner had said yes. */
async function roleWrites(
  deps: Deps,
  number: string,
  form: Omit<InventForm, 'commune'> & { readonly commune: Commune | undefined },
  { province, now }: InventContext,
): Promise<readonly Write[]> {
  const macs = deps.secrets.macs(`phone:${number}`);
  const known = await contactByAddress(deps.store, macs);
  const contactId = known?.id ?? deps.newId();
  const writes: Write[] = [
    known === undefined
      ? addContact({
          id: contactId,
          kind: 'phone',
          addressMac: macs[0] ?? '',
          addressSealed: deps.secrets.seal(number),
          consent: 'in',
          createdAt: now,
        })
      : changeContact(contactId, { consent: 'in' }),
    recordConsent({
      contactId,
      act: 'in',
      textVersion: 'demo',
      channel: 'simulator',
      askedBy: 'demo',
      at: now,
    }),
  ];
  const role = { id: deps.newId(), contactId, status: 'active' as const, madeBy: 'demo', at: now };
  const { commune } = form;
  if (form.role === 'province-officer') {
    writes.push(addRole({ ...role, role: form.role, scope: `province:${province}`, provinceCode: province }));
  } else if (form.role === 'commune-officer' && commune !== undefined) {
    writes.push(
      addRole({
        ...role,
        role: form.role,
        scope: `commune:${commune.code}@${commune.validFrom}`,
        communeCode: commune.code,
        communeFrom: commune.validFrom,
      }),
    );
  } else if (form.role === 'collaborator' && commune !== undefined) {
    const nameFolded = foldName(form.village);
    const there = (await villagesOf(deps.store, commune)).find(
      (village) => village.nameFolded === nameFolded,
    );
    const villageId = there?.id ?? deps.newId();
    if (there === undefined) {
      writes.push(
        addVillage({
          id: villageId,
          communeCode: commune.code,
          communeFrom: commune.validFrom,
          name: form.village.normalize('NFC'),
          nameFolded,
        }),
      );
    }
    writes.push(addRole({ ...role, role: form.role, scope: `village:${villageId}`, villageId }));
  }
  return writes;
}

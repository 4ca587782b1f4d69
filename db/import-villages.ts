/** Villages and who reports for them, from a list: good rows are kept, bad ones named. Running it again adds nothing. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Said } from '../src/handler.ts';
import type { Secrets } from '../src/secrets.ts';
import { recordAct } from '../src/store/audit.ts';
import { addContact } from '../src/store/contacts.ts';
import type { Store } from '../src/store/database.ts';
import { queueMessage } from '../src/store/outbox.ts';
import { insert, type Write } from '../src/store/statement.ts';
import { communeVersions, type UnitRow } from '../src/store/units.ts';
import { addRole } from '../src/store/villages.ts';
import { labelOf } from '../src/units/kinds.ts';
import { currentOf } from '../src/units/units.ts';
import { foldName } from '../src/vietnamese.ts';
import { knownOf, knownVillages, nameInTexts } from './known-villagers.ts';
import { villages } from './schema.ts';
import { type BadLine, readVillageCsv, type VillageLine } from './village-csv.ts';

export type VillageDeps = {
  readonly store: Store;
  readonly secrets: Pick<Secrets, 'seal' | 'mac' | 'macs'>;
  readonly newId: () => string;
  /** What a person is asked who is named as a collaborator, e.g. of "thôn 2" in "xã Mường Than". */
  readonly invitationText: (village: string, commune: string) => Said;
};

export type Imported = {
  readonly added: number;
  readonly unchanged: number;
  readonly invited: number;
  readonly bad: readonly BadLine[];
};

type Row = { readonly commune: UnitRow; readonly name: string; readonly phone: string | undefined };
type Plan = { readonly writes: readonly Write[]; readonly added: boolean; readonly invited: boolean };

const TRIES = 5;
const ROWS_A_COMMIT = 90;

export async function importVillages(deps: VillageDeps, csvText: string, now: number): Promise<Imported> {
  const read = readVillageCsv(csvText);
  const { rows, bad } = await checked(deps.store, read.lines);
  let added = 0;
  let invited = 0;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const plans = await planned(deps, rows, now);
    const left = plans.filter((plan) => plan.writes.length > 0);
    let collided = false;
    for (let at = 0; at < left.length && !collided; at += ROWS_A_COMMIT) {
      const some = left.slice(at, at + ROWS_A_COMMIT);
      const result = await deps.store.commit(some.flatMap((plan) => plan.writes));
      // Someone else wrote one of these people or villages just now: look again at what is left.
      collided = !result.ok;
      if (collided) break;
      added += some.filter((plan) => plan.added).length;
      invited += some.filter((plan) => plan.invited).length;
    }
    if (!collided) {
      const faults = [...read.bad, ...bad].sort((a, b) => a.line - b.line);
      return { added, unchanged: rows.length - added, invited, bad: faults };
    }
  }
  throw new Error(
    'Others are writing the same people or villages again and again: run this once more later.',
  );
}

async function checked(
  store: Store,
  lines: readonly VillageLine[],
): Promise<{ readonly rows: readonly Row[]; readonly bad: readonly BadLine[] }> {
  const codes = [...new Set(lines.map((l) => l.communeCode))];
  const versions = await communeVersions(store, codes);
  const known = await knownVillages(store, codes);
  const today = new Map(versions.filter((v) => v.validTo === null).map((v) => [v.code, v]));
  const seen = new Map<string, VillageLine>();
  const rows: Row[] = [];
  const bad: BadLine[] = [];
  for (const one of lines) {
    const { line, communeCode, name, phone } = one;
    const refuse = (reason: string) => bad.push({ line, reason });
    const commune = today.get(communeCode);
    const former = versions.find((v) => v.code === communeCode);
    const number = phone === '' ? undefined : mobileOf(phone);
    const key = nameInTexts(communeCode, name);
    const before = seen.get(key);
    const twin = known.ids.has(`${communeCode} ${foldName(name)}`) ? undefined : known.names.get(key);
    if (communeCode === '') refuse('the commune code is missing');
    else if (commune === undefined && former !== undefined) refuse(await formerReason(store, former));
    else if (commune === undefined) refuse(`no commune has the code ${communeCode}`);
    else if (foldName(name) === '') refuse('the name of the village is missing');
    else if (before !== undefined && foldName(before.name) === foldName(name))
      refuse(`the same village as in line ${before.line}`);
    else if (before !== undefined)
      refuse(`in a text this name is the same as "${before.name}" in line ${before.line}: keep one of them`);
    else if (twin !== undefined)
      refuse(`in a text this name is the same as "${twin}", which is there already: write it like that`);
    else if (phone !== '' && holdsTwo(phone))
      refuse('there is more than one phone number in the cell: keep one, who else reports is named with CTV');
    else if (phone !== '' && number === undefined)
      refuse('the phone number is not a Vietnamese mobile number');
    else {
      seen.set(key, one);
      rows.push({ commune, name, phone: number });
    }
  }
  return { rows, bad };
}

async function formerReason(store: Store, former: UnitRow): Promise<string> {
  const heirs = await communeVersions(
    store,
    (await currentOf(store, former)).map((key) => key.code),
  );
  const named = heirs.filter((h) => h.validTo === null).map((h) => `${h.code} ${labelOf(h)}`);
  const [year, month, day] = (former.validTo ?? '').split('-');
  return `${former.code} is the code of ${labelOf(former)}, which ended on ${day}/${month}/${year} and became ${named.join(' and ')}`;
}

/** Of one number with all its prefixes; two have eighteen at least. */
const MOST_DIGITS = 15;

/** The parser takes the first, and calls what follows a semicolon its extension. */
function holdsTwo(typed: string): boolean {
  const hasExtension = parsePhoneNumberFromString(typed, 'VN')?.ext !== undefined;
  return hasExtension || typed.replace(/\D/gu, '').length > MOST_DIGITS;
}

/** E.164 of a Vietnamese mobile number; Excel may have taken its first zero. */
function mobileOf(typed: string): string | undefined {
  const parsed = parsePhoneNumberFromString(typed, 'VN');
  return parsed?.country === 'VN' && /^[35789]\d{8}$/u.test(parsed.nationalNumber)
    ? parsed.number
    : undefined;
}

/** What each row still needs, as the database is now. */
async function planned(deps: VillageDeps, rows: readonly Row[], now: number): Promise<readonly Plan[]> {
  const { secrets } = deps;
  const macs = rows.flatMap(({ phone }) => (phone === undefined ? [] : secrets.macs(`phone:${phone}`)));
  const known = await knownOf(
    deps.store,
    [...new Set(rows.map((row) => row.commune.code))],
    [...new Set(macs)],
  );
  return rows.map(({ commune, name, phone }): Plan => {
    const writes: Write[] = [];
    const place = `${commune.code} ${foldName(name)}`;
    const existing = known.villages.get(place);
    const villageId = existing ?? deps.newId();
    if (existing === undefined) {
      const { code: communeCode, validFrom: communeFrom } = commune;
      writes.push(
        insert(villages, { id: villageId, communeCode, communeFrom, name, nameFolded: foldName(name) }),
      );
      known.villages.set(place, villageId);
    }
    if (phone === undefined) return { writes, added: existing === undefined, invited: false };

    const address = `phone:${phone}`;
    const addressMac = secrets.mac(address);
    let person = secrets.macs(address).flatMap((mac) => known.people.get(mac) ?? [])[0];
    if (person === undefined) {
      person = { id: deps.newId(), consent: 'none' };
      known.people.set(addressMac, person);
      const addressSealed = secrets.seal(phone);
      writes.push(addContact({ id: person.id, kind: 'phone', addressMac, addressSealed, createdAt: now }));
    }
    const contactId = person.id;
    const scope = `village:${villageId}`;
    // One that ended stays ended: who declined is not asked again by the same list.
    if (known.roles.has(`${contactId} ${scope}`))
      return { writes, added: existing === undefined, invited: false };
    const id = deps.newId();
    known.roles.add(`${contactId} ${scope}`);
    writes.push(
      addRole({
        id,
        contactId,
        role: 'collaborator',
        scope,
        villageId,
        status: 'invited',
        madeBy: 'import',
        at: now,
      }),
      recordAct({ at: now, actor: 'import', action: 'role-invited', subject: `role:${id}` }),
    );
    const key = `invite:${contactId}`;
    const invited = person.consent !== 'out' && !known.invitations.has(key);
    if (invited) {
      known.invitations.add(key);
      const bodySealed = secrets.seal(JSON.stringify(deps.invitationText(name, labelOf(commune))));
      writes.push(
        queueMessage(
          { key, contactId, kind: 'invitation', bodySealed, dueAt: now, createdAt: now },
          'ignore',
        ),
      );
    }
    return { writes, added: existing === undefined, invited };
  });
}

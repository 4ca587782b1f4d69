/** A province of invented people, written through the store: collaborators, officers, parents with tips due. */
import crypto from 'node:crypto';
import { seriesById } from '../../content/series/index.ts';
import { units } from '../../db/schema.ts';
import { currentItem, minuteFor } from '../../src/guidance/schedule.ts';
import { openStore } from '../../src/node/open-database.ts';
import { createSecrets } from '../../src/secrets.ts';
import { addChild } from '../../src/store/children.ts';
import { addContact } from '../../src/store/contacts.ts';
import { enrol } from '../../src/store/enrolments.ts';
import { giveRole, type RolePlace } from '../../src/store/roles.ts';
import { insert, type Write } from '../../src/store/statement.ts';
import { addVillage } from '../../src/store/villages.ts';
import { APP_SECRET, MORNING } from './world.ts';

/** Most write by SMS; every seventh by Telegram. */
export type Person = { readonly kind: 'phone' | 'telegram'; readonly address: string };

export const PROVINCE_OFFICER: Person = { kind: 'phone', address: '+84210000001' };
export const COMMUNE_OFFICER: Person = { kind: 'telegram', address: '810000001' };

const FROM = '2025-07-01';
const COMMUNES = [
  { code: '03595', validFrom: FROM, name: 'Mường Than', nameFolded: 'muong than' },
  { code: '03598', validFrom: FROM, name: 'Than Uyên', nameFolded: 'than uyen' },
  { code: '03601', validFrom: FROM, name: 'Mường Kim', nameFolded: 'muong kim' },
] as const;
const PROVINCE = { provinceCode: '12', provinceName: 'Lai Châu' } as const;
const TELEGRAM_EVERY = 7;
const PEOPLE_A_UNIT = 100;
const TIPS = 'first-years';
const BORN = '2026-03-15';

export function collaborator(n: number): Person {
  return n % TELEGRAM_EVERY === 0
    ? { kind: 'telegram', address: String(820_000_000 + n) }
    : { kind: 'phone', address: `+84200${String(n).padStart(6, '0')}` };
}

export async function makePeople(file: string, collaborators: number, parents: number): Promise<void> {
  const store = await openStore(`file:${file}`, 'real');
  const secrets = createSecrets(crypto, APP_SECRET);
  const contact = (id: string, { kind, address }: Person, commune: (typeof COMMUNES)[number]) =>
    addContact({
      id,
      kind,
      addressMac: secrets.mac(`${kind}:${address}`),
      addressSealed: secrets.seal(address),
      consent: 'in',
      communeCode: commune.code,
      communeFrom: commune.validFrom,
      createdAt: 0,
    });
  const office = (
    id: string,
    person: Person,
    role: 'commune-officer' | 'province-officer',
    place: RolePlace,
  ) => [
    contact(id, person, COMMUNES[0]),
    giveRole({ id, contactId: id, role, place, status: 'active', madeBy: 'bench', at: 0 }),
  ];
  const reporting = (n: number): readonly Write[] => {
    const id = `collaborator-${n}`;
    const commune = COMMUNES[n % COMMUNES.length] ?? COMMUNES[0];
    return [
      contact(id, collaborator(n), commune),
      addVillage({
        id: `village-${n}`,
        communeCode: commune.code,
        communeFrom: commune.validFrom,
        name: `Thôn ${n}`,
        nameFolded: `thon ${n}`,
      }),
      giveRole({
        id,
        contactId: id,
        role: 'collaborator',
        place: { villageId: `village-${n}` },
        status: 'active',
        madeBy: 'bench',
        at: 0,
      }),
    ];
  };
  const mother = (n: number): readonly Write[] => {
    const id = `parent-${n}`;
    const person: Person = { kind: 'phone', address: `+84220${String(n).padStart(6, '0')}` };
    return [
      contact(id, person, COMMUNES[n % COMMUNES.length] ?? COMMUNES[0]),
      addChild({ id, contactId: id, born: BORN, status: 'active', createdAt: 0 }),
      ...tipDue(id, MORNING + n * 1_000),
    ];
  };
  const commit = async (writes: readonly Write[]) => {
    const committed = await store.commit(writes);
    if (!committed.ok) throw new Error(`the people could not be written: ${committed.collided} collided`);
  };
  await commit([
    insert(units, {
      code: PROVINCE.provinceCode,
      validFrom: FROM,
      level: 'province',
      kind: 'tinh',
      name: PROVINCE.provinceName,
      nameFolded: 'lai chau',
      ...PROVINCE,
    }),
    ...COMMUNES.map((commune) => insert(units, { ...commune, level: 'commune', kind: 'xa', ...PROVINCE })),
    ...office('province', PROVINCE_OFFICER, 'province-officer', { provinceCode: PROVINCE.provinceCode }),
    ...office('commune', COMMUNE_OFFICER, 'commune-officer', { commune: COMMUNES[0] }),
  ]);
  await inUnits(collaborators, (n) => reporting(n), commit);
  await inUnits(parents, (n) => mother(n), commit);
  store.close();
}

function tipDue(childId: string, nextAt: number): readonly Write[] {
  const series = seriesById(TIPS);
  if (series === undefined) return [];
  const due = currentItem(series, BORN, MORNING, minuteFor(childId));
  if (due === undefined) return [];
  return [enrol({ childId, series: TIPS, anchor: BORN, status: 'active', nextItem: due.item.id, nextAt })];
}

async function inUnits(
  count: number,
  writesOf: (n: number) => readonly Write[],
  commit: (writes: readonly Write[]) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < count; from += PEOPLE_A_UNIT) {
    const some = Array.from({ length: Math.min(PEOPLE_A_UNIT, count - from) }, (_, n) => from + n);
    await commit(some.flatMap(writesOf));
  }
}

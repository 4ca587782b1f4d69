/** Fills a new demo database. A start that was broken off is finished by the next; a finished one is left alone. */
import { eq } from 'drizzle-orm';
import { DEMO_PROVINCE, DEMO_VILLAGES, type DemoPerson, demoPeople, demoReports } from '../../db/demo.ts';
import { importUnits, unitsImported } from '../../db/import-units.ts';
import { meta } from '../../db/schema.ts';
import { civilDate, instantOf, plusDays } from '../civil-time.ts';
import { advanceTo } from '../clock.ts';
import { newPhone } from '../console/simulator/phones.ts';
import type { Deps } from '../deps.ts';
import type { UnitKey } from '../handler.ts';
import { receive } from '../receive.ts';
import { MONTHLY_ID } from '../reports/form.ts';
import { addContact, recordConsent } from '../store/contacts.ts';
import { nextDueAt } from '../store/queue.ts';
import { addVersion, putReport } from '../store/reports.ts';
import { insert, type Write } from '../store/statement.ts';
import { addRole, addVillage } from '../store/villages.ts';
import { nextMoment, tick } from '../tick.ts';
import { communesOfProvince } from '../units/units.ts';
import { foldName } from '../vietnamese.ts';

const STARTED = 'demo-started';
const SEEDED = 'demo-seeded';

export async function seedDemo(
  deps: Deps,
  drain: (now: number) => Promise<void>,
  now: number,
): Promise<void> {
  if ((await fact(deps, SEEDED)) !== undefined) return;
  if (!(await unitsImported(deps.store))) await importUnits(deps.store);
  const known = await fact(deps, STARTED);
  const startedAt = known === undefined ? now : Number(known);
  const people = demoPeople(civilDate(startedAt));
  if (known === undefined) await deps.store.commit(await firstWrites(deps, people, startedAt));
  await liveTheLastWeek(deps, drain, people, startedAt);
  await deps.store.commit([insert(meta, { key: SEEDED, value: String(now) })]);
}

async function fact(deps: Deps, key: string): Promise<string | undefined> {
  return (await deps.store.db.select().from(meta).where(eq(meta.key, key)).get())?.value;
}

/** One unit: villages, who holds a role, months of counts, and that it was done. */
async function firstWrites(
  deps: Deps,
  people: readonly DemoPerson[],
  startedAt: number,
): Promise<readonly Write[]> {
  const communes = new Map<string, UnitKey>();
  for (const { name, code, validFrom } of await communesOfProvince(deps.store, DEMO_PROVINCE)) {
    communes.set(name, { code, validFrom });
  }
  const communeOf = (name: string): UnitKey => {
    const key = communes.get(name);
    if (key === undefined) throw new Error(`The units have no commune ${name} in province ${DEMO_PROVINCE}.`);
    return key;
  };
  const writes: Write[] = [insert(meta, { key: STARTED, value: String(startedAt) })];
  for (const village of DEMO_VILLAGES) {
    const commune = communeOf(village.commune);
    writes.push(
      addVillage({
        id: village.id,
        communeCode: commune.code,
        communeFrom: commune.validFrom,
        name: village.name,
        nameFolded: foldName(village.name),
      }),
    );
  }
  const reporterOf = new Map<string, string>();
  for (const person of people) {
    writes.push(newPhone(deps, { id: person.id, number: person.number, name: person.name, made: false }));
    if (person.role === undefined) continue;
    const contactId = `demo-${person.id}`;
    writes.push(...contactWrites(deps, person, contactId, startedAt));
    writes.push(...roleWrites(person, contactId, communeOf, startedAt));
    for (const village of person.villages ?? []) reporterOf.set(village, contactId);
  }
  for (const { villageId, period, values, sentOn, minute } of demoReports(civilDate(startedAt))) {
    const at = instantOf(sentOn, minute);
    const report = { form: MONTHLY_ID, place: villageId, period, values, version: 1 };
    writes.push(
      addVersion({
        ...report,
        sentAt: at,
        receivedAt: at,
        contactId: reporterOf.get(villageId) ?? null,
        channel: 'simulator',
        providerId: `demo-${villageId}-${period}`,
      }),
      putReport({ ...report, updatedAt: at, reportedAt: at }),
    );
  }
  return writes;
}

function contactWrites(deps: Deps, person: DemoPerson, id: string, at: number): readonly Write[] {
  return [
    addContact({
      id,
      kind: 'phone',
      addressMac: deps.secrets.mac(`phone:${person.number}`),
      addressSealed: deps.secrets.seal(person.number),
      consent: 'in',
      createdAt: at,
    }),
    recordConsent({
      contactId: id,
      act: 'in',
      textVersion: 'demo',
      channel: 'simulator',
      askedBy: 'demo',
      at,
    }),
  ];
}

function roleWrites(
  { role, villages = [], commune = '' }: DemoPerson,
  contactId: string,
  communeOf: (name: string) => UnitKey,
  at: number,
): readonly Write[] {
  const held = { contactId, status: 'active' as const, madeBy: 'demo', at };
  if (role === 'collaborator') {
    return villages.map((villageId) =>
      addRole({ ...held, id: `${contactId}-${villageId}`, role, scope: `village:${villageId}`, villageId }),
    );
  }
  if (role === 'commune-officer') {
    const { code, validFrom } = communeOf(commune);
    return [
      addRole({
        ...held,
        id: `${contactId}-role`,
        role,
        scope: `commune:${code}@${validFrom}`,
        communeCode: code,
        communeFrom: validFrom,
      }),
    ];
  }
  return role === undefined
    ? []
    : [
        addRole({
          ...held,
          id: `${contactId}-role`,
          role,
          scope: `province:${DEMO_PROVINCE}`,
          provinceCode: DEMO_PROVINCE,
        }),
      ];
}

/** What people wrote is received as it would have been then, and what was due since has arrived. */
async function liveTheLastWeek(
  deps: Deps,
  drain: (now: number) => Promise<void>,
  people: readonly DemoPerson[],
  startedAt: number,
): Promise<void> {
  const texts = people
    .flatMap((person) => (person.wrote ?? []).map((text, n) => ({ ...text, n, person })))
    .map(({ daysAgo, minute, ...rest }) => ({
      ...rest,
      at: instantOf(plusDays(civilDate(startedAt), -daysAgo), minute),
    }))
    .sort((a, b) => a.at - b.at);
  for (const { person, n, text, at } of texts) {
    await receive(
      deps,
      {
        channel: 'simulator',
        // The same at every start: a text that was taken in before a start was broken off is not taken twice.
        providerId: `demo-${person.id}-${n}`,
        from: { kind: 'phone', value: person.number },
        text,
        sentAt: at,
        kind: 'text',
      },
      at,
    );
    await drain(at);
  }
  const first = texts[0]?.at ?? startedAt;
  await advanceTo(
    first,
    startedAt,
    (moment) => pass(deps, drain, moment),
    (moment) => nextEvent(deps, moment),
  );
}

/** One moment of the demo's time: what is due happens, and what is due to leave leaves. */
export async function pass(deps: Deps, drain: (now: number) => Promise<void>, moment: number): Promise<void> {
  await tick(deps, moment);
  await drain(moment);
}

export async function nextEvent(deps: Deps, moment: number): Promise<number | undefined> {
  const moments = [await nextMoment(deps, moment), await nextDueAt(deps.store)].filter(
    (m) => m !== undefined,
  );
  return moments.length === 0 ? undefined : Math.min(...moments);
}

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { carers, contacts } from '../../db/schema.ts';
import { meant, someMeant } from '../../src/store/audience.ts';
import { changeContact } from '../../src/store/contacts.ts';
import { insert } from '../../src/store/statement.ts';
import { laiChau, MUONG_THAN, type Person, person, THAN_UYEN } from '../broadcasts/lai-chau.ts';
import { house } from '../conversations/house.ts';

const COMMUNES = [MUONG_THAN, THAN_UYEN];
const idOf = (n: number) => `person:+849770${String(n).padStart(5, '0')}`;

/** Sixty people of every sort, by remainders: none of the sorts goes with another one. */
function someone(n: number): Person {
  const lives = COMMUNES[n % 2];
  const first = n % 13 === 12 ? 'lost' : 'active';
  return {
    number: idOf(n).slice('person:'.length),
    ...(n % 7 === 6 || lives === undefined ? {} : { lives }),
    consent: n % 5 === 4 ? 'out' : 'in',
    reach: n % 11 === 10 ? 'blocked' : 'ok',
    children: n % 3 === 2 ? [] : n % 2 === 0 ? [first] : [first, 'active'],
    collaboratesIn: n % 4 === 3 ? [MUONG_THAN] : [],
  };
}

test.each(['parents', 'collaborators', 'everyone'] as const)(
  'read in parts of any size, %s are those that were counted',
  async (audience) => {
    const { deps } = await house();
    const { store } = deps;
    const people = Array.from({ length: 60 }, (_, n) => n);
    await store.commit([...laiChau(), ...people.flatMap((n) => person(deps, someone(n)))]);
    await store.commit([
      ...people
        .filter((n) => n % 3 !== 2)
        .flatMap((n) =>
          [(n * 17 + 5) % 60, (n * 29 + 11) % 60]
            .filter((carer, i, all) => carer !== n && all.indexOf(carer) === i)
            .map((carer) => ({
              childId: `${idOf(n)}:child:0`,
              contactId: idOf(carer),
              status: carer % 3 === 0 ? ('ended' as const) : ('active' as const),
              since: 0,
            })),
        )
        .map((share) => insert(carers, share)),
      ...people.filter((n) => n % 10 === 1).map((n) => changeContact(idOf(n), { chatId: idOf(n + 1) })),
    ]);
    const rows = await store.db
      .select({ id: contacts.id })
      .from(contacts)
      .where(meant({ audience, communes: COMMUNES }));
    const counted = rows.map(({ id }) => id).sort();
    expect(counted.length).toBeGreaterThan(5);
    const all = await store.db.select({ id: contacts.id, number: sql<number>`rowid` }).from(contacts);
    const named = new Map(all.map(({ id, number }) => [Number(number), id]));
    const selection = {
      audience,
      communes: COMMUNES.map(({ code, validFrom }) => [code, validFrom] as [string, string]),
    };
    for (const most of [7, 8, 9, 23, 400]) {
      const read = new Set<string>();
      for (const commune of COMMUNES) {
        for (let after = 0; ; ) {
          const part = await someMeant(store, selection, commune, { after, most });
          for (const number of part.people) read.add(named.get(number) ?? '');
          if (part.last === undefined) break;
          expect(part.last).toBeGreaterThan(after);
          after = part.last;
        }
      }
      expect([...read].sort()).toEqual(counted);
    }
  },
);

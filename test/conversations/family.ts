/** A family that has joined already, written through the store. */
import { and, inArray, sql } from 'drizzle-orm';
import { SERIES, type SeriesId } from '../../content/series/index.ts';
import { enrolments } from '../../db/schema.ts';
import type { CivilDate } from '../../src/civil-time.ts';
import { TABLE_KINDS } from '../../src/guidance/child-series.ts';
import { planFor } from '../../src/guidance/plan.ts';
import { tableItem } from '../../src/guidance/tables/shipped.ts';
import { addChild } from '../../src/store/children.ts';
import { addContact } from '../../src/store/contacts.ts';
import { build, type Write, write } from '../../src/store/statement.ts';
import type { House, Phone } from './house.ts';

export type Family = Phone & { readonly contactId: string; readonly childIds: readonly string[] };

export type ChildOf = { readonly born: CivilDate } | { readonly due: CivilDate };

/** The series that go to everybody beside the one for the age. */
const BESIDE = ['carer-mind', 'fathers-grandparents', 'seasons'] as const satisfies SeriesId[];

export function onlyByAge(contactId: string): Write {
  return write(
    build
      .delete(enrolments)
      .where(
        and(
          inArray(enrolments.series, [...BESIDE, ...TABLE_KINDS]),
          sql`${enrolments.childId} IN (SELECT id FROM children WHERE contact_id = ${contactId})`,
        ),
      ),
  );
}

/** The texts without the question whether they were useful, which comes now and then. */
export function withoutQuestion(texts: readonly string[]): string[] {
  return texts.map((text) => text.replace(/\nTin nay co ich khong\?.*$/u, ''));
}

/** The tips among some ids that are for the age, as `BESIDE` go their own way. */
export function byAge(ids: readonly string[]): string[] {
  const beside = new Set(BESIDE.flatMap((id) => SERIES[id].items.map((item) => item.id)));
  return ids.filter((id) => !beside.has(id) && tableItem(id) === undefined);
}

export async function family(
  home: House,
  number: string,
  children: readonly ChildOf[],
  options: {
    readonly language?: 'vi' | 'en';
    readonly consent?: 'none' | 'in' | 'out';
    /** With the series for everybody beside the one for the age: most stories are about that one. */
    readonly all?: boolean;
  } = {},
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
    ...(options.all === true ? [] : [onlyByAge(contactId)]),
  ]);
  if (!committed.ok) throw new Error(`the family could not be written: ${committed.collided}`);
  return { ...home.phone(number), contactId, childIds: rows.map(({ id }) => id) };
}

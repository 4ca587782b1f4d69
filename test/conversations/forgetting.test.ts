/** What time takes away by itself. */
import { asc } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import {
  asked,
  audit,
  children,
  contacts,
  heldReports,
  inbox,
  outbox,
  questions,
  reports,
  reportVersions,
} from '../../db/schema.ts';
import { forget } from '../../src/consent/forget.ts';
import { decideUnknown } from '../../src/deliver-unknown.ts';
import { settleHeld } from '../../src/store/held.ts';
import { addInbound } from '../../src/store/inbox.ts';
import { changeMessage } from '../../src/store/outbox.ts';
import { tick } from '../../src/tick.ts';
import { family } from './family.ts';
import { type House, house } from './house.ts';
import { MUONG_THAN, withPlaces, withRole } from './places.ts';

const MOTHER = '+84912345678';
const OTHER = '+84987654321';
const OFFICER = '+84911111111';

/** Half an hour of a night, a tick a minute, as it is on that day. */
async function night(home: House, date: string, ticks = 3): Promise<void> {
  for (let n = 0; n < ticks; n += 1) {
    home.at(`${date}T03:${String(n).padStart(2, '0')}:00+07:00`);
    await tick(home.deps, home.now());
  }
  expect(home.logs.filter(({ event }) => event === 'job-failed')).toEqual([]);
}

const said = async (home: House) =>
  (await home.deps.store.db.select().from(inbox).orderBy(asc(inbox.id))).map((row) => row.textSealed !== '');
const sent = async (home: House) =>
  (await home.deps.store.db.select().from(outbox).orderBy(asc(outbox.id))).map(
    (row) => row.bodySealed !== '',
  );
const people = async (home: House) =>
  (await home.deps.store.db.select().from(contacts)).map((row) => home.deps.secrets.open(row.addressSealed));

const held = async (home: House) =>
  (await home.deps.store.db.select().from(heldReports)).map((row) => [row.reason, row.status]);

describe('a text', () => {
  test('is kept for half a year and then no more, whoever said it; that it was said stays', async () => {
    const home = await house({ at: '2026-11-02T09:00:00+07:00' });
    const mother = home.phone(MOTHER);
    await mother.says('TG');
    home.at('2026-12-20T09:00:00+07:00');
    await mother.says('XEM');
    await night(home, '2027-05-04');
    expect([await said(home), await sent(home)]).toEqual([
      [true, true],
      [true, true],
    ]);
    await night(home, '2027-05-05');
    expect([await said(home), await sent(home)]).toEqual([
      [false, true],
      [false, true],
    ]);
    expect((await mother.says('XEM')).join('\n')).toContain('Tin anh chi da gui: 1.');
    const [row] = await home.deps.store.db.select().from(inbox);
    expect(row).toMatchObject({ intent: 'help', channel: 'twilio' });
  });

  test('goes in parts, and with nothing due nothing is written', async () => {
    const home = await house({ at: '2026-11-02T09:00:00+07:00' });
    await home.phone(MOTHER).says('TG');
    const [person] = await home.deps.store.db.select().from(contacts);
    await home.deps.store.commit(
      Array.from({ length: 699 }, (_, n) =>
        addInbound({
          channel: 'twilio',
          providerId: `SMmany${n}`,
          contactId: person?.id ?? '',
          sentAt: home.now(),
          receivedAt: home.now(),
          textSealed: home.deps.secrets.seal(`${n}`),
          intent: 'unread',
        }),
      ),
    );
    const left: number[] = [];
    for (let n = 1; n <= 3; n += 1) {
      home.at(`2027-06-01T03:0${n}:00+07:00`);
      await forget.run(home.deps, home.now());
      left.push((await said(home)).filter(Boolean).length);
    }
    expect(left).toEqual([400, 100, 0]);
    let writes = 0;
    const { store } = home.deps;
    const counted = {
      ...store,
      commit: (unit: Parameters<typeof store.commit>[0]) => {
        writes += 1;
        return store.commit(unit);
      },
    };
    await forget.run({ ...home.deps, store: counted }, home.now());
    expect(writes).toBe(0);
    expect(await forget.nextAt(home.deps, home.now())).toBe(Date.parse('2027-06-08T03:00:00+07:00'));
  });

  test('of a report is kept while it waits for its sender to be registered', async () => {
    const home = await house({ at: '2026-11-02T09:00:00+07:00' });
    await withPlaces(home);
    await withRole(home, OFFICER, 'commune-officer', { commune: MUONG_THAN });
    await home.phone(MOTHER).says('BC T10 KT5');
    await home.phone(MOTHER).says('TG');
    expect(await held(home)).toEqual([['unregistered', 'waiting']]);
    await night(home, '2027-05-20');
    expect(await said(home)).toEqual([true, false]);
    home.at('2027-05-20T09:00:00+07:00');
    await home.phone(OFFICER).says('CTV 0912345678 thon 2');
    await home.deliver();
    await home.phone(MOTHER).says('1');
    expect(await held(home)).toEqual([['unregistered', 'refused']]);
    await night(home, '2027-06-20');
    expect((await said(home))[0]).toBe(false);
  });

  test('of a report is kept while it waits for its month to be opened', async () => {
    const home = await house({ at: '2026-11-02T09:00:00+07:00' });
    await withPlaces(home);
    await withRole(home, OFFICER, 'commune-officer', { commune: MUONG_THAN });
    await home.phone(OFFICER).says('CTV 0912345678 thon 2');
    await home.deliver();
    await home.phone(MOTHER).says('1');
    await home.phone(MOTHER).says('BC T6 KT5');
    expect(await held(home)).toEqual([['closed', 'waiting']]);
    await night(home, '2027-06-20');
    expect(await said(home)).toEqual([false, false, true]);
  });

  test('of a report that was refused while it waited goes with the next walk', async () => {
    const home = await house({ at: '2026-11-02T09:00:00+07:00' });
    await home.phone(MOTHER).says('BC T10 KT5');
    await night(home, '2027-05-20');
    expect(await said(home)).toEqual([true]);
    const [held] = await home.deps.store.db.select().from(heldReports);
    await home.deps.store.commit([...settleHeld([held?.id ?? ''], 'refused')]);
    await night(home, '2027-06-20');
    expect(await said(home)).toEqual([false]);
  });

  test('of a question to an officer goes once it is answered or closed', async () => {
    const home = await house({ at: '2026-11-02T09:00:00+07:00' });
    await withPlaces(home);
    await withRole(home, OFFICER, 'commune-officer', { commune: MUONG_THAN });
    const mother = home.phone(MOTHER);
    await mother.says('DK 2/9/2026 xa Muong Than');
    await mother.says('be nha em bi tim lai khi khoc nhieu co sao khong a');
    await home.phone(OFFICER).says('TL 1 Dua be den tram nhe');
    const text = async () =>
      (await home.deps.store.db.select().from(asked)).map((row) => row.textSealed !== '');
    expect(await text()).toEqual([true]);
    await night(home, '2027-05-20');
    expect(await text()).toEqual([false]);
    expect((await home.phone(OFFICER).says('TL 1 lan nua')).join()).toContain('1');
    expect((await home.phone(OFFICER).says('XEM TL')).length).toBeGreaterThan(0);
  });

  test('that waited for half a year is not sent any more, nor one that nobody knows of', async () => {
    const home = await house({ at: '2026-11-02T09:00:00+07:00' });
    await home.phone(MOTHER).says('TG');
    await home.phone(OTHER).says('TG');
    await home.deps.store.commit([
      changeMessage(1, { state: 'unknown', reason: 'no-answer', settledAt: home.now() }),
      changeMessage(2, { state: 'queued', sentAt: null, dueAt: Date.parse('2028-01-01T00:00:00Z') }),
    ]);
    const before = home.twilio.sent.length;
    await night(home, '2027-05-20');
    const rows = await home.deps.store.db.select().from(outbox);
    expect(rows).toMatchObject([
      { state: 'unknown', reason: 'left-as-is', bodySealed: '' },
      { state: 'skipped', reason: 'stale', bodySealed: '' },
    ]);
    // Staff who had its page open press the button all the same.
    await decideUnknown(home.deps, 1, 'send-again', 'staff', home.now());
    await home.deliver();
    expect((await home.deps.store.db.select().from(outbox))[0]).toMatchObject({ state: 'skipped' });
    expect(home.twilio.sent).toHaveLength(before);
  });
});

describe('a person who left', () => {
  test('is erased a year later, and what they reported stays', async () => {
    const home = await house({ at: '2026-11-02T09:00:00+07:00' });
    await withPlaces(home);
    const id = await withRole(home, MOTHER, 'collaborator', { villageId: 'v-na-phat' });
    const mother = home.phone(MOTHER);
    await mother.says('BC T10 KT5');
    await mother.says('DK 15/3/2026 xa Muong Than');
    await mother.says('TC');
    await night(home, '2027-12-01');
    // Still their village's collaborator.
    expect(await people(home)).toEqual([MOTHER]);
    await home.deps.store.commit([
      { sql: "UPDATE roles SET status = 'ended' WHERE contact_id = ?", args: [id] },
    ]);
    await night(home, '2027-12-10');
    await home.advance(15 * 60_000);
    expect(await people(home)).toEqual([]);
    expect(await home.deps.store.db.select().from(children)).toEqual([]);
    expect(await home.deps.store.db.select().from(reports)).toMatchObject([{ values: { KT: 5 } }]);
    expect(await home.deps.store.db.select().from(reportVersions)).toMatchObject([{ contactId: null }]);
    expect((await home.deps.store.db.select().from(audit)).at(-1)).toMatchObject({
      actor: 'time',
      action: 'person-erased',
      subject: 'person',
    });
  });

  test('is kept until then, and whoever has come back stays', async () => {
    const home = await house({ at: '2026-11-02T09:00:00+07:00' });
    await home.phone(MOTHER).says('DK 15/3/2026');
    await home.phone(MOTHER).says('TC');
    await home.phone(OTHER).says('DK 15/3/2026');
    await home.phone(OTHER).says('TC');
    home.at('2027-10-01T09:00:00+07:00');
    await home.phone(OTHER).says('TIEP');
    await night(home, '2027-11-01');
    expect((await people(home)).length).toBe(2);
    await night(home, '2027-11-20');
    await home.advance(15 * 60_000);
    expect(await people(home)).toEqual([OTHER]);
  });

  test('is one person at both addresses: gone from both, or kept at both', async () => {
    const home = await house({ at: '2026-11-02T09:00:00+07:00' });
    const phone = home.phone(MOTHER);
    await phone.says('DK 15/3/2026');
    const chat = home.chat(7001);
    await chat.sends({ contact: { phone_number: MOTHER.slice(1), first_name: 'A', user_id: 7001 } });
    expect((await people(home)).length).toBe(2);
    await phone.says('TC');
    home.at('2027-06-01T09:00:00+07:00');
    await chat.says('TIEP');
    await night(home, '2027-12-01');
    expect((await people(home)).length).toBe(2);
    await chat.says('TC');
    await night(home, '2029-01-10');
    await home.advance(15 * 60_000);
    expect(await people(home)).toEqual([]);
  });
});

describe('a family', () => {
  test('is erased a year after the eighth birthday of its youngest child', async () => {
    const home = await house({ at: '2026-11-02T09:00:00+07:00' });
    const old = await family(home, MOTHER, [{ born: '2019-02-01' }, { born: '2020-05-10' }]);
    await family(home, OTHER, [{ born: '2019-02-01' }, { due: '2027-01-10' }]);
    await night(home, '2029-05-08');
    expect((await people(home)).length).toBe(2);
    await night(home, '2029-05-18');
    await home.advance(15 * 60_000);
    expect(await people(home)).toEqual([OTHER]);
    expect((await home.deps.store.db.select().from(children)).map((row) => row.contactId)).not.toContain(
      old.contactId,
    );
  });

  test('stays for as long as its child gets something, and for a year where it has joined late', async () => {
    const home = await house({ at: '2026-11-02T09:00:00+07:00' });
    const mother = await family(home, MOTHER, [{ born: '2018-05-02' }]);
    await mother.says('HT');
    const late = await family(home, OTHER, [{ born: '2016-05-02' }]);
    home.at('2026-11-09T09:00:00+07:00');
    await home.run(14);
    expect(await late.says('XEM')).toHaveLength(1);
    await home.run(175);
    expect(await people(home)).toEqual([MOTHER, OTHER]);
    await home.run(220);
    expect(await people(home)).toEqual([]);
  });

  test('of an officer stays, and so does one whose younger child is shared with it', async () => {
    const home = await house({ at: '2026-11-02T09:00:00+07:00' });
    await withPlaces(home);
    await family(home, MOTHER, [{ born: '2019-02-01' }]);
    await withRole(home, OFFICER, 'commune-officer', { commune: MUONG_THAN });
    await home.phone(OFFICER).says('DK 1/2/2019 xa Muong Than');
    const young = home.phone(OTHER);
    await young.says('DK 2/9/2026');
    await young.says('CHIA SE 0912345678');
    await home.phone(MOTHER).hears();
    await home.phone(MOTHER).says('1');
    await night(home, '2029-05-18');
    await home.advance(15 * 60_000);
    expect((await people(home)).sort()).toEqual([OFFICER, MOTHER, OTHER].sort());
  });
});

test('a question that nobody answered for half a year is forgotten with its words', async () => {
  const home = await house({ at: '2026-11-02T09:00:00+07:00' });
  await home.phone(MOTHER).says('DK 15/3/2026');
  expect(await home.deps.store.db.select().from(questions)).toHaveLength(1);
  await night(home, '2027-05-20');
  expect(await home.deps.store.db.select().from(questions)).toHaveLength(0);
});

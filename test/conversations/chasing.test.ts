import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { REPORTING } from '../../content/reporting.ts';
import { audit, chases, consents, contacts, outbox, roles, settings } from '../../db/schema.ts';
import { admin } from '../../src/node/admin.ts';
import { openStore } from '../../src/node/open-database.ts';
import { calendarOf, calendarOfCommune, ownCalendars } from '../../src/reports/calendar-of.ts';
import { changeContact } from '../../src/store/contacts.ts';
import { changeRole, giveRole, type RolePlace } from '../../src/store/roles.ts';
import { insert } from '../../src/store/statement.ts';
import { addVillage } from '../../src/store/villages.ts';
import { segmentsOf } from '../../src/texts.ts';
import { tick } from '../../src/tick.ts';
import { foldName } from '../../src/vietnamese.ts';
import { type House, house } from './house.ts';
import { MUONG_THAN, THAN_UYEN, withPlaces, withRole } from './places.ts';

const MAY = '+84912000001';
const PAO = '+84912000002';
const OFFICER = '+84912000009';
const WHOLE = 'TS120 TE61 TD50 CM60 CK40 KT7 KD4 CP9 CH5 DB6 DG5';

/** The day before October is first asked for. */
async function october(at = '2026-10-24T09:00:00+07:00'): Promise<House> {
  const home = await house({ at });
  await withPlaces(home);
  return home;
}

function reminders(home: House) {
  return home.deps.store.db
    .select({ state: outbox.state, reason: outbox.reason, dueAt: outbox.dueAt, contactId: outbox.contactId })
    .from(outbox)
    .where(eq(outbox.kind, 'reminder'))
    .orderBy(outbox.id);
}

async function alsoHas(
  home: House,
  contactId: string,
  role: 'collaborator' | 'commune-officer' | 'province-officer',
  place: RolePlace,
): Promise<void> {
  const id = home.deps.newId();
  await home.deps.store.commit([
    giveRole({ id, contactId, role, place, status: 'active', madeBy: 'test', at: home.now() }),
  ]);
}

describe('a collaborator', () => {
  test('is reminded on the three days of a month whose report is missing, with the line to send', async () => {
    const home = await october();
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    const may = home.phone(MAY);
    await home.run(1);
    const words =
      'Vong Tay: Ban Na Phat chua co bao cao T10/2026, han 10/11/2026. Soan: BC T10 TS? TE? TD? CM? CK? KT? KD? CP? CH? DB? DG? (thay dau ? bang so).';
    expect(await may.hears()).toEqual([words]);
    await home.run(5);
    expect(await may.hears()).toEqual([]);
    await home.run(2);
    expect(await may.hears()).toEqual([words]);
    await home.run(4);
    expect(await may.hears()).toEqual([words]);
    await home.run(13);
    expect(await may.hears()).toEqual([]);
    const at = (await reminders(home)).map(({ dueAt }) => new Date(dueAt).toISOString());
    expect(at).toEqual(['2026-10-25T01:00:00.000Z', '2026-11-01T01:00:00.000Z', '2026-11-05T01:00:00.000Z']);
  });

  test('who has sent a part is told what is still missing, and the line sent back completes it', async () => {
    const home = await october();
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    const may = home.phone(MAY);
    await may.says('BC T10 TS120 TE61 TD50 CM60 CK40 KT7 KD4 DB6 DG5');
    await home.run(1);
    const [text = ''] = await may.hears();
    expect(text).toBe(
      'Vong Tay: bao cao T10/2026 cua Ban Na Phat con thieu CP CH, han 10/11/2026. Soan: BC T10 CP? CH? (thay dau ? bang so).',
    );
    const line = /Soan: (.*) \(/.exec(text)?.[1]?.replace('CP?', 'CP9').replace('CH?', 'CH5') ?? '';
    expect((await may.says(line)).join()).toMatch(/CP9 CH5/);
    await home.run(12);
    expect(await may.hears()).toEqual([]);
  });

  test('whose report is there is left in peace', async () => {
    const home = await october();
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    await withRole(home, PAO, 'collaborator', { villageId: 'v-2' });
    await home.phone(MAY).says(`BC T10 ${WHOLE}`);
    await home.run(12);
    expect(await home.phone(MAY).hears()).toEqual([]);
    expect(await home.phone(PAO).hears()).toHaveLength(3);
    expect(await reminders(home)).toHaveLength(3);
  });

  test('whose report was withdrawn is reminded again', async () => {
    const home = await october();
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    await home.phone(MAY).says(`BC T10 ${WHOLE}`);
    await home.run(2);
    expect(await home.phone(MAY).hears()).toEqual([]);
    await home.phone(MAY).says('HUY T10');
    expect(await home.phone(MAY).says('1')).toHaveLength(1);
    await home.run(6);
    expect(await home.phone(MAY).hears()).toEqual([expect.stringMatching(/^Vong Tay: Ban Na Phat chua co/)]);
  });

  test('of several villages gets one message that names those missing and what each lacks', async () => {
    const home = await october();
    const id = await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    for (const villageId of ['v-2', 'v-12', 'v-other-2'])
      await alsoHas(home, id, 'collaborator', { villageId });
    const may = home.phone(MAY);
    await may.says(`BC T10 ${WHOLE} thon 12`);
    await may.says('BC T10 TS120 TE61 TD50 CM60 CK40 KT7 KD4 DB6 DG5 Ban Na Phat');
    await home.run(1);
    expect(await may.hears()).toEqual([
      'Vong Tay: bao cao T10/2026, han 10/11/2026. Chua bao cao: Thon 2, Thon 2. Con thieu so: Ban Na Phat (CP CH). Moi thon mot tin, vi du soan: BC T10 CP? CH? Ban Na Phat (thay dau ? bang so).',
    ]);
    expect(await reminders(home)).toHaveLength(1);
  });

  test('of several villages with one missing gets its line with the name', async () => {
    const home = await october();
    const id = await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    await alsoHas(home, id, 'collaborator', { villageId: 'v-12' });
    await home.phone(MAY).says(`BC T10 ${WHOLE} Ban Na Phat`);
    await home.run(1);
    const [text = ''] = await home.phone(MAY).hears();
    expect(text).toMatch(/^Vong Tay: Thon 12 chua co bao cao T10\/2026.* DG\? Thon 12 \(thay/);
    const line = /Soan: (.*) \(/.exec(text)?.[1]?.replaceAll('?', '1') ?? '';
    expect((await home.phone(MAY).says(line)).join()).toMatch(/Thon 12/);
  });

  test('two of one village are both reminded', async () => {
    const home = await october();
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    await withRole(home, PAO, 'collaborator', { villageId: 'v-na-phat' });
    await home.run(1);
    expect(await home.phone(MAY).hears()).toHaveLength(1);
    expect(await home.phone(PAO).hears()).toHaveLength(1);
  });

  test('who has left, or never agreed, is not written to', async () => {
    const home = await october();
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    await withRole(home, PAO, 'collaborator', { villageId: 'v-2' }, 'invited');
    await home.phone(MAY).says('TC');
    await home.run(12);
    expect(await home.phone(MAY).hears()).toEqual([]);
    expect(await home.phone(PAO).hears()).toEqual([]);
    expect(await reminders(home)).toEqual([]);
  });

  test('who took the work on after the hour is not reminded on that day', async () => {
    const home = await october('2026-10-25T09:00:00+07:00');
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    await home.run(1);
    expect(await home.phone(MAY).hears()).toEqual([]);
    expect(await home.deps.store.db.select().from(chases)).toMatchObject([{ day: '2026-10-25' }]);
  });

  test('reads it in English where they chose so, and with accents in a chat', async () => {
    const home = await october();
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    const chat = home.chat(5);
    await chat.says('xin chào');
    const [row] = await home.deps.store.db.select().from(contacts).where(eq(contacts.kind, 'telegram'));
    await home.deps.store.commit([changeContact(row?.id ?? '', { consent: 'in' })]);
    await alsoHas(home, row?.id ?? '', 'collaborator', { villageId: 'v-2' });
    await home.phone(MAY).says('NN EN');
    await home.run(1);
    expect(await home.phone(MAY).hears()).toEqual([
      'Vong Tay: Ban Na Phat has no report for T10/2026 yet, due 10/11/2026. Send: BC T10 TS? TE? TD? CM? CK? KT? KD? CP? CH? DB? DG? (a number for each ?).',
    ]);
    expect(await chat.hears()).toEqual([
      expect.stringMatching(
        /^Vòng Tay: Thôn 2 chưa có báo cáo T10\/2026, hạn 10\/11\/2026\. Soạn: BC T10 TS\?/,
      ),
    ]);
  });
});

describe('a reminder', () => {
  test('is never sent twice: not by a second tick, nor after a restart, nor by two at once', async () => {
    const home = await october('2026-10-25T08:00:00+07:00');
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    const other = await openStore(home.deps.config.databaseUrl, 'real');
    const restarted = { ...home.deps, store: other };
    await Promise.all([tick(home.deps, home.now()), tick(restarted, home.now())]);
    await tick(home.deps, home.now());
    other.close();
    const third = await openStore(home.deps.config.databaseUrl, 'real');
    await tick({ ...home.deps, store: third }, home.now() + 60_000);
    third.close();
    expect(await home.phone(MAY).hears()).toHaveLength(1);
    expect(await reminders(home)).toHaveLength(1);
    expect(home.logs.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('that is broken off before the day was marked goes on where it stood', async () => {
    const home = await october('2026-10-25T08:00:00+07:00');
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    await tick(home.deps, home.now());
    await home.deliver();
    await home.deps.store.db.delete(chases);
    await withRole(home, PAO, 'collaborator', { villageId: 'v-2' });
    const restarted = await openStore(home.deps.config.databaseUrl, 'real');
    await tick({ ...home.deps, store: restarted }, home.now());
    restarted.close();
    expect(await home.phone(MAY).hears()).toHaveLength(1);
    expect(await home.phone(PAO).hears()).toHaveLength(1);
  });

  test('that an outage made stale is skipped and recorded; the next one leaves', async () => {
    const home = await october();
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    await tick(home.deps, home.now());
    home.at('2026-10-27T10:00:00+07:00');
    await tick(home.deps, home.now());
    expect(await home.phone(MAY).hears()).toEqual([]);
    expect(await reminders(home)).toMatchObject([{ state: 'skipped', reason: 'stale' }]);
    await home.run(6);
    expect(await home.phone(MAY).hears()).toHaveLength(1);
  });

  test("that an outage joined with the next day's is sent as one", async () => {
    const home = await october();
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    await home.deps.store.commit([
      insert(settings, {
        scope: 'province:12',
        key: 'reporting',
        value: { remindOn: [25, 26] },
        setBy: 'test',
        at: 0,
      }),
    ]);
    home.at('2026-10-26T10:00:00+07:00');
    await tick(home.deps, home.now());
    expect(await home.phone(MAY).hears()).toHaveLength(1);
    expect((await reminders(home)).map(({ state }) => state).sort()).toEqual(['accepted', 'skipped']);
  });

  test('that an outage delayed by a night leaves in the morning, as things stand then', async () => {
    const home = await october();
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    await withRole(home, PAO, 'collaborator', { villageId: 'v-2' });
    home.at('2026-10-25T22:00:00+07:00');
    await tick(home.deps, home.now());
    await home.deliver();
    expect(await home.phone(PAO).hears()).toEqual([]);
    expect(await reminders(home)).toMatchObject([
      { state: 'queued', reason: 'night' },
      { state: 'queued', reason: 'night' },
    ]);
    await home.phone(MAY).says(`BC T10 ${WHOLE}`);
    await home.run(1);
    expect(await home.phone(MAY).hears()).toEqual([]);
    expect(await home.phone(PAO).hears()).toHaveLength(1);
    expect(await reminders(home)).toMatchObject([
      { state: 'skipped', reason: 'report-came' },
      { state: 'accepted' },
    ]);
  });

  test('is not sent to someone who left the work or opted out in the meantime', async () => {
    const home = await october();
    const may = await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    await withRole(home, PAO, 'collaborator', { villageId: 'v-2' });
    home.at('2026-10-25T22:00:00+07:00');
    await tick(home.deps, home.now());
    await home.deliver();
    await endRoles(home, may);
    await home.phone(PAO).says('TC');
    await home.run(1);
    expect(await home.phone(MAY).hears()).toEqual([]);
    expect(await reminders(home)).toMatchObject([
      { state: 'skipped', reason: 'no-longer-collaborator' },
      { state: 'skipped', reason: 'opted-out' },
    ]);
  });
});

async function endRoles(home: House, contactId: string): Promise<void> {
  const rows = await home.deps.store.db.select().from(roles).where(eq(roles.contactId, contactId));
  await home.deps.store.commit(rows.map(({ id }) => changeRole(id, 'ended')));
}

describe('an officer of a commune', () => {
  test('hears on each day how many have reported and who has not, also where nobody reports', async () => {
    const home = await october();
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    await withRole(home, PAO, 'collaborator', { villageId: 'v-2' });
    await withRole(home, OFFICER, 'commune-officer', { commune: MUONG_THAN });
    const officer = home.phone(OFFICER);
    await home.run(1);
    expect(await officer.hears()).toEqual([
      'Xa Muong Than T10/2026: 0/3 thon da bao cao du. Chua bao cao: Ban Na Phat, Thon 2. Chua co cong tac vien: Thon 12.',
    ]);
    await home.phone(MAY).says(`BC T10 ${WHOLE}`);
    await home.phone(PAO).says('BC T10 TS120');
    await home.run(7);
    expect(await officer.hears()).toEqual([
      'Xa Muong Than T10/2026: 1/3 thon da bao cao du. Con thieu so: Thon 2. Chua co cong tac vien: Thon 12.',
    ]);
  });

  test('is congratulated once when all is there', async () => {
    const home = await october();
    await withRole(home, MAY, 'collaborator', { villageId: 'v-other-2' });
    await withRole(home, OFFICER, 'commune-officer', { commune: THAN_UYEN });
    await home.run(1);
    expect(await home.phone(OFFICER).hears()).toHaveLength(1);
    await home.phone(MAY).says(`BC T10 ${WHOLE}`);
    await home.run(7);
    expect(await home.phone(OFFICER).hears()).toEqual([
      'Xa Than Uyen T10/2026: tat ca 1 thon da bao cao du. Cam on anh chi va cac cong tac vien!',
    ]);
    await home.run(7);
    expect(await home.phone(OFFICER).hears()).toEqual([]);
  });

  test('of several communes gets one message that counts each', async () => {
    const home = await october();
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    const id = await withRole(home, OFFICER, 'commune-officer', { commune: MUONG_THAN });
    await alsoHas(home, id, 'commune-officer', { commune: THAN_UYEN });
    await home.phone(MAY).says(`BC T10 ${WHOLE}`);
    await home.run(1);
    expect(await home.phone(OFFICER).hears()).toEqual([
      'Dia ban cua anh chi T10/2026: 0/2 xa da bao cao du (1/4 thon). Chua du: Than Uyen 0/1, Muong Than 1/3.',
    ]);
  });

  test("of many villages gets two messages' length at most, and the number of the rest", async () => {
    const home = await october();
    await home.deps.store.commit(
      Array.from({ length: 40 }, (_, i) => {
        const name = `Bản Nậm Xả Trên ${i + 20}`;
        return addVillage({
          id: `many-${i}`,
          communeCode: MUONG_THAN.code,
          communeFrom: MUONG_THAN.validFrom,
          name,
          nameFolded: foldName(name),
        });
      }),
    );
    await withRole(home, OFFICER, 'commune-officer', { commune: MUONG_THAN });
    await home.run(1);
    const [text = ''] = await home.phone(OFFICER).hears();
    expect(text).toMatch(
      /^Xa Muong Than T10\/2026: 0\/43 thon da bao cao du\. Chua co cong tac vien: Ban Na Phat, Ban Nam Xa Tren 20, .* va 3\d thon khac\.$/,
    );
    expect(segmentsOf(text)).toBe(2);
  });
});

describe('an officer of the province', () => {
  test('hears once, on the last day, how many communes are complete', async () => {
    const home = await october();
    await withRole(home, MAY, 'collaborator', { villageId: 'v-other-2' });
    await withRole(home, OFFICER, 'province-officer', { provinceCode: '12' });
    await home.phone(MAY).says(`BC T10 ${WHOLE}`);
    await home.run(11);
    expect(await home.phone(OFFICER).hears()).toEqual([]);
    await home.run(1);
    expect(await home.phone(OFFICER).hears()).toEqual([
      'Lai Chau T10/2026: 1/2 xa da bao cao du (1/4 thon). Chua du: Muong Than 0/3.',
    ]);
  });
});

describe('a province', () => {
  async function operated() {
    const home = await october();
    const run = (...args: string[]) =>
      admin(
        { store: home.deps.store, secrets: home.deps.secrets, newId: home.deps.newId, now: home.now() },
        args,
      );
    return { home, run };
  }

  test('may choose its own days and hour; the others keep theirs', async () => {
    const { home, run } = await operated();
    await home.deps.store.commit([
      addVillage({
        id: 'v-binh-an',
        communeCode: '90001',
        communeFrom: '2025-07-01',
        name: 'Ấp 1',
        nameFolded: 'ap 1',
      }),
    ]);
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    await withRole(home, PAO, 'collaborator', { villageId: 'v-binh-an' });
    expect(
      await run('set-reporting', '--province', '12', '--remind', '28,3', '--due', '5', '--at', '09:30'),
    ).toEqual([
      'Reporting in Lai Châu (12):',
      '  a month opens on its day 20 and is on time until the end of day 5 of the next month',
      '  reminders at 09:30 on day 28 of the month itself and day 3 of the next month',
      '  January to June close at the end of month 7, July to December at the end of month 1',
    ]);
    await home.run(14);
    const [may, pao] = [await home.phone(MAY).hears(), await home.phone(PAO).hears()];
    expect(may).toHaveLength(2);
    expect(may[0]).toMatch(/han 05\/11\/2026/);
    expect(pao).toHaveLength(3);
    const ids = await home.deps.store.db.select({ id: contacts.id, at: contacts.createdAt }).from(contacts);
    const rows = await reminders(home);
    const of = (n: number) =>
      rows.filter((row) => row.contactId === ids[n]?.id).map((row) => new Date(row.dueAt).toISOString());
    expect(of(0)).toEqual(['2026-10-28T02:30:00.000Z', '2026-11-03T02:30:00.000Z']);
    expect(of(1)).toEqual([
      '2026-10-25T01:00:00.000Z',
      '2026-11-01T01:00:00.000Z',
      '2026-11-05T01:00:00.000Z',
    ]);
  });

  test('changes only what it names, each time with a line in the audit', async () => {
    const { home, run } = await operated();
    await run('set-reporting', '--province', '12', '--due', '8');
    await run('set-reporting', '--province', '12', '--opens', '22');
    expect(await run('set-reporting', '--province', '12')).toContain(
      '  a month opens on its day 22 and is on time until the end of day 8 of the next month',
    );
    expect(await home.deps.store.db.select().from(settings)).toMatchObject([
      { scope: 'province:12', key: 'reporting', value: { dueOnDay: 8, opensOnDay: 22 } },
    ]);
    expect(await home.deps.store.db.select().from(audit)).toMatchObject([
      { actor: 'operator:admin', action: 'reporting-set', subject: 'province:12', detail: { dueOnDay: 8 } },
      {
        actor: 'operator:admin',
        action: 'reporting-set',
        subject: 'province:12',
        detail: { opensOnDay: 22 },
      },
    ]);
    expect(await calendarOfCommune(home.deps, MUONG_THAN, home.now())).toMatchObject({
      dueOnDay: 8,
      opensOnDay: 22,
    });
    expect(await calendarOf(home.deps, '91', home.now())).toEqual(REPORTING);
  });

  test('whose setting nobody can read falls back to what is shipped, with a line for the operator', async () => {
    const { home, run } = await operated();
    await home.deps.store.commit([
      insert(settings, {
        scope: 'province:12',
        key: 'reporting',
        value: { dueOnDay: 'x' },
        setBy: 'test',
        at: 0,
      }),
    ]);
    expect(await calendarOf(home.deps, '12', home.now())).toEqual(REPORTING);
    expect(await calendarOf(home.deps, '12', home.now() + 1_000)).toEqual(REPORTING);
    expect(home.logs).toMatchObject([{ event: 'reporting-setting-unreadable', scope: 'province:12' }]);
    await run('set-reporting', '--province', '12', '--due', '8');
    expect(await calendarOf(home.deps, '12', home.now())).toEqual({ ...REPORTING, dueOnDay: 8 });
  });

  test('is read once a minute, however many messages come', async () => {
    const { home } = await operated();
    const now = home.now();
    const first = await ownCalendars(home.deps, now);
    expect(await ownCalendars(home.deps, now + 59_000)).toBe(first);
    expect(await ownCalendars(home.deps, now + 60_000)).not.toBe(first);
  });

  test.each([
    [['--province', '77', '--due', '8'], /No province of today has the code 77/],
    [['--due', '8'], /Say which province/],
    [['--province', '12', '--due', '30'], /--due takes a day from 1 to 27/],
    [['--province', '12', '--due', '20'], /the due day must come before the opening day/],
    [['--province', '12', '--remind', '25,25'], /a reminding day is named twice/],
    [['--province', '12', '--remind', '25;1'], /--remind takes days with commas/],
    [['--province', '12', '--remind', '1,2,3,4,5,6'], /--remind takes one to five days/],
    [['--province', '12', '--at', '8'], /--at takes a time of the day like 08:00/],
    [['--province', '12', '--at', '23:00'], /--at takes a time from 07:00 to 20:00/],
    [['--province', '12', '--opens', 'x'], /--opens takes a whole number/],
  ])('is refused %j with a sentence, and nothing is written', async (args, fault) => {
    const { home, run } = await operated();
    await expect(run('set-reporting', ...args)).rejects.toThrow(fault);
    expect(await home.deps.store.db.select().from(settings)).toEqual([]);
  });
});

describe('an officer appointed by an operator', () => {
  async function appointed(...more: string[]) {
    const home = await october();
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    const run = (...args: string[]) =>
      admin(
        { store: home.deps.store, secrets: home.deps.secrets, newId: home.deps.newId, now: home.now() },
        args,
      );
    const lines = await run('add-officer', '--phone', OFFICER, '--commune', MUONG_THAN.code, ...more);
    return { home, run, lines };
  }

  test('gets the summaries where they agreed before, and that is on record', async () => {
    const { home, lines } = await appointed('--agreed');
    expect(lines[1]).toBe('They get the monthly summaries.');
    expect(await home.deps.store.db.select().from(consents)).toMatchObject([
      { act: 'in', textVersion: 'officer-agreed-before', channel: 'operator', askedBy: 'operator:admin' },
    ]);
    await home.run(1);
    expect(await home.phone(OFFICER).hears()).toEqual([
      expect.stringMatching(/^Xa Muong Than T10\/2026: 0\/3/),
    ]);
  });

  test('is not written to before they say so themselves', async () => {
    const { home, lines } = await appointed();
    expect(lines[1]).toMatch(/^They get answers only\..* they send TIEP/);
    await home.run(1);
    expect(await home.phone(OFFICER).hears()).toEqual([]);
    expect(await home.phone(OFFICER).says('TIEP')).toEqual([expect.stringMatching(/nhac viec va thong bao/)]);
    await home.run(7);
    expect(await home.phone(OFFICER).hears()).toHaveLength(1);
  });

  test('who has left is not brought back by anyone else', async () => {
    const { home, run } = await appointed('--agreed');
    await home.phone(OFFICER).says('TC');
    await expect(
      run('add-officer', '--phone', OFFICER, '--commune', THAN_UYEN.code, '--agreed'),
    ).rejects.toThrow(/only they can come back, by sending TIEP/);
    await home.run(1);
    expect(await home.phone(OFFICER).hears()).toEqual([]);
  });

  test('or who claimed a code in a chat gets the summaries there', async () => {
    const { home, run } = await appointed();
    const code =
      /\/start (cb-[\w-]+)/.exec(
        (await run('invite-officer', '--commune', MUONG_THAN.code)).join('\n'),
      )?.[1] ?? '';
    const chat = home.chat(5);
    expect((await chat.says(`/start ${code}`)).join()).toMatch(/tổng hợp báo cáo/);
    await home.run(1);
    expect(await chat.hears()).toEqual([
      'Xã Mường Than T10/2026: 0/3 thôn đã báo cáo đủ. Chưa báo cáo: Bản Nà Phát. Chưa có cộng tác viên: Thôn 12, Thôn 2.',
    ]);
  });
});

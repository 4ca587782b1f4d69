import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { audit, carers, children, consents, contacts, enrolments, outbox } from '../../db/schema.ts';
import { queueDueTips, step } from '../../src/guidance/due-tips.ts';
import { dueEnrolments } from '../../src/store/enrolments.ts';
import { segmentsOf } from '../../src/texts.ts';
import { codeAsked, erases } from './confirming.ts';
import { type Family, family, withoutQuestion } from './family.ts';
import { type House, house, type Phone } from './house.ts';
import { withPlaces } from './places.ts';

const MOTHER = '+84912345678';
const FATHER = '+84987654321';
const INVITE = 'CHIA SE 0987654321';
const MONDAY = '2026-11-02T12:00:00+07:00';
const INVITED =
  'Vong Tay moi so duoi 321 cung nhan tin ve be, chi moi mot lan. Nguoi do tra loi OK thi tin moi duoc gui. Ngung chia se: CHIA SE THOI.';
const INVITATION =
  'Vong Tay: mot nguoi than moi anh chi cung nhan tin cham soc be, mien phi. Soan 1 hoac OK: dong y. Soan 2: khong. Neu khong tra loi, Vong Tay hieu la khong.';
const ACCEPTED =
  'Cam on anh chi. Tu nay anh chi cung nhan tin cham soc be, mien phi. Xem thong tin: XEM. Hoi theo chu de: HOI. Thoi nhan tin ve be: CHIA SE THOI. Ngung moi tin: TC.';
const NOT_WRITTEN =
  'Vong Tay khong gui duoc loi moi toi so duoi 321. Neu nguoi than muon nhan tin, nho ho tu soan DK va ngay sinh cua be gui cho Vong Tay.';
const OVER = 'Loi moi nay khong con hieu luc. Anh chi hoi lai nguoi than giup nhe.';
const LOSS_ASKED = /^Vong Tay da ngung moi tin ve be\./;

type Two = { readonly home: House; readonly mother: Family; readonly father: Phone };

async function two(born = '2026-09-02'): Promise<Two> {
  const home = await house({ at: MONDAY });
  return { home, mother: await family(home, MOTHER, [{ born }]), father: home.phone(FATHER) };
}

async function shared(born?: string): Promise<Two> {
  const both = await two(born);
  expect(await both.mother.says(INVITE)).toEqual([INVITED]);
  expect(await both.father.hears()).toEqual([INVITATION]);
  expect(await both.father.says('OK')).toEqual([ACCEPTED]);
  return both;
}

const carerRows = (home: House) => home.deps.store.db.select().from(carers).orderBy(carers.childId);
const tips = (home: House) =>
  home.deps.store.db.select().from(outbox).where(eq(outbox.kind, 'tip')).orderBy(outbox.id);
const idOf = async (home: House, number: string) =>
  (
    await home.deps.store.db
      .select()
      .from(contacts)
      .where(eq(contacts.addressMac, home.deps.secrets.mac(`phone:${number}`)))
  )[0]?.id ?? '';

describe('a mother invites the father', () => {
  test('also by the number alone, once she has heard what is needed', async () => {
    const { mother, father } = await two();
    expect(await mother.says('CHIA SE')).toEqual([expect.stringMatching(/^Moi nguoi than cung nhan tin/)]);
    expect(await mother.says('0987')).toEqual([expect.stringMatching(/^So dien thoai chua dung/)]);
    expect(await mother.says('so chong em 0987 654 321')).toEqual([INVITED]);
    expect(await father.hears()).toEqual([INVITATION]);
    expect(await mother.says('0987654321')).toEqual([expect.not.stringMatching(/duoi 321/)]);
  });

  test('who is asked once without a number or a date, says OK and hears the same from then on', async () => {
    const { home, mother, father } = await two();
    expect(await mother.says('chia sẻ cho chồng em 0987 654 321 nhé')).toEqual([INVITED]);
    expect(await father.hears()).toEqual([INVITATION]);
    expect(segmentsOf(INVITATION)).toBe(1);
    await home.run(9);
    expect(await father.hears()).toEqual([]);
    expect(await father.says('ok a')).toEqual([ACCEPTED]);
    await mother.hears();
    await home.run(14);
    const heard = withoutQuestion(await mother.hears());
    expect(heard).toHaveLength(2);
    expect(await father.hears()).toEqual(heard);
    const person = await idOf(home, FATHER);
    expect(
      await home.deps.store.db.select().from(consents).where(eq(consents.contactId, person)),
    ).toMatchObject([
      { act: 'in', textVersion: 'carer-2026-11', askedBy: `contact:${mother.contactId}`, channel: 'twilio' },
    ]);
    expect((await home.deps.store.db.select().from(audit)).map(({ action }) => action)).toEqual([
      'carer-invited',
      'carer-accepted',
      'opted-in',
    ]);
    expect(await carerRows(home)).toMatchObject([{ childId: mother.childIds[0], contactId: person }]);
  });

  test.each(['2', 'khong', 'TC'])('%s is no, and he is not asked again', async (word) => {
    const { home, mother, father } = await two();
    await mother.says(INVITE);
    await father.hears();
    await father.says(word);
    expect(await mother.says(INVITE)).toEqual([NOT_WRITTEN]);
    await home.run(30);
    expect(await father.hears()).toEqual([]);
    expect(await carerRows(home)).toMatchObject([{ status: 'ended' }]);
  });

  test('twice at the same moment is one invitation', async () => {
    const { home, mother, father } = await two();
    await Promise.all([mother.says(INVITE), mother.says(INVITE)]);
    expect(await father.hears()).toEqual([INVITATION]);
    await Promise.all([father.says('1'), father.says('1')]);
    expect(await carerRows(home)).toMatchObject([{ status: 'active' }]);
  });

  test('silence is no; a second invitation is not sent, now or when the first is over', async () => {
    const { home, mother, father } = await two();
    await mother.says(INVITE);
    expect(await mother.says('CHIA SE +84 987.654.321')).toEqual([
      'So duoi 321 da duoc moi va chua tra loi. Vong Tay chi moi mot lan.',
    ]);
    await home.run(31);
    expect(await father.hears()).toEqual([INVITATION]);
    await mother.hears();
    expect(await mother.says(INVITE)).toEqual([NOT_WRITTEN]);
    expect((await father.says('1'))[0]).not.toBe(ACCEPTED);
    // He never said anything: with the end of the invitation he was forgotten.
    expect(await carerRows(home)).toEqual([]);
  });

  test('an invitation made at night waits for the morning', async () => {
    const { home, mother, father } = await two();
    home.at('2026-11-02T23:00:00+07:00');
    await mother.says(INVITE);
    expect(await father.hears()).toEqual([]);
    await home.advance(9 * 3_600_000);
    expect(await father.hears()).toEqual([INVITATION]);
    expect(await father.says('1')).toEqual([ACCEPTED]);
  });

  test('an OK that he says before it arrives takes nothing; the invitation is told again by name', async () => {
    const { home, mother, father } = await two();
    await father.says('TG');
    home.at('2026-11-02T23:00:00+07:00');
    await mother.says(INVITE);
    const [again] = await father.says('ok');
    expect(again).toContain(INVITATION);
    expect(await carerRows(home)).toMatchObject([{ status: 'invited' }]);
    expect(await father.says('1')).toEqual([ACCEPTED]);
  });

  test('somebody who left is not written to, and she learns nothing of him', async () => {
    const { home, mother, father } = await two();
    await father.says('TC');
    expect(await mother.says(INVITE)).toEqual([NOT_WRITTEN]);
    await home.run(3);
    expect(await father.hears()).toEqual([]);
    expect(await carerRows(home)).toEqual([]);
  });

  test('neither her own number nor one that hears already is invited', async () => {
    const { mother } = await shared();
    expect(await mother.says('CHIA SE 0912345678')).toEqual([expect.stringMatching(/^Day la so cua chinh/)]);
    expect(await mother.says(INVITE)).toEqual(['So duoi 321 da cung nhan tin ve be roi.']);
    expect(await mother.says('CHIA SE 0987')).toEqual([expect.stringMatching(/^So dien thoai chua dung/)]);
    expect(await mother.says('CHIA SE 01234567890')).toEqual([
      expect.stringMatching(/^So dien thoai chua dung/),
    ]);
    expect(await mother.says('CHIA SE')).toEqual([expect.stringMatching(/^Moi nguoi than cung nhan tin/)]);
  });

  test('three carers at most, three invitations a day at most', async () => {
    const { home, mother } = await shared();
    await mother.says('CHIA SE 0987000002');
    await mother.says('CHIA SE 0987000003');
    expect(await mother.says('CHIA SE 0987000004')).toEqual([
      expect.stringMatching(/^Moi be co nhieu nhat 3/),
    ]);
    await home.phone('+84987000002').says('2');
    expect(await mother.says('CHIA SE 0987000004')).toEqual([
      expect.stringMatching(/^Hom nay .* nhieu nhat 3/),
    ]);
    await home.run(1);
    await mother.hears();
    expect(await mother.says('CHIA SE 0987000004')).toEqual([
      expect.stringMatching(/^Vong Tay moi so duoi 004/),
    ]);
  });

  test('nobody tries out numbers: after ten messages a day nothing is told of any', async () => {
    const { home, mother, father } = await two();
    await father.says('TC');
    for (let i = 0; i < 10; i += 1) expect(await mother.says(INVITE)).toEqual([NOT_WRITTEN]);
    expect(await mother.says(INVITE)).toEqual([expect.stringMatching(/^Hom nay/)]);
    expect(home.now()).toBe(Date.parse(MONDAY));
  });

  test('only with a child of her own and while she receives messages herself', async () => {
    const { home, mother, father } = await shared();
    const [stranger] = [home.phone('+84987000009')];
    expect(await stranger.says(INVITE)).toEqual([expect.stringMatching(/^Anh chi dang ky cho be truoc/)]);
    expect(await father.says('CHIA SE 0987000008')).toEqual([expect.stringMatching(/^Chi nguoi da dang ky/)]);
    await mother.says('TC');
    expect(await mother.says('CHIA SE 0987000008')).toEqual([expect.stringMatching(/^Anh chi dang ngung/)]);
  });

  test('several children are shared all at once; a later one by another invitation', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, MOTHER, [{ born: '2026-09-02' }, { due: '2027-05-02' }]);
    const father = home.phone(FATHER);
    await mother.says(INVITE);
    await father.hears();
    await father.says('1');
    expect((await carerRows(home)).map(({ status }) => status)).toEqual(['active', 'active']);
    await mother.says('DK 5/1/2024');
    await mother.says('2');
    await home.advance(1_000);
    expect(await mother.says(INVITE)).toEqual([INVITED]);
    expect((await father.hears()).at(-1)).toBe(INVITATION);
    expect(await father.says('1')).toEqual([ACCEPTED]);
    expect((await carerRows(home)).map(({ status }) => status)).toEqual(['active', 'active', 'active']);
  });

  test('in Telegram by buttons, he by SMS and in his own language', async () => {
    const home = await house({ at: MONDAY });
    const father = home.phone(FATHER);
    await father.says('NN EN');
    const mother = home.chat(501);
    await mother.says('DK 2/9/2026');
    expect(await mother.says(INVITE)).toEqual([expect.stringMatching(/^Vòng Tay mời số đuôi 321/)]);
    expect(await father.hears()).toEqual([expect.stringMatching(/^Vong Tay: a relative invites you/)]);
    expect(await father.says('YES')).toEqual([expect.stringMatching(/^Thank you\. From now on/)]);
    await home.run(7);
    const heard = await father.hears();
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.join(' ')).toMatch(/\b(?:the|your|and)\b/);
    expect(await mother.says('CHIA SE THOI')).toEqual([expect.stringMatching(/^Đã ngừng chia sẻ/)]);
    await home.run(30);
    expect(await father.hears()).toEqual([]);
  });

  test('ordinary words with CHIA SE in front are no invitation', async () => {
    const { home, mother } = await two();
    await mother.says('chia se kinh nghiem cho be an dam');
    await mother.says('chia se 0987654321 la so cua tram y te dung khong');
    expect(await carerRows(home)).toEqual([]);
  });

  test('somebody in the middle of another question keeps it, and may say yes after it', async () => {
    const { home, mother, father } = await two();
    await father.says('DK 15/3/2026');
    await home.advance(60_000);
    await mother.says(INVITE);
    expect((await father.hears()).at(-1)).toBe(INVITATION);
    await father.says('0');
    expect(await father.says('OK')).toEqual([ACCEPTED]);
    expect(await carerRows(home)).toMatchObject([{ status: 'active' }]);
  });
});

describe('a second carer', () => {
  test('tells of the birth, and the tips after it come to both', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, MOTHER, [{ due: '2026-11-20' }]);
    const father = home.phone(FATHER);
    await mother.says(INVITE);
    await father.hears();
    await father.says('1');
    await home.run(1);
    await Promise.all([mother.hears(), father.hears()]);
    expect(await father.says('SINH 3/11/2026')).toEqual([expect.stringMatching(/^Chuc mung/)]);
    expect(await home.deps.store.db.select().from(children)).toMatchObject([
      { contactId: mother.contactId, born: '2026-11-03' },
    ]);
    await home.run(30);
    const [hers, his] = [await mother.hears(), await father.hears()];
    expect(hers.length).toBeGreaterThan(3);
    expect(withoutQuestion(hers)).toEqual(his);
  });

  test('sees the child, corrects its date and asks for HT', async () => {
    const { home, mother, father } = await shared();
    await withPlaces(home);
    expect((await father.says('XEM')).join('\n')).toMatch(
      /Tre: be sinh ngay 02\/09\/2026\.\nSo be do nguoi than chia se: 1\./,
    );
    expect((await mother.says('XEM')).join('\n')).toMatch(/Nguoi than cung nhan tin ve be: 1\./);
    expect((await father.says('DK 4/9/2026 xa Muong Than'))[0]).toMatch(
      /^Da sua thanh: be sinh ngay 04\/09\/2026/,
    );
    expect(await home.deps.store.db.select().from(children)).toMatchObject([
      { id: mother.childIds[0], contactId: mother.contactId, born: '2026-09-04' },
    ]);
    await father.says('HT');
    const series = (await home.deps.store.db.select().from(enrolments)).map((row) => row.series);
    expect(series).toContain('disability');
  });

  test('has one tip a day like anyone, also where there is a child of their own', async () => {
    const { home, father } = await shared();
    await father.says('DK 2/9/2026');
    await father.says('DK 5/2/2025');
    await home.run(20);
    const person = await idOf(home, FATHER);
    const sent = (await tips(home)).filter((row) => row.contactId === person && row.sentAt !== null);
    const days = sent.map(({ sentAt }) => Math.floor(((sentAt ?? 0) + 7 * 3_600_000) / 86_400_000));
    expect(new Set(days).size).toBe(days.length);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(sent.length);
  });

  test('says TC and hears no more, TIEP and hears again, while the mother goes on', async () => {
    const { home, mother, father } = await shared();
    await home.run(7);
    await Promise.all([mother.hears(), father.hears()]);
    await father.says('TC');
    await home.run(14);
    expect((await mother.hears()).length).toBeGreaterThan(0);
    expect(await father.hears()).toEqual([]);
    expect(await father.says('TIEP')).toEqual([expect.stringMatching(/^Anh chi da nhan tin tro lai/)]);
    await home.run(14);
    expect((await father.hears()).length).toBeGreaterThan(0);
    const keys = (await tips(home)).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('goes on hearing where the mother stops, who did not stop the sharing', async () => {
    const { home, mother, father } = await shared();
    await mother.says('TC');
    await home.run(14);
    expect(await mother.hears()).toEqual([]);
    expect((await father.hears()).length).toBeGreaterThan(0);
  });
});

describe('MAT', () => {
  test('by the father stops the tips of both at once; only he is asked, and she hears nothing', async () => {
    const { home, mother, father } = await shared();
    await home.run(3);
    await Promise.all([mother.hears(), father.hears()]);
    expect(await father.says('MAT')).toEqual([expect.stringMatching(LOSS_ASKED)]);
    await home.run(20);
    expect(await mother.hears()).toEqual([]);
    expect(await father.hears()).toEqual([]);
    // No words of comfort are offered that would go to her.
    expect(await father.says('1')).toEqual([expect.stringMatching(/xin chia buon/)]);
    await home.run(300);
    expect([...(await mother.hears()), ...(await father.hears())]).toEqual([]);
  });

  test('by the mother reaches what waits for the father, and her mistake brings it back', async () => {
    const { home, mother, father } = await shared();
    home.at('2026-11-05T22:00:00+07:00');
    await queueDueTips(home.deps, home.now());
    const states = async () => (await tips(home)).map(({ state, reason }) => `${state} ${reason}`);
    const waiting = await states();
    expect(waiting).toHaveLength(2);
    await mother.says('MAT');
    expect(await states()).toEqual(['skipped child-paused', 'skipped child-paused']);
    await mother.says('2');
    expect(await states()).toEqual(['queued null', 'queued null']);
    await home.run(1);
    expect(await father.hears()).toHaveLength(1);
  });

  test('words of comfort that the mother wished for come to her alone', async () => {
    const { home, mother, father } = await shared();
    await mother.says('MAT');
    await mother.says('1');
    await mother.says('1');
    await home.run(60);
    expect((await mother.hears()).length).toBeGreaterThan(0);
    expect(await father.hears()).toEqual([]);
  });

  test('by both: who confirms is right, and a later "mistake" brings nothing back', async () => {
    const { home, mother, father } = await shared();
    await mother.says('MAT');
    expect(await father.says('MAT')).toEqual([expect.stringMatching(LOSS_ASKED)]);
    await mother.says('1');
    expect(await father.says('2')).toEqual([expect.stringMatching(/^Vong Tay hien khong gui tin nao ve be/)]);
    expect(await home.deps.store.db.select().from(children)).toMatchObject([{ status: 'lost' }]);
    await home.run(60);
    expect(await father.hears()).toEqual([]);
  });

  test('by both: a "mistake" of one is not the other\'s, who is asked once more', async () => {
    const { home, mother, father } = await shared();
    await mother.says('MAT');
    await father.says('MAT');
    await mother.says('2');
    expect(await father.says('1')).toEqual([expect.stringMatching(LOSS_ASKED)]);
    expect(await home.deps.store.db.select().from(children)).toMatchObject([{ status: 'lost' }]);
    expect(await father.says('1')).toEqual([expect.stringMatching(/xin chia buon/)]);
    expect(await mother.hears()).toEqual([]);
  });

  test('by both at the same time is one loss', async () => {
    const { home, mother, father } = await shared();
    await Promise.all([mother.says('MAT'), father.says('MAT')]);
    await Promise.all([mother.says('1'), father.says('2')]);
    expect(await home.deps.store.db.select().from(children)).toMatchObject([{ status: 'lost' }]);
    await home.run(30);
    expect(await father.hears()).toEqual([]);
  });

  test('takes back an invitation that has not left, and one that has is over', async () => {
    const { home, mother, father } = await two();
    home.at('2026-11-02T23:00:00+07:00');
    await mother.says(INVITE);
    await mother.says('MAT');
    await home.run(4);
    expect(await father.hears()).toEqual([]);
    const again = await two();
    await again.mother.says(INVITE);
    await again.father.hears();
    await again.mother.says('MAT');
    expect(await again.father.says('1')).toEqual([OVER]);
    expect(await carerRows(again.home)).toMatchObject([{ status: 'invited' }]);
  });
});

describe('sharing stops', () => {
  test('by the mother for everybody, without a word to them', async () => {
    const { home, mother, father } = await shared();
    home.at('2026-11-05T22:00:00+07:00');
    await queueDueTips(home.deps, home.now());
    expect(await mother.says('chia se thoi')).toEqual([
      'Da ngung chia se: tu nay chi anh chi nhan tin ve be. Muon moi lai, soan CHIA SE va so dien thoai.',
    ]);
    await home.run(14);
    expect((await mother.hears()).length).toBeGreaterThan(0);
    expect(await father.hears()).toEqual([]);
    expect(await carerRows(home)).toEqual([]);
    expect((await father.says('XEM')).join('\n')).toMatch(/Tre: chua co\./);
    expect(await mother.says('CHIA SE THOI')).toEqual([expect.stringMatching(/^Hien khong co tin/)]);
    // He agreed once: he may be asked once more, and is not a carer before.
    expect(await mother.says(INVITE)).toEqual([INVITED]);
    await home.advance(10 * 3_600_000);
    expect(await father.hears()).toEqual([INVITATION]);
    await mother.hears();
    await home.run(8);
    expect(await father.hears()).toEqual([]);
    expect(await father.says('1')).toEqual([ACCEPTED]);
  });

  test('by the father for himself, who is not asked again; MAT taken back brings him nothing', async () => {
    const { home, mother, father } = await shared();
    home.at('2026-11-05T22:00:00+07:00');
    await queueDueTips(home.deps, home.now());
    await mother.says('MAT');
    expect(await father.says('CHIA SE THOI')).toEqual([
      'Anh chi se khong nhan tin ve be cua nguoi than nua. Khi can, anh chi cu nhan cho Vong Tay.',
    ]);
    await mother.says('2');
    await home.run(14);
    expect((await mother.hears()).length).toBeGreaterThan(0);
    expect(await father.hears()).toEqual([]);
    expect(await mother.says(INVITE)).toEqual([NOT_WRITTEN]);
  });

  test('before he has answered: his yes comes too late', async () => {
    const { home, mother, father } = await two();
    await mother.says(INVITE);
    await father.hears();
    await mother.says('CHIA SE THOI');
    expect(await father.says('1')).toEqual([OVER]);
    await home.run(14);
    expect(await father.hears()).toEqual([]);
  });

  test('and a yes at the same moment never leaves a carer behind', async () => {
    const { home, mother, father } = await two();
    await mother.says(INVITE);
    await father.hears();
    await Promise.all([mother.says('CHIA SE THOI'), father.says('1')]);
    expect((await carerRows(home)).filter(({ status }) => status === 'active')).toEqual([]);
  });

  test('XOA of the father takes only him', async () => {
    const { home, mother, father } = await shared();
    await erases(father);
    expect(await carerRows(home)).toEqual([]);
    expect(await home.deps.store.db.select().from(children)).toHaveLength(1);
    await home.run(14);
    expect((await mother.hears()).length).toBeGreaterThan(0);
    expect(await father.hears()).toEqual([]);
  });

  test('XOA of the mother takes the child for both, and says so before', async () => {
    const { home, mother, father } = await shared();
    home.at('2026-11-05T22:00:00+07:00');
    await queueDueTips(home.deps, home.now());
    const asked = await mother.says('XOA');
    expect(asked[0]).toMatch(/^Nguoi than cung se khong nhan tin ve be nua\. Xoa het/);
    expect(segmentsOf(asked[0] ?? '')).toBeLessThanOrEqual(2);
    await mother.says(codeAsked(asked));
    for (const table of [children, carers]) expect(await home.deps.store.db.select().from(table)).toEqual([]);
    expect(await tips(home)).toEqual([]);
    await home.run(14);
    expect(await father.hears()).toEqual([]);
    expect((await father.says('MAT'))[0]).toMatch(/^Vong Tay hien khong gui tin nao/);
  });
});

describe('the tick', () => {
  const perPerson = async (home: House) => {
    const rows = await tips(home);
    return [
      rows.length,
      new Set(rows.map(({ key }) => key)).size,
      new Set(rows.map((r) => r.contactId)).size,
    ];
  };

  test('queues one row for each carer, once however often it runs', async () => {
    const { home } = await shared();
    home.at('2026-11-05T15:00:00+07:00');
    await queueDueTips(home.deps, home.now());
    await queueDueTips(home.deps, home.now());
    expect(await perPerson(home)).toEqual([2, 2, 2]);
  });

  test('queues it once where two run at the same time from the same reading', async () => {
    const { home } = await shared();
    home.at('2026-11-05T15:00:00+07:00');
    const due = await dueEnrolments(home.deps.store, home.now(), 10);
    expect(due).toMatchObject([{ shared: true }]);
    const writes = due.flatMap((one) => step(one, home.now()));
    await Promise.all([home.deps.store.commit(writes), home.deps.store.commit(writes)]);
    await Promise.all([queueDueTips(home.deps, home.now()), queueDueTips(home.deps, home.now())]);
    expect(await perPerson(home)).toEqual([2, 2, 2]);
  });

  test.each(['mother', 'father'] as const)(
    'that read before a MAT of the %s queues nothing after it',
    async (who) => {
      const both = await shared();
      const { home } = both;
      home.at('2026-11-05T15:00:00+07:00');
      const due = await dueEnrolments(home.deps.store, home.now(), 10);
      await both[who].says('MAT');
      await home.deps.store.commit(due.flatMap((one) => step(one, home.now())));
      expect(await tips(home)).toEqual([]);
    },
  );

  test('that wrote before a MAT has its rows taken back for both', async () => {
    const { home, father } = await shared();
    home.at('2026-11-05T22:30:00+07:00');
    await Promise.all([queueDueTips(home.deps, home.now()), father.says('MAT')]);
    await home.run(2);
    const left = await home.deps.store.db
      .select()
      .from(outbox)
      .where(and(eq(outbox.kind, 'tip'), eq(outbox.state, 'accepted')));
    expect(left).toEqual([]);
  });

  test('writes no statement more for a child that nobody shares', async () => {
    const { home } = await two();
    home.at('2026-11-05T15:00:00+07:00');
    const [due] = await dueEnrolments(home.deps.store, home.now(), 10);
    if (due === undefined) throw new Error('nothing is due');
    expect(due.shared).toBe(false);
    expect(step({ ...due, shared: true }, home.now()).length - step(due, home.now()).length).toBe(1);
  });
});

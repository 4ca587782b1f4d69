/** What nobody undoes by erasing themselves: how often others are written to, and that somebody wants none of it. */

import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { contacts, outbox, tries } from '../../db/schema.ts';
import { laiChau, MUONG_THAN, person } from '../broadcasts/lai-chau.ts';
import type { Chat } from './chat.ts';
import { codeAsked } from './confirming.ts';
import { family } from './family.ts';
import { type House, house, type Phone } from './house.ts';
import { withPlaces, withRole } from './places.ts';

const FATHER = '+84987654321';
const INVITE = 'CHIA SE 0987654321';
const MONDAY = '2026-11-02T09:00:00+07:00';
const INVITATION =
  'Vong Tay: mot nguoi than moi anh chi cung nhan tin cham soc be, mien phi. Soan 1 hoac OK: dong y. Soan 2: khong. Neu khong tra loi, Vong Tay hieu la khong.';
const NOT_WRITTEN = /^Vòng Tay không gửi được lời mời tới số đuôi/;
const INVITED = /^Vòng Tay mời số đuôi/;
const TOO_MANY = /^Hôm nay anh chị đã mời nhiều rồi/;
const OVER = 'Loi moi nay khong con hieu luc. Anh chi hoi lai nguoi than giup nhe.';

type Two = { readonly home: House; readonly asker: Chat; readonly father: Phone };

async function two(): Promise<Two> {
  const home = await house({ at: MONDAY });
  return { home, asker: home.chat(555), father: home.phone(FATHER) };
}

async function invites(asker: Chat, text = INVITE): Promise<string> {
  await asker.says('DK 2/9/2026');
  return (await asker.says(text)).join('\n');
}

async function erases(one: Chat | Phone): Promise<void> {
  const asked = await one.says('XOA');
  await one.says(asked.some((text) => text.includes('Soan XOA ')) ? codeAsked(asked) : '1');
}

describe('who invites others and erases themselves', () => {
  test('invites three a day all the same, and nobody twice', async () => {
    const { home, asker, father } = await two();
    const said: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      said.push(await invites(asker));
      for (const last of [0, 1]) said.push(await invites(asker, `CHIA SE 09130000${round}${last}`));
      await erases(asker);
    }
    expect(said.slice(0, 4)).toEqual(
      [INVITED, INVITED, INVITED, NOT_WRITTEN].map((text) => expect.stringMatching(text)),
    );
    // The tenth try of the day is the last that is told anything of a number.
    expect(said.slice(4).every((text) => NOT_WRITTEN.test(text) || TOO_MANY.test(text))).toBe(true);
    expect(await father.hears()).toEqual([INVITATION]);
    expect(home.twilio.sent).toHaveLength(3);

    await home.run(1);
    expect(await invites(asker, 'CHIA SE 0913000099')).toMatch(INVITED);
    expect(await invites(asker)).toMatch(NOT_WRITTEN);
    expect(await father.hears()).toEqual([]);
  });

  test('tries out ten numbers a day, not ten each time', async () => {
    const { asker, father } = await two();
    await father.says('TC');
    await asker.says('DK 2/9/2026');
    for (let i = 0; i < 9; i += 1) expect((await asker.says(INVITE))[0]).toMatch(NOT_WRITTEN);
    await erases(asker);
    expect(await invites(asker)).toMatch(NOT_WRITTEN);
    expect((await asker.says(INVITE))[0]).toMatch(TOO_MANY);
  });

  test('does not ask again who has said no, even after the erasure', async () => {
    const { home, asker, father } = await two();
    await invites(asker);
    await father.hears();
    await erases(asker);
    expect(await father.says('2')).toEqual([OVER]);
    await home.run(40);
    expect(await invites(asker)).toMatch(NOT_WRITTEN);
    expect(await invites(home.chat(556))).toMatch(NOT_WRITTEN);
    expect(await father.hears()).toEqual([]);
  });

  test('leaves the day of who gets messages as full as it was', async () => {
    const home = await house({ at: MONDAY });
    const father = await family(home, FATHER, [{ born: '2024-01-05' }]);
    for (const id of [1, 2, 3, 4]) {
      const asker = home.chat(id);
      expect(await invites(asker)).toMatch(INVITED);
      await home.deliver();
      await erases(asker);
    }
    await home.advance(5 * 3_600_000);
    expect(await father.hears()).toEqual([INVITATION, INVITATION, INVITATION]);
    // What has left stays on record, without who asked for it.
    const kept = await home.deps.store.db.select().from(outbox).where(eq(outbox.kind, 'invitation'));
    expect(kept).toHaveLength(3);
    for (const row of kept) {
      expect(row).toMatchObject({ key: `share:erased:${row.id}`, childId: null, bodySealed: null });
    }
  });

  test('is kept as hashes of two addresses and nothing else, and after a year not at all', async () => {
    const { home, asker } = await two();
    const { mac } = home.deps.secrets;
    await invites(asker);
    await erases(asker);
    await home.run(1);
    const columns = ['askerMac', 'at', 'id', 'kind', 'outcome', 'targetMac'];
    const rows = await home.deps.store.db.select().from(tries);
    expect(rows).toMatchObject([
      { kind: 'share', askerMac: mac('telegram:555'), targetMac: mac(`phone:${FATHER}`), outcome: 'open' },
    ]);
    for (const row of rows) expect(Object.keys(row).sort()).toEqual(columns);
    await home.run(366);
    expect(await home.deps.store.db.select().from(tries)).toEqual([]);
  });
});

describe('who is asked by many', () => {
  test('and answers nobody hears of it once a week', async () => {
    const { home, father } = await two();
    expect(await invites(home.chat(1))).toMatch(INVITED);
    expect(await invites(home.chat(2))).toMatch(NOT_WRITTEN);
    await home.run(6);
    expect(await invites(home.chat(3))).toMatch(NOT_WRITTEN);
    expect(await father.hears()).toEqual([INVITATION]);
    await home.run(1.1);
    expect(await invites(home.chat(4))).toMatch(INVITED);
    // The first is not heard a second time.
    await home.run(8);
    expect(await invites(home.chat(1))).not.toMatch(INVITED);
    expect(await father.hears()).toEqual([INVITATION]);
  });

  test.each(['2', 'TC'])('and says %s is asked by nobody any more', async (word) => {
    const { home, father } = await two();
    await invites(home.chat(1));
    await father.hears();
    await father.says(word);
    await erases(home.chat(1));
    await home.run(9);
    expect(await invites(home.chat(2))).toMatch(NOT_WRITTEN);
    await erases(father);
    await home.run(1);
    expect(await invites(home.chat(3))).toMatch(NOT_WRITTEN);
    expect(await father.hears()).toEqual([]);
  });

  test('and erased themselves has heard the last word, until they come back', async () => {
    const { home, father } = await two();
    await father.says('DK 5/1/2024');
    await erases(father);
    await home.run(1);
    expect(await invites(home.chat(1))).toMatch(NOT_WRITTEN);
    expect(await father.hears()).toEqual([]);
    await father.says('DK 5/1/2024');
    expect((await home.chat(1).says(INVITE))[0]).toMatch(INVITED);
    expect(await father.hears()).toEqual([INVITATION]);
  });

  test('and was shared with before may be asked again by the same family', async () => {
    const { asker, father } = await two();
    await invites(asker);
    await father.hears();
    await father.says('1');
    await erases(asker);
    expect(await invites(asker)).toMatch(INVITED);
    expect(await father.hears()).toEqual([INVITATION]);
    // Unless that was ended by themselves.
    await father.says('1');
    await father.says('CHIA SE THOI');
    await erases(asker);
    expect(await invites(asker)).toMatch(NOT_WRITTEN);
  });

  test('with SO CU is asked once a day and three times a month, whoever erases themselves', async () => {
    const { home, asker } = await two();
    const old = await family(home, FATHER, [{ born: '2026-09-02' }]);
    let heard = 0;
    for (let day = 0; day < 6; day += 1) {
      for (let again = 0; again < 2; again += 1) {
        await asker.says('SO CU 0987654321');
        heard += (await old.hears()).filter((text) => /xin chuyen tin cua so nay/.test(text)).length;
        await old.says('2');
        await erases(asker);
      }
      await home.run(1.1);
    }
    expect(heard).toBe(3);
  });

  test('with SO CU is left alone after ten tries a month, at whomever they were', async () => {
    const { home, asker } = await two();
    const old = await family(home, FATHER, [{ born: '2026-09-02' }]);
    for (let i = 0; i < 10; i += 1) await asker.says(`SO CU 091300000${i}`);
    await erases(asker);
    await asker.says('SO CU 0987654321');
    expect(await old.hears()).toEqual([]);
  });
});

test('officers get three questions a day of one person, whatever was erased of them', async () => {
  const home = await house({ at: MONDAY });
  await home.deps.store.commit([
    ...laiChau(),
    ...person(home.deps, { number: '+84912345601', officerOf: [{ commune: MUONG_THAN }] }),
  ]);
  const mother = home.phone('+84912345678');
  const asks = async (text: string) => (await mother.says(text))[0];
  const PASSED_ON = /^Vong Tay da chuyen cau hoi toi can bo xa Muong Than/;
  await mother.says('DK 2/9/2026 xa Muong Than');
  for (const text of ['tram may gio mo cua', 'duong vao ban sat lo chua'])
    expect(await asks(text)).toMatch(PASSED_ON);
  await erases(mother);
  await home.run(0.1);
  await mother.says('DK 2/9/2026 xa Muong Than');
  expect(await asks('chieu mai co hop thon khong')).toMatch(PASSED_ON);
  expect(await asks('bao gio co nuoc sach ve ban')).toMatch(/^Anh chi co 3 cau hoi dang cho/);
  await home.run(1);
  await mother.hears();
  expect(await asks('bao gio co nuoc sach ve ban')).toMatch(PASSED_ON);
});

describe('a number that is no mobile of this country', () => {
  const ABROAD = ['+88216123456', '+1 900 555 1234', '008562055123456', '+84 1900 1234'];

  test.each(ABROAD)('%s is neither invited, asked nor registered', async (number) => {
    const home = await house({ at: MONDAY });
    await withPlaces(home);
    await withRole(home, '+84912000002', 'commune-officer', {
      commune: { code: '03618', validFrom: '2025-07-01' },
    });
    const mother = await family(home, '+84912345678', [{ born: '2026-09-02' }]);
    const wrong = (example: string) => [
      `So dien thoai chua dung. So di dong co 10 chu so, vi du: ${example}.`,
    ];
    expect(await mother.says(`CHIA SE ${number}`)).toEqual(wrong('CHIA SE 0912345678'));
    expect(await mother.says(`SO CU ${number}`)).toEqual(wrong('SO CU 0912345678'));
    expect(await home.phone('+84912000002').says(`CTV ${number} thon 2`)).toEqual(
      wrong('CTV 0912345678 thon 2'),
    );
    expect(await home.deps.store.db.select().from(contacts)).toHaveLength(2);
  });
});

describe('a stranger who never said anything', () => {
  const numbers = async (home: House) =>
    (await home.deps.store.db.select().from(contacts))
      .filter(({ kind }) => kind === 'phone')
      .map(({ addressSealed }) => home.deps.secrets.open(addressSealed));

  test.each([true, false])(
    'is forgotten when the invitation is over (the inviter is erased: %s)',
    async (gone) => {
      const { home, asker } = await two();
      await invites(asker);
      await home.deliver();
      if (gone) await erases(asker);
      await home.run(29);
      expect(await numbers(home)).toEqual([FATHER]);
      await home.run(1.1);
      expect(await numbers(home)).toEqual([]);
      expect(await invites(asker)).toMatch(NOT_WRITTEN);
    },
  );

  test('stays as long as a later invitation is open', async () => {
    const { home, asker } = await two();
    await invites(asker);
    await erases(asker);
    await home.run(20);
    expect(await invites(home.chat(556))).toMatch(INVITED);
    await home.run(20);
    expect(await numbers(home)).toEqual([FATHER]);
    await home.run(11);
    expect(await numbers(home)).toEqual([]);
  });

  test('is nobody who has written, and nobody whom an officer has named', async () => {
    const { home, asker, father } = await two();
    await withPlaces(home);
    await withRole(home, '+84913000001', 'collaborator', { villageId: 'v-2' }, 'invited');
    await invites(asker);
    await asker.says('CHIA SE 0913000001');
    await father.says('xin chao');
    await erases(asker);
    await home.run(40);
    expect((await numbers(home)).sort()).toEqual(['+84913000001', FATHER]);
  });
});

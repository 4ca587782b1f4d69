import crypto from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { importVillages, type VillageDeps } from '../../db/import-villages.ts';
import { audit, contacts, outbox, roles, villages } from '../../db/schema.ts';
import { createSecrets } from '../../src/secrets.ts';
import { addContact, changeContact } from '../../src/store/contacts.ts';
import { insert } from '../../src/store/statement.ts';
import { wholeCountry } from './country.ts';

const NOW = Date.parse('2026-11-02T09:00:00+07:00');
const SECRET = 'correct-horse-battery-staple-0123456789';
const HEADER = 'commune_code,village_name,reporter_phone';
const country = wholeCountry();
let ids = 0;

function deps(secrets = createSecrets(crypto, SECRET)): VillageDeps {
  return {
    store: country().store,
    secrets,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    invitationText: (village, commune) => ({
      text: `${village}, ${commune}?`,
      buttons: [[{ label: 'Đồng ý', says: '1' }]],
    }),
  };
}

function load(csv: string, using = deps()) {
  return importVillages(using, csv, NOW);
}

beforeEach(async () => {
  const { db } = country().store;
  for (const table of [audit, outbox, roles, contacts, villages]) await db.delete(table);
});

test('villages are kept under the commune of today, folded for look-up', async () => {
  expect(await load(`${HEADER}\n03618,Thôn 2,\n03618, bản  Nà Ban ,\n26368,Khu phố Cầu Xéo,`)).toEqual({
    added: 3,
    unchanged: 0,
    invited: 0,
    bad: [],
  });
  const rows = await country().store.db.select().from(villages).orderBy(villages.nameFolded);
  expect(rows).toMatchObject([
    { name: 'bản Nà Ban', nameFolded: 'ban na ban', communeCode: '03618', communeFrom: '2025-07-01' },
    { name: 'Khu phố Cầu Xéo', communeCode: '26368', communeFrom: '2026-04-30' },
    { name: 'Thôn 2', nameFolded: 'thon 2' },
  ]);
});

describe('the ways in which offices save a list', () => {
  test.each([
    ['with commas', 'commune_code,village_name\n03618,Thôn 2\n03595,Thôn 3\n'],
    [
      'with semicolons, a byte order mark and Windows line ends',
      '\uFEFFcommune_code;village_name;reporter_phone\r\n03618;Thôn 2;\r\n03595;Thôn 3;\r\n',
    ],
    ['with tabs', 'commune_code\tvillage_name\treporter_phone\n03618\tThôn 2\t\n03595\tThôn 3\t'],
    ['with the first zeros gone', 'commune_code,village_name\n3618,Thôn 2\n3595,Thôn 3'],
    [
      'with columns in another order and one of their own',
      'Village_Name , note,COMMUNE_CODE\nThôn 2,x,03618\nThôn 3,,03595',
    ],
    ['with quotes and blank lines', 'commune_code,village_name\n\n"03618","Thôn 2"\n,\n"03595","Thôn 3"\n\n'],
    ['decomposed', 'commune_code,village_name\n03618,Thôn 2\n03595,Thôn 3'.normalize('NFD')],
  ])('%s', async (_, csv) => {
    expect(await load(csv)).toEqual({ added: 2, unchanged: 0, invited: 0, bad: [] });
    const rows = await country().store.db.select().from(villages).orderBy(villages.name);
    expect(rows.map((row) => [row.communeCode, row.name])).toEqual([
      ['03618', 'Thôn 2'],
      ['03595', 'Thôn 3'],
    ]);
  });

  test('a list without its header is refused as a whole', async () => {
    const done = await load('03618,Thôn 2\n03618,Thôn 3');
    expect(done).toMatchObject({
      added: 0,
      bad: [{ line: 1, reason: expect.stringContaining('commune_code,village_name') }],
    });
    expect(await load('')).toMatchObject({ added: 0, bad: [{ line: 1 }] });
  });
});

describe('a bad row is named by its line and its reason, and the others are kept', () => {
  test.each([
    ['99999,Thôn 1,', 'no commune has the code 99999'],
    ['xa Muong Than,Thôn 1,', 'no commune has the code xa Muong Than'],
    [',Thôn 1,', 'the commune code is missing'],
    ['03618,,', 'the name of the village is missing'],
    ['03618,--,', 'the name of the village is missing'],
    ['03618,THON 2,', 'the same village as in line 2'],
    ['03618,Thôn 1,02133876543', 'the phone number is not a Vietnamese mobile number'],
    ['03618,Thôn 1,0168 123 4567', 'the phone number is not a Vietnamese mobile number'],
    ['03618,Thôn 1,+1 202 555 0123', 'the phone number is not a Vietnamese mobile number'],
    ['03618,Thôn 1,09123', 'the phone number is not a Vietnamese mobile number'],
    ['03618,Thôn 1,chị Lan', 'the phone number is not a Vietnamese mobile number'],
    ...['; ', ', ', ' - ', ' hoặc ', '/', ' ext '].map((between) => [
      `03618,Thôn 1,"0912000108${between}0912000109"`,
      'there is more than one phone number in the cell: keep one, who else reports is named with CTV',
    ]),
    ['03618,Thôn 02,', 'in a text this name is the same as "Thôn 2" in line 2: keep one of them'],
    [
      '03631,Thôn 1,',
      '03631 is the code of xã Mường Cang, which ended on 01/07/2025 and became 03595 xã Than Uyên',
    ],
    [
      '30358,Ấp 1,',
      '30358 is the code of xã Phước Hưng, which ended on 01/07/2025 and became 30337 xã An Phú and 30346 xã Nhơn Hội and 30352 xã Phú Hữu',
    ],
    ['03618,"Thôn 1" x,', 'a quotation mark is opened or closed in the wrong place'],
  ])('%s', async (row, reason) => {
    const done = await load(`${HEADER}\n03618,Thôn 2,\n${row}\n03618,Thôn 9,`);
    expect(done.bad).toEqual([{ line: 3, reason }]);
    expect(done.added).toBe(2);
  });

  test('a name that texts cannot tell from a village entered before is refused, its own name is not', async () => {
    await load(`${HEADER}\n03618,Bản Nà Phát,\n03618,Thôn 2,\n03595,Thôn 02,`);
    const done = await load(
      `${HEADER}\n03618,Nà Phát,0912000205\n03618,Thôn số 02,\n03618,ban na phat,\n03618,Tổ 2,`,
    );
    const reason = (name: string) =>
      `in a text this name is the same as "${name}", which is there already: write it like that`;
    expect(done.bad).toEqual([
      { line: 2, reason: reason('Bản Nà Phát') },
      { line: 3, reason: reason('Thôn 2') },
    ]);
    expect([done.added, done.unchanged, done.invited]).toEqual([1, 1, 0]);
  });

  test('lines are counted as an editor counts them', async () => {
    const done = await load(`${HEADER}\n\n03618,"Thôn\n2",\n\n99999,x,\n`);
    expect(done.bad.map((fault) => fault.line)).toEqual([6]);
    expect(done.added).toBe(1);
  });
});

describe('a reporter is invited once', () => {
  const list = `${HEADER}\n03618,Thôn 2,0987000111\n03618,Thôn 3,987000111\n03595,Thôn 4,+84 987 000 222`;

  test('as a contact without a number in the clear, with a role to be accepted and one message', async () => {
    expect(await load(list)).toMatchObject({ added: 3, invited: 2, bad: [] });
    const { db } = country().store;
    const secrets = createSecrets(crypto, SECRET);
    const people = await db.select().from(contacts).orderBy(contacts.id);
    expect(people.map((p) => secrets.open(p.addressSealed))).toEqual(['+84987000111', '+84987000222']);
    expect(people[0]).toMatchObject({
      kind: 'phone',
      consent: 'none',
      addressMac: secrets.mac('phone:+84987000111'),
    });
    const held = await db.select().from(roles);
    expect(held).toHaveLength(3);
    for (const role of held) {
      expect(role).toMatchObject({
        role: 'collaborator',
        status: 'invited',
        madeBy: 'import',
        scope: `village:${role.villageId}`,
      });
    }
    const messages = await db.select().from(outbox).orderBy(outbox.id);
    expect(messages.map((m) => m.key)).toEqual(people.map((p) => `invite:${p.id}`));
    expect(messages[0]).toMatchObject({ kind: 'invitation', state: 'queued', dueAt: NOW });
    expect(JSON.parse(secrets.open(messages[0]?.bodySealed ?? ''))).toEqual({
      text: 'Thôn 2, xã Mường Than?',
      buttons: [[{ label: 'Đồng ý', says: '1' }]],
    });
    expect(await db.select().from(audit).where(eq(audit.action, 'role-invited'))).toHaveLength(3);
  });

  test('the same list again changes nothing', async () => {
    await load(list);
    expect(await load(list)).toEqual({ added: 0, unchanged: 3, invited: 0, bad: [] });
    const { db } = country().store;
    expect(await db.select().from(roles)).toHaveLength(3);
    expect(await db.select().from(outbox)).toHaveLength(2);
  });

  test('a number may come later to a village that is known, and a second village brings no second message', async () => {
    await load(`${HEADER}\n03618,Thôn 2,`);
    expect(await load(`${HEADER}\n03618,Thôn 2,0987000111`)).toMatchObject({
      added: 0,
      unchanged: 1,
      invited: 1,
    });
    expect(await load(`${HEADER}\n03618,Thôn 7,0987000111`)).toMatchObject({ added: 1, invited: 0 });
  });

  test('who has opted out gets no message, and a role that was ended stays ended', async () => {
    await load(`${HEADER}\n03618,Thôn 2,0987000111`);
    const { store } = country();
    await store.db.update(roles).set({ status: 'ended' });
    expect(await load(`${HEADER}\n03618,Thôn 2,0987000111`)).toMatchObject({ invited: 0 });
    expect((await store.db.select().from(roles)).map((r) => r.status)).toEqual(['ended']);
    const secrets = createSecrets(crypto, SECRET);
    const addressMac = secrets.mac('phone:+84987000333');
    await store.commit([
      addContact({
        id: 'out',
        kind: 'phone',
        addressMac,
        addressSealed: secrets.seal('+84987000333'),
        createdAt: 1,
      }),
      changeContact('out', { consent: 'out' }),
    ]);
    expect(await load(`${HEADER}\n03618,Thôn 8,0987000333`)).toMatchObject({ added: 1, invited: 0 });
  });

  test('who was entered under the previous secret is the same person', async () => {
    await load(`${HEADER}\n03618,Thôn 2,0987000111`);
    const rotated = createSecrets(crypto, 'another-horse-battery-staple-9876543210', SECRET);
    expect(await load(`${HEADER}\n03618,Thôn 3,0987000111`, deps(rotated))).toMatchObject({
      added: 1,
      invited: 0,
    });
    expect(await country().store.db.select().from(contacts)).toHaveLength(1);
  });

  test('who writes to us while the list is being read is not entered twice', async () => {
    const using = deps();
    const addressMac = using.secrets.mac('phone:+84987000111');
    let raced = false;
    const store = {
      ...using.store,
      commit: async (writes: Parameters<typeof using.store.commit>[0]) => {
        if (!raced) {
          raced = true;
          const addressSealed = using.secrets.seal('+84987000111');
          await using.store.commit([
            insert(contacts, { id: 'raced', kind: 'phone', addressMac, addressSealed, createdAt: NOW }),
          ]);
        }
        return using.store.commit(writes);
      },
    };
    expect(await load(list, { ...using, store })).toMatchObject({ added: 3, invited: 2 });
    const keys = (await using.store.db.select({ key: outbox.key }).from(outbox)).map((row) => row.key);
    expect(keys).toContain('invite:raced');
  });

  test('no number is told, neither of good rows nor of bad ones', async () => {
    const done = await load(`${HEADER}\n03618,Thôn 2,0987000111\n03618,Thôn 3,09870001112`);
    expect(JSON.stringify(done)).not.toContain('98700');
  });
});

test('a province of a thousand villages is read in seconds', async () => {
  const rows = Array.from({ length: 1000 }, (_, n) => `03618,Bản ${n},09870${String(n).padStart(5, '0')}`);
  expect(await load([HEADER, ...rows].join('\n'))).toMatchObject({ added: 1000, invited: 1000, bad: [] });
});

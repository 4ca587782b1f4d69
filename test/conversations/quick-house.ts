/** Two communes with four villages, their collaborators and officers: what quick counts are asked of. */
import { changeContact } from '../../src/store/contacts.ts';
import { giveRole } from '../../src/store/roles.ts';
import { addVillage } from '../../src/store/villages.ts';
import { foldName } from '../../src/vietnamese.ts';
import { laiChau, MUONG_THAN, person, THAN_UYEN } from '../broadcasts/lai-chau.ts';
import { type House, type HouseOptions, house } from './house.ts';

export const OFFICER = '+84912345601';
export const PROVINCE = '+84912345602';
/** Nà Ban. */
export const MAY = '+84912000001';
/** Bản Lướt and Thôn 7. */
export const HAC = '+84912000002';
/** Nà Phát, of Than Uyên. */
export const SON = '+84912000003';
/** A chat: Thôn 7 too. */
export const CHAT = 7007;
export const OFFICER_CHAT = 4455;

const VILLAGES = [
  { id: 'na-ban', name: 'Nà Ban', commune: MUONG_THAN, by: [MAY] },
  { id: 'luot', name: 'Bản Lướt', commune: MUONG_THAN, by: [HAC] },
  { id: 'thon-7', name: 'Thôn 7', commune: MUONG_THAN, by: [HAC, String(CHAT)] },
  { id: 'na-phat', name: 'Nà Phát', commune: THAN_UYEN, by: [SON] },
] as const;

/** In the middle of a month, when nothing is chased or due by itself. */
export async function quickHouse(options: HouseOptions = {}): Promise<House> {
  const home = await house({ at: '2026-11-16T09:00:00+07:00', ...options });
  const committed = await home.deps.store.commit([
    ...laiChau(),
    ...[OFFICER, PROVINCE, MAY, HAC, SON].flatMap((number) => person(home.deps, { number })),
    ...[CHAT, OFFICER_CHAT].flatMap((chat) => person(home.deps, { chat })),
    ...VILLAGES.flatMap(({ id, name, commune, by }, at) => [
      addVillage({
        id,
        name,
        nameFolded: foldName(name),
        communeCode: commune.code,
        communeFrom: commune.validFrom,
      }),
      ...by.map((who) => {
        const contactId = `person:${who}`;
        return giveRole({
          id: `${contactId}:${id}`,
          contactId,
          role: 'collaborator',
          place: { villageId: id },
          status: 'active',
          madeBy: 'test',
          at,
        });
      }),
    ]),
    ...([OFFICER, String(OFFICER_CHAT)] as const).map((who) =>
      giveRole({
        id: `person:${who}:office`,
        contactId: `person:${who}`,
        role: 'commune-officer',
        place: { commune: MUONG_THAN },
        status: 'active',
        madeBy: 'test',
        at: 0,
      }),
    ),
    giveRole({
      id: `person:${PROVINCE}:office`,
      contactId: `person:${PROVINCE}`,
      role: 'province-officer',
      place: { provinceCode: '12' },
      status: 'active',
      madeBy: 'test',
      at: 0,
    }),
  ]);
  if (!committed.ok) throw new Error(`the people could not be written: ${committed.collided}`);
  return home;
}

export async function speaksEnglish(home: House, who: string): Promise<void> {
  await home.deps.store.commit([changeContact(`person:${who}`, { language: 'en' })]);
}

export function codeIn(texts: readonly string[]): string {
  const code = /GUI (\d{4}) /.exec(texts.join('\n'))?.[1];
  if (code === undefined) throw new Error(`no code in: ${texts.join(' | ')}`);
  return code;
}

type Speaker = { says(text: string): Promise<string[]> };

export type AskedFor = {
  readonly places?: string;
  readonly question?: string;
  readonly names?: string;
  readonly deadline?: string;
  readonly urgent?: boolean;
};

/** Asks a quick count from the first word to the code. */
export async function askQuick(officer: Speaker, asked: AskedFor = {}): Promise<string[]> {
  const { places = '', question = 'Bão số 5: số hộ cần cứu trợ?', names = '0', deadline = '17h mai' } = asked;
  const start = `GUI ${asked.urgent ? 'KHAN ' : ''}DEM ${places}: ${question}`;
  await officer.says(start);
  await officer.says(names);
  const shown = await officer.says(deadline);
  return officer.says(`GUI ${codeIn(shown)}`);
}

/** What someone in this place might type next, as on an old phone. Pure. */
import { civilDate, plusDays, plusMonths, shownDate } from '../../civil-time.ts';
import { unaccented } from '../../vietnamese.ts';
import type { Person } from './phones.ts';
import type { Surroundings } from './surroundings.ts';
import type { Message } from './timeline.ts';

const MOST = 12;

export function suggestions(
  person: Person,
  messages: readonly Message[],
  around: Surroundings,
  now: number,
): readonly string[] {
  const last = messages.at(-1);
  const answers = last?.from === 'service' ? last.buttons.map((button) => button.says) : [];
  return [...new Set([...answers, ...forRole(person, around, civilDate(now))])].slice(0, MOST);
}

function forRole(person: Person, around: Surroundings, today: string): readonly string[] {
  const { contact, children } = person;
  const roles = person.roles.filter((role) => role.status === 'active');
  const officer = roles.find((role) => role.role !== 'collaborator');
  if (officer !== undefined) return forOfficer(officer.role === 'province-officer', around);
  if (roles.length > 0)
    return forCollaborator(
      roles.map((role) => role.villageName ?? ''),
      around,
      today,
    );
  if (contact === undefined || contact.consent === 'none') {
    return [
      'TG',
      `DK ${shownDate(plusMonths(today, -3))} xa Sin Ho`,
      `THAI ${shownDate(plusDays(today, 90))} xa Bum To`,
      'be bi co giat, phai lam sao',
    ];
  }
  if (contact.consent === 'out') return ['TIEP', 'TG', 'XOA'];
  const pregnant = children.some((child) => child.born === null && child.status === 'active');
  return [
    'XEM',
    ...(pregnant ? [`SINH ${shownDate(today)}`] : []),
    'HOI',
    'tram may gio mo cua',
    'HT',
    'be sot 39 do, co giat',
    contact.language === 'vi' ? 'NN EN' : 'NN VI',
    'TC',
    'TG',
  ];
}

function forOfficer(provincial: boolean, { candidate }: Surroundings): readonly string[] {
  const places = provincial ? ' Muong Than, Sin Ho' : '';
  return [
    `GUI PH${places}: Sang mai 8 gio tram y te tiem chung cho tre duoi 2 tuoi. Nho mang so.`,
    `GUI CTV${places}: Nho gui bao cao thang truoc ngay 5.`,
    'GUI',
    'XEM GUI',
    `GUI DEM${places}: Bao so 5: so ho can cuu tro?`,
    'XEM DEM',
    'XEM TL',
    ...(candidate === undefined ? [] : [`CTV ${candidate.number} ${candidate.village}`]),
    'TG',
  ];
}

const SAMPLE = { TS: 96, TE: 48, TD: 40, CM: 33, CK: 25, KT: 5, KD: 3, CP: 5, CH: 3, DB: 7, DG: 5 };

/** This month from the 20th on, last month before: the one that is reported now. */
function reportedMonth(today: string): string {
  return (Number(today.slice(8)) >= 20 ? today : plusMonths(today, -1)).slice(0, 7);
}

function forCollaborator(
  villages: readonly string[],
  { counts, quick }: Surroundings,
  today: string,
): readonly string[] {
  const month = `T${Number(reportedMonth(today).slice(5))}`;
  const values = { ...SAMPLE, ...counts };
  const { KT, KD } = values;
  const all = Object.entries(values)
    .map(([code, value]) => code + value)
    .join(' ');
  const [first = ''] = villages;
  const where = villages.length > 1 ? ` ${unaccented(first)}` : '';
  return [
    ...(quick === undefined ? [] : [quick]),
    `BC ${month}${where} ${all}`,
    `BC ${month} KT${KT} KD${KD}`,
    `bao cao thang ${month.slice(1)}: tre khuyet tat ${KT}, duoc tiep can dich vu ${KD}`,
    `SUA ${month} KT${KT + 1}`,
    `BC ${month} TE khoang ${values.TE}`,
    `XEM ${month}`,
    'TG',
  ];
}

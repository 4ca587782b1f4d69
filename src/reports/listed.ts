/** Names in a text of at most two SMS: as many as there is room for, and how many more. Pure but for the texts. */
import { segmentsOf, smsForm, type TextKey } from '../texts.ts';

export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

const MOST_SEGMENTS = 2;

const UNITS = {
  villages: { none: 'reminders.villages', more: 'reminders.moreVillages' },
  communes: { none: 'reminders.communes', more: 'reminders.moreCommunes' },
} as const;

/** The first `named` of the names, and the number of the others. */
export function listed(say: Say, names: readonly string[], named: number, units: keyof typeof UNITS): string {
  if (named <= 0) return say(UNITS[units].none, { number: names.length });
  const list = names.slice(0, named).join(', ');
  const more = names.length - named;
  return more <= 0 ? list : say(UNITS[units].more, { list, more });
}

/** Those who can do most about it are named first. */
const KINDS = ['none', 'incomplete', 'unattended'] as const;

/** Names of villages without a report, without all of its numbers, and where nobody reports. */
export type Owing = Readonly<Partial<Record<(typeof KINDS)[number], readonly string[]>>>;

export function owingIn(say: Say, owing: Owing, named: number): string {
  let room = named;
  const sentences: string[] = [];
  for (const kind of KINDS) {
    const names = owing[kind] ?? [];
    if (names.length === 0) continue;
    sentences.push(say(`reminders.owing.${kind}`, { list: listed(say, names, room, 'villages') }));
    room -= names.length;
  }
  return sentences.join(' ');
}

/** The text that names as many of `most` as fit. */
export function fitted(most: number, text: (named: number) => string): string {
  const whole = text(most);
  if (fits(whole)) return whole;
  let fewest = 0;
  let beyond = most;
  while (beyond - fewest > 1) {
    const middle = Math.floor((fewest + beyond) / 2);
    if (fits(text(middle))) fewest = middle;
    else beyond = middle;
  }
  return text(fewest);
}

function fits(text: string): boolean {
  return segmentsOf(smsForm(text, false)) <= MOST_SEGMENTS;
}

/** Ages, spans, days and sums as people say them, and sentences filled with them. Pure. */
import type { Age, Wording } from '../../../content/tables/shape.ts';
import type { Language } from '../../message.ts';

/** Up to here an age is told in months: "2 years" is one more, or two, where the lunar year is counted. */
const MONTHS_UNTIL = 24;

type Words = (language: Language) => string;
/** What the placeholders of a template stand for. */
export type Values = Readonly<Record<string, Words>>;
export type Both = { readonly vi: string; readonly en: string };

/** `2 tháng`, `18 tháng`, `5 tuổi`; `24 giờ`, `60 ngày` for what is counted in days. */
export function span({ months = 0, days = 0 }: Age): Words {
  if (months === 0) return days === 1 ? counted(24, 'giờ', 'hour') : counted(days, 'ngày', 'day');
  return months > MONTHS_UNTIL && months % 12 === 0
    ? counted(months / 12, 'tuổi', 'year')
    : counted(months, 'tháng', 'month');
}

/** `1-2 tuần` where both ends are weeks, else days. */
export function gap({ minDays, maxDays }: { readonly minDays: number; readonly maxDays: number }): Words {
  const inWeeks = minDays % 7 === 0 && maxDays % 7 === 0;
  const [least, most] = inWeeks ? [minDays / 7, maxDays / 7] : [minDays, maxDays];
  const range = least === most ? `${least}` : `${least}-${most}`;
  const unit = inWeeks ? 'week' : 'day';
  return (language) =>
    language === 'vi' ? `${range} ${inWeeks ? 'tuần' : 'ngày'}` : plural(range, most, unit);
}

/** `mỗi tháng`, `3 tháng một lần` */
export function every(months: number): Words {
  if (months === 1) return (language) => (language === 'vi' ? 'mỗi tháng' : 'every month');
  return (language) => (language === 'vi' ? `${months} tháng một lần` : `every ${months} months`);
}

/** `1.250.000 đồng`, whole dong */
export function sum(dong: number): Words {
  const grouped = (mark: string) => String(dong).replace(/\B(?=(\d{3})+$)/g, mark);
  return (language) => (language === 'vi' ? `${grouped('.')} đồng` : `${grouped(',')} dong`);
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** `1 và 2 tháng 6`, `30 tháng 11 đến 2 tháng 12`, from month-days as `06-01`. */
export function campaignDays(from: string, to: string): Words {
  const [first, last] = [partsOf(from), partsOf(to)];
  return (language) => {
    const day = ({ month, date }: typeof first) =>
      language === 'vi' ? `${date} tháng ${month}` : `${date} ${MONTHS[month - 1] ?? ''}`;
    if (from === to) return day(first);
    if (first.month !== last.month) return `${day(first)} ${language === 'vi' ? 'đến' : 'to'} ${day(last)}`;
    if (last.date === first.date + 1) return `${first.date} ${language === 'vi' ? 'và' : 'and'} ${day(last)}`;
    return `${first.date}-${day(last)}`;
  };
}

/** `a, b và c` */
export function list(parts: readonly Both[]): Words {
  return (language) => {
    const words = parts.map((part) => part[language]);
    const last = words.at(-1) ?? '';
    const and = language === 'vi' ? 'và' : 'and';
    return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${and} ${last}`;
  };
}

const PLACEHOLDER = /\{(\w+)\}/g;

/**
 * A sentence of the table in both languages. What no value is known for stays as `{name}`, and what has no wording for
 * its certainty is empty: the check of the tables refuses both.
 *
 * @param turn which of several wordings is its turn
 */
export function filled(
  wording: Wording,
  certainty: 'read' | 'recalled' | 'uncertain',
  values: Values,
  turn = 0,
): Both {
  const wordings = (certainty === 'read' ? wording.sure : undefined) ?? wording.cautious ?? [];
  const template = wordings[turn % Math.max(wordings.length, 1)];
  const say = (language: Language) =>
    (template?.[language] ?? '').replace(
      PLACEHOLDER,
      (hole, name: string) => values[name]?.(language) ?? hole,
    );
  return { vi: say('vi'), en: say('en') };
}

export function placeholders(text: string): readonly string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ''))].sort();
}

function counted(n: number, vi: string, en: string): Words {
  return (language) => (language === 'vi' ? `${n} ${vi}` : plural(`${n}`, n, en));
}

function plural(shown: string, n: number, unit: string): string {
  return `${shown} ${unit}${n === 1 ? '' : 's'}`;
}

function partsOf(monthDay: string) {
  const [month = 0, date = 0] = monthDay.split('-').map(Number);
  return { month, date };
}

/** The month or months of a whole message: one for all its counts, or each before counts of its own. */
import type { Item, NumberItem } from './items.ts';
import { isWritingDay, namedMonth, openMonth, type Sent } from './month.ts';
import { everyCodeAfterNumber, orderOf } from './order.ts';
import type { Reason } from './reading.ts';

export type Segment = { readonly month: number; readonly items: readonly Item[] };
export type Segments =
  | { readonly ok: true; readonly segments: readonly Segment[] }
  | { readonly ok: false; readonly field: 'period' | 'layout' | 'village'; readonly reason: Reason };

const REJECTED: ReadonlySet<Reason> = new Set(['month-impossible', 'month-twice', 'not-a-month']);

export function rejectsMonth(reason: Reason): boolean {
  return REJECTED.has(reason);
}

function unclear(reason: Reason, field: 'period' | 'layout' = 'period'): Segments {
  return { ok: false, field, reason };
}

type PeriodItem = Extract<Item, { kind: 'period' }>;

export function segmentsOf(all: readonly Item[], sent: Sent): Segments {
  const bare = withBareMonths(all, sent);
  if ('reason' in bare) return bare;
  const { items } = bare;
  const named: PeriodItem[] = [];
  const months: number[] = [];
  const years: number[] = [];
  let dated = false;
  for (const item of items) {
    if (item.kind === 'year') years.push(item.year);
    if (item.kind !== 'period') continue;
    dated = true;
    if (isWritingDay(item.mention, sent)) continue;
    named.push(item);
    const { month, fault } = item.mention;
    if (fault) return unclear(fault);
    if (month !== undefined && !months.includes(month)) months.push(month);
  }
  if (named.length === 0 && dated) return unclear('month-ambiguous');
  const [only] = months;
  if (only === undefined) {
    const open = openMonth(sent);
    if (years.length > 0) return unclear('not-a-month');
    return open === undefined
      ? unclear('month-after-window')
      : { ok: true, segments: [{ month: open, items }] };
  }
  if (years.some((year) => !months.some((month) => Math.floor(month / 12) === year)))
    return unclear('month-ambiguous');
  if (months.length === 1) {
    return hasSecondMonth(items) ? unclear('month-twice') : { ok: true, segments: [{ month: only, items }] };
  }
  return severalMonths(items, named);
}

/** Each month must stand before codes of its own. */
function severalMonths(items: readonly Item[], named: readonly PeriodItem[]): Segments {
  const segments: { month: number; items: Item[] }[] = [];
  const before: Item[] = [];
  const isNamed = new Set(named);
  for (const item of items) {
    const month = item.kind === 'period' && isNamed.has(item) ? item.mention.month : undefined;
    const last = segments.at(-1);
    if (month !== undefined && month !== last?.month) {
      if (segments.some((segment) => segment.month === month)) return unclear('month-twice');
      segments.push({ month, items: [item] });
    } else (last?.items ?? before).push(item);
  }
  // `KT như T9 KD3`, `KTT5 KD3`: a month with a code but without a number has no counts of its own.
  const everyCounts = segments.every(
    ({ items: own }) =>
      own.some(({ kind }) => kind === 'code') && own.some(({ kind }) => /number|zero/u.test(kind)),
  );
  // `KT5, 7/8`: a day opens no report of its own.
  const byDay = named.some(({ mention }) => mention.day !== undefined);
  if (!everyCounts || byDay || looksLikeSlip(segments) || before.some(({ kind }) => kind === 'code'))
    return unclear('month-twice');
  const [first, ...others] = segments;
  if (!first) return unclear('month-twice');
  return { ok: true, segments: [{ month: first.month, items: [...before, ...first.items] }, ...others] };
}

/** `T9,10`, `T10 7`: a number that could be a second month, before any code, where it is no code's value. */
function hasSecondMonth(items: readonly Item[]): boolean {
  return items.some((item, i) => {
    if (item.kind !== 'period') return false;
    const next = nextOf(items, i);
    const number = items[next];
    if (number?.kind !== 'number' || !isMonths(number)) return false;
    if (items[nextOf(items, next)]?.kind !== 'code') return false;
    if (items.slice(0, i).some(({ kind }) => kind === 'code')) return false;
    return orderOf(items) === 'code-first';
  });
}

/** `10`, and `9,10` after a month. */
function isMonths({ digits, spoken, value, typed }: NumberItem): boolean {
  if ((digits || spoken) && value !== undefined) return value >= 1 && value <= 12;
  return /^(?:0?[1-9]|1[0-2])(?:[,.+&-](?:0?[1-9]|1[0-2]))+$/u.test(typed);
}

/** `T10 KT5 T5 KD3`: back in time with other codes, `T5` is rather a code that lost its second letter. */
function looksLikeSlip(segments: readonly Segment[]): boolean {
  return segments.some(({ month, items }, i) => {
    const earlier = segments[i - 1];
    if (!earlier || earlier.month < month) return false;
    const codes = new Set(earlier.items.flatMap((item) => (item.kind === 'code' ? [item.code] : [])));
    return !items.some((item) => item.kind === 'code' && codes.has(item.code));
  });
}

function nextOf(items: readonly Item[], at: number): number {
  let i = at + 1;
  while (items[i]?.kind === 'joint' || items[i]?.kind === 'break') i++;
  return i;
}

/**
 * A number right after the keyword and before a code is the month. Where that leaves the last code without a
 * value while number-before-code fits every code (`BC 5KT 3KD`), nobody can say.
 */
function withBareMonths(
  all: readonly Item[],
  sent: Sent,
): { items: readonly Item[] } | Extract<Segments, { ok: false }> {
  let items = all;
  let reports = 0;
  for (let i = 0; i < items.length; i++) {
    const village = items[i];
    if (village?.kind === 'village' && village.tail && items[nextOf(items, i)]?.kind === 'code') {
      const withTail = [...items.slice(0, i), village.tail, ...items.slice(i + 1)];
      if (lastCodeIsBare(items) && orderOf(withTail) === 'value-first')
        return { ok: false, field: 'village', reason: 'village-unclear' };
    }
    if (items[i]?.kind !== 'keyword') continue;
    const at = nextOf(items, i);
    const number = items[at];
    if (number?.kind !== 'number' || number.spoken) continue;
    if (++reports > MOST_REPORTS) return { ok: false, field: 'layout', reason: 'mixed-order' };
    const next = items[afterPlaces(items, at)];
    const others = items.some((item) => item.kind === 'period' && !isWritingDay(item.mention, sent));
    if (!items.some(({ kind }) => kind === 'code')) {
      // `XEM 10`: nothing but a month.
      const alone = number.digits && !others && items.filter(({ kind }) => kind === 'number').length === 1;
      if (alone) items = items.with(at, asMonth(number, sent));
      continue;
    }
    const valueFirst = everyCodeAfterNumber(items);
    const value = number.value;
    if (value !== undefined && others && /^20\d\d$/u.test(number.typed)) {
      items = items.with(at, { kind: 'year', glued: number.glued, typed: number.typed, year: value });
      continue;
    }
    if (valueFirst && others) continue;
    if (valueFirst && next?.kind === 'code' && value !== undefined && value >= 1 && value <= 12) {
      return { ok: false, field: 'layout', reason: 'mixed-order' };
    }
    if (valueFirst) continue;
    items = items.with(at, asMonth(number, sent, next?.kind === 'code'));
  }
  return { items };
}

/** One message never holds more than a year. */
const MOST_REPORTS = 12;

const PLACES: ReadonlySet<string> = new Set(['joint', 'break', 'village', 'aside', 'polite']);

/** The next item that is not a mark, a village or a person. */
function afterPlaces(items: readonly Item[], at: number): number {
  let i = at + 1;
  while (PLACES.has(items[i]?.kind ?? '')) i++;
  return i;
}

function asMonth(number: NumberItem, sent: Sent, certain = true): Item {
  const value = number.digits && certain ? number.value : undefined;
  const mention =
    value === undefined ? ({ fault: 'month-ambiguous' } as const) : namedMonth(value, undefined, sent);
  return { kind: 'period', glued: number.glued, typed: number.typed, mention };
}

function lastCodeIsBare(items: readonly Item[]): boolean {
  for (let i = items.length - 1; i >= 0; i--) {
    const kind = items[i]?.kind;
    if (kind === 'code') return true;
    if (kind === 'number' || kind === 'zero') return false;
  }
  return false;
}

/** Names of villages that read as a count or as a month: `Km 12`, `2/9`. What may be either is asked. */
import type { Item } from './items.ts';
import { namedMonth, openMonth, type Sent } from './month.ts';
import { isTitleCase } from './names.ts';
import type { OwnName } from './own-names.ts';
import type { Scan } from './state.ts';
import type { Token } from './tokenise.ts';
import { afterVillageWord } from './villages.ts';
import { BEGIN_WORDS, VILLAGE_WORDS } from './vocabulary.ts';

/** `ban Km 12`, `KT5 thon tt3`: a code behind the word for village, with a number. */
export function mayBeVillage({ tokens, items, form }: Scan, at: number): boolean {
  const [before, token, number, next] = [tokens[at - 1], tokens[at], tokens[at + 1], tokens[at + 2]];
  if (before?.kind !== 'word' || token === undefined) return false;
  const isLower = token.raw === token.raw.toLowerCase();
  if (VILLAGE_WORDS.has(before.fold) && BEGIN_WORDS.has(token.fold) && isLower) return true;
  if (number?.kind !== 'number' || !isCalled(tokens, at)) return false;
  if (items.some(({ kind }) => kind === 'code')) return true;
  // Opening the counts it is one of them where it is written as they are: `thon Kt 5 Kd 3`.
  if (token.raw === token.raw.toUpperCase()) return !isDated(items) && isMonthAt(tokens, at + 2);
  if (next?.kind !== 'word' || !form.codeOf.has(next.fold)) return true;
  return isTitleCase(token.raw) !== isTitleCase(next.raw) || number.gap !== tokens[at + 3]?.gap;
}

/** `cả thôn KT5` is all of it. */
function isCalled(tokens: readonly Token[], at: number): boolean {
  for (let from = at - 1; from >= at - LONGEST_WORD && from >= 0; from--) {
    if (afterVillageWord(tokens, from) !== at) continue;
    return !/^(?:ca|toan)$/u.test(tokens[from - 1]?.fold ?? '');
  }
  return false;
}

/** `tổ dân phố`. */
const LONGEST_WORD = 3;

function isDated(items: readonly Item[]): boolean {
  return items.some(({ kind }) => kind === 'period');
}

function isMonthAt(tokens: readonly Token[], at: number): boolean {
  return /^(?:t|th|thg|thang)$/u.test(tokens[at]?.fold ?? '');
}

/** Of what was read there: the count is asked, and so is the month. */
export function unsettle(items: Item[], from: number): void {
  for (let i = from; i < items.length; i++) {
    const item = items[i];
    if (item?.kind === 'code') items[i] = { ...item, fault: item.fault ?? 'village-unclear' };
    if (item?.kind === 'period') {
      items[i] = { ...item, mention: { fault: item.mention.fault ?? 'month-ambiguous' } };
    }
  }
}

/** `BC 9 KT5` from village 9, while another month is open: the number may be either. */
export function unsettleBareMonth(items: Item[], own: readonly OwnName[], sent: Sent): void {
  items.forEach((item, i) => {
    if (item.kind !== 'number' || !item.digits || items[i - 1]?.kind !== 'keyword') return;
    const month = namedMonth(item.value ?? 0, undefined, sent).month;
    if (month === openMonth(sent) || !own.some(({ bare }) => bare === String(item.value))) return;
    items[i] = { ...item, digits: false };
  });
}

/** `thôn 2/9`: a day, or the village's name. */
export function isDayOrVillage({ tokens }: Scan, at: number): boolean {
  return tokens[at + 1]?.raw === '/' && isCalled(tokens, at);
}

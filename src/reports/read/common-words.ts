/** Units, fillers, zero words, doubts and politeness: what a common word does where it stands. */

import type { Meaning } from './common-phrases.ts';
import { mayHoldCounts } from './marks.ts';
import { mayMeanAnother } from './month.ts';
import { isTitleCase } from './names.ts';
import { readSpoken } from './number-words.ts';
import { readMonth } from './periods.ts';
import { findPhrase } from './phrases.ts';
import type { Reason } from './reading.ts';
import { awaits, repeatsInBrackets, type Scan } from './state.ts';
import type { Token } from './tokenise.ts';
import { BEFORE_NAMES, VILLAGE_WORDS, VOCABULARY } from './vocabulary.ts';

const OF_A_MONTH = new Set('cua cho tinh minh ben nhu xa phuong theo nhan tuyen moi gui hang'.split(' '));

/** About, and changes: they stand before the number that they unsettle. The first few stand nowhere else. */
const APPROXIMATE = new Set('khoang gan do chung vai tam co uoc'.split(' '));
const ABOUT = new Set([...APPROXIMATE, ...'hon them tang giam bot'.split(' ')]);

export function readCommon(
  state: Scan,
  at: number,
  token: Token,
  meaning: Meaning,
  next: number,
): number | undefined {
  const { tokens, items, sent } = state;
  const glued = !token.gap;
  const typed = token.raw;
  const waiting = awaits(state);
  const last = items.at(-1);
  const afterNumber = last?.kind === 'number' || last?.kind === 'unit';
  const doubt = (reason: Reason) => {
    state.items.push({ kind: 'doubt', glued, typed, reason });
    return next;
  };
  const period = (mention: { month?: number; fault?: Reason }) => {
    state.items.push({ kind: 'period', glued, typed, mention });
    return next;
  };
  switch (meaning) {
    case 'unit':
    case 'filler':
      if (meaning === 'filler' && glued && tokens[at - 1]?.kind === 'number') return undefined;
      if (
        meaning === 'unit' &&
        next === at + 1 &&
        glued &&
        tokens[next]?.kind === 'word' &&
        !tokens[next]?.gap
      )
        return undefined;
      state.items.push({ kind: meaning, glued, typed });
      return next;
    case 'polite':
    case 'aside':
      // `5ạ` is a polite five; `5a` and `5OK` may be anything.
      if (glued && tokens[at - 1]?.kind === 'number' && token.fold.length < 3 && typed.toLowerCase() !== 'ạ')
        return undefined;
      state.items.push({ kind: meaning, glued, typed });
      return next;
    case 'zero':
      // Only names and keywords are read in an old spelling.
      if (!/^(?:khong|ko|hong|chua)$/u.test(token.fold) || token.old) return doubt('not-zero');
      // `ko9h30`: whatever was written at once with it.
      if (tokens[next]?.kind === 'number' && !tokens[next]?.gap) return doubt('not-zero');
      if (waiting || repeatsInBrackets(items)) {
        state.items.push({ kind: 'zero', glued, typed });
        return next;
      }
      state.nothing = true;
      return doubt('not-zero');
    case 'not-zero':
      return waiting || afterNumber ? doubt('not-zero') : undefined;
    case 'qualifier': {
      // Nam and Năm are names too.
      if (isTitleCase(token.raw) && (token.plain || token.fold === 'nam') && !waiting) return undefined;
      const spoken = waiting ? readSpoken(tokens, at, state.accented) : undefined;
      if (spoken && spoken.next >= next) return undefined;
      if (!ABOUT.has(token.fold)) return doubt('not-one-number');
      // `KD3 do em bận`: because.
      if (afterNumber && token.plain && APPROXIMATE.has(token.fold) && !isCounted(state, next))
        return undefined;
      const counted = /^(?:number|unit|zero|doubt)$/u.test(last?.kind ?? '') && !APPROXIMATE.has(token.fold);
      state.items.push({ kind: 'doubt', glued, typed, reason: 'approximate', ahead: !counted });
      return next;
    }
    case 'doubtful':
      if (next === at + 1 && isTitleCase(token.raw) && token.plain && at > 0) return undefined;
      state.doubt ??= 'doubtful';
      return doubt('doubtful');
    case 'as-before':
      return doubt('not-one-number');
    case 'rest':
      return readRest(state, at, next);
    case 'this-month':
      return period(mayMeanAnother(sent.month, sent) ? { fault: 'month-ambiguous' } : { month: sent.month });
    case 'last-month':
      return period({ month: sent.month - 1 });
    case 'this-year':
    case 'last-year': {
      const year = Math.floor(sent.month / 12) - (meaning === 'last-year' ? 1 : 0);
      state.items.push({ kind: 'year', glued, typed, year });
      return next;
    }
    case 'lunar-month':
    case 'lunar':
      return token.plain && isTitleCase(token.raw) && next === at + 1
        ? undefined
        : period({ fault: 'month-lunar' });
    case 'month': {
      const end = readMonth(state, at, next);
      if (end !== undefined) return end;
      if (token.fold !== 'thang' && next === at + 1 && !token.alternatives) return undefined;
      if (last?.kind === 'keyword' && isUnreadMonth(state, next)) {
        return period({ fault: 'month-ambiguous' });
      }
      state.items.push({ kind: 'aside', glued, typed });
      return next;
    }
    case 'quarter':
    case 'week': {
      let i = next;
      while (tokens[i]?.kind === 'mark' && /^[.:\-/]$/u.test(tokens[i]?.raw ?? '') && i < next + 2) i++;
      const after = tokens[i];
      const counted =
        (after?.kind === 'number' && after.raw.length <= 2) ||
        /^(?:i{1,3}|iv|nay|truoc)$/u.test(after?.fold ?? '');
      if (waiting || !counted) return undefined;
      state.items.push({
        kind: 'period',
        glued,
        typed: `${typed}${after?.raw ?? ''}`,
        mention: { fault: 'not-a-month' },
      });
      return i + 1;
    }
    case 'half-year':
      return period({ fault: 'not-a-month' });
    case 'sent-from': {
      let end = next;
      while (end < tokens.length && tokens[end]?.kind !== 'newline') end++;
      if (mayHoldCounts(tokens, next, end, state.form) && !isDevice(tokens[next])) return undefined;
      state.items.push({ kind: 'aside', glued, typed });
      return end;
    }
  }
}

/** `BC tháng tới`: a word where a month should stand. `báo cáo tháng của thôn 2` is a monthly report. */
function isUnreadMonth({ tokens, form }: Scan, at: number): boolean {
  const token = tokens[at];
  if (token?.kind !== 'word' || isTitleCase(token.raw) || token.fold.length > 6) return false;
  if (form.codeOf.has(token.fold) || form.keywordWords.has(token.fold)) return false;
  if (VILLAGE_WORDS.has(token.fold) || BEFORE_NAMES.has(token.fold) || OF_A_MONTH.has(token.fold))
    return false;
  return !findPhrase(VOCABULARY, tokens, at, false) && !findPhrase(form.names, tokens, at, true);
}

function isCounted({ tokens, form, accented }: Scan, at: number): boolean {
  const token = tokens[at];
  if (token?.kind === 'number' || token?.kind === 'alien') return true;
  return (
    token?.kind === 'word' && (form.codeOf.has(token.fold) || readSpoken(tokens, at, accented) !== undefined)
  );
}

function isDevice(token: Token | undefined): boolean {
  return /^(?:samsung|iphone|galaxy|dien|oppo|nokia|xiaomi|vivo|my|outlook|yahoo|mail|huawei|realme|may)$/u.test(
    token?.fold ?? '',
  );
}

/** `còn lại không`, `tất cả đều 0`. */
function readRest(state: Scan, at: number, from: number): number | undefined {
  const { tokens } = state;
  let i = from;
  while (/^(?:deu|la|bang|=|:|cung|cac|muc)$/u.test(tokens[i]?.fold ?? '')) i++;
  const none = tokens[i];
  const zero = none?.kind === 'number' ? /^0+$/u.test(none.fold) : /^(?:khong|ko|k)$/u.test(none?.fold ?? '');
  if (!zero) return undefined;
  if (awaits(state)) {
    state.items.push({ kind: 'doubt', glued: false, typed: tokens[at]?.raw ?? '', reason: 'not-zero' });
  } else {
    state.rest = true;
    state.nothing = true;
    state.items.push({ kind: 'break', glued: false, typed: '' });
  }
  return i + 1;
}

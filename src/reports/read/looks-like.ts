/** Whether a message is a report at all, a sentence about reports, or takes back what it says. */
import type { Form } from './form.ts';
import type { Item } from './items.ts';
import type { Token } from './tokenise.ts';
import { COMMAND_WORDS } from './vocabulary.ts';

/** `Sửa BC T10 KT5`, `gửi BC …`: they take nothing back. */
const GOES_WITH_A_REPORT = new Set(['sua', 'gui', 'ctv', 'bx', 'ok']);

/** The command word with which a message begins. */
export function commandOf(tokens: readonly Token[]): string | undefined {
  const first = tokens.find(({ kind }) => kind === 'word')?.fold;
  return first !== undefined && COMMAND_WORDS.has(first) ? first : undefined;
}

/** `HUY BC T10 KT5`, `không phải BC …`: a word before the keyword that says the opposite. */
export function takesBack(command: string | undefined, items: readonly Item[], keyword: number): boolean {
  for (let i = 0; i < keyword; i++) if (items[i]?.kind === 'doubt') return true;
  return command !== undefined && !GOES_WITH_A_REPORT.has(command);
}

/** Without the keyword: a code with its number, and a month or a second code or nothing else at all. */
export function looksLikeReport(items: readonly Item[], form: Form): boolean {
  let counts = 0;
  let period = false;
  let words = 0;
  items.forEach((item, i) => {
    if (item.kind === 'period' && item.mention.month !== undefined) period = true;
    if (item.kind === 'word') words++;
    if (!isKnownCode(item, form)) return;
    const [before, after] = [items[i - 1], items[i + 1]];
    const number = after?.kind === 'number' || after?.kind === 'zero' || items[i + 2]?.kind === 'number';
    if (number || before?.kind === 'number') counts++;
  });
  return counts > 1 || (counts === 1 && (period || words === 0));
}

export function isKnownCode(item: Item, form: Form): boolean {
  return item.kind === 'code' && form.byCode.has(item.code);
}

/** The keyword inside a sentence without counts: a question about reports, not a report. */
export function isTalk(items: readonly Item[]): boolean {
  const words = items.filter(({ kind }) => kind === 'word').length;
  const month = items.some((item) => item.kind === 'period' && /\d/u.test(item.typed));
  const number = items.some(({ kind }) => kind === 'number');
  if (month) return words > 3 && !number;
  return words > 1;
}

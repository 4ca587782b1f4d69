/** What would make a form unreadable: a line for each fault, for the check before a release. */
import type { FormFile } from '../../../content/forms/shape.ts';
import { fold, foldName } from '../../vietnamese.ts';
import { checkedCodes, namesOf } from './form.ts';
import { COMMAND_WORDS, VILLAGE_WORDS, VOCABULARY } from './vocabulary.ts';

/** The month's letter: `KTT10` is KT and October only while no code is KTT. */
const MONTH_LETTER = 'T';
/** Where a code were one of these words, nobody could say which is meant. */
const WORDS_OF_COUNTS = new Set(['unit', 'filler', 'zero', 'month', 'quarter']);

export function formFaults(forms: readonly FormFile[]): readonly string[] {
  const keywords = forms.map(({ keyword }) => keyword);
  const twice = keywords.filter((keyword, i) => keywords.indexOf(keyword) !== i);
  return [
    ...twice.map((keyword) => `${keyword}: two forms with this keyword`),
    ...forms.flatMap((form) => faultsOf(form, keywords)),
  ];
}

function faultsOf(form: FormFile, keywords: readonly string[]): readonly string[] {
  const codes = form.codes.map(({ code }) => code);
  const faults = [
    ...codes.filter((code, i) => codes.indexOf(code) !== i).map((code) => `${code} is listed twice`),
    ...codes.flatMap((code) => codeFaults(code, codes, keywords)),
    ...nameFaults(form),
    ...[...form.checks, ...form.warnings].flatMap((check) =>
      checkedCodes(check)
        .filter((code) => !codes.includes(code))
        .map((code) => `a check names ${code}, which is no code of the form`),
    ),
    ...(form.keywords.some((keyword) => fold(keyword) === fold(form.keyword))
      ? []
      : [`the keyword ${form.keyword} is not among its own spellings`]),
    ...(form.codes.some(({ level, short }) => short && level === form.level)
      ? []
      : ['no code is asked for every month']),
    ...form.codes
      .filter(({ level, short }) => short && level !== form.level)
      .map(({ code }) => `${code} is asked for, but is of another level`),
  ];
  return faults.map((fault) => `form ${form.keyword}: ${fault}`);
}

function codeFaults(code: string, codes: readonly string[], keywords: readonly string[]): readonly string[] {
  const word = fold(code);
  const meaning = VOCABULARY.next.get(word)?.meaning;
  const parts = codes.filter((other) => other !== code);
  return [
    ...(codes.includes(code.slice(0, -1)) && code.endsWith(MONTH_LETTER)
      ? [`${code} is ${code.slice(0, -1)} and the letter of the month`]
      : []),
    ...(COMMAND_WORDS.has(word) ? [`${code} is a command`] : []),
    ...(keywords.includes(code) ? [`${code} is the keyword of a form`] : []),
    ...(meaning !== undefined && WORDS_OF_COUNTS.has(meaning) ? [`${code} is a word for a ${meaning}`] : []),
    ...(VILLAGE_WORDS.has(word) ? [`${code} is a word for a village`] : []),
    ...(isMadeOf(code, [...parts, ...keywords])
      ? [`${code} can be read as other codes written together`]
      : []),
  ];
}

function isMadeOf(code: string, parts: readonly string[]): boolean {
  return (
    code === '' || parts.some((part) => code.startsWith(part) && isMadeOf(code.slice(part.length), parts))
  );
}

/** Two codes with one name, or a name that is another's code. */
function nameFaults(form: FormFile): readonly string[] {
  const faults = new Set<string>();
  const owners = new Map(form.codes.map(({ code }) => [fold(code), code]));
  for (const one of form.codes) {
    for (const name of namesOf(one)) {
      const folded = foldName(name);
      const owner = owners.get(folded);
      if (owner !== undefined && owner !== one.code)
        faults.add(`${one.code} and ${owner} are both "${name}"`);
      owners.set(folded, one.code);
    }
  }
  for (const keyword of form.keywords) {
    const owner = owners.get(foldName(keyword));
    if (owner !== undefined) faults.add(`${owner} and the keyword are both "${keyword}"`);
  }
  return [...faults];
}

/** `CTV 0912345678 thôn 2 xã Mường Than`, taken apart; and the village that a name means. Pure. */
import { distance } from 'fastest-levenshtein';
import { isValidPhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { fold, foldName } from '../vietnamese.ts';

export type TypedCollaborator = {
  /** E.164; undefined where what stands there is no number that can be written to. */
  readonly phone: string | undefined;
  /** All that stands beside the number, should the village's own name hold the word `xã`. */
  readonly whole: string;
  readonly village: string;
  readonly commune: string | undefined;
};

/** Mobile numbers here since 2018: landlines get no messages, the old ones of eleven digits reach nobody. */
const MOBILE = /^\+84[35789]\d{8}$/;
const COMMAND = /^[^\p{L}\p{N}]*ctv[\s:,.-]*/u;
const NUMBER = /\+?\d(?:[ .-]?\d){8,13}/;
const COMMUNE = /(?:^|[\s,;-])((?:xa|phuong|thi tran|dac khu|tt|x\.|p\.)\s*\S.*)$/;

/** undefined where no number is in it at all: then it is no order to register anyone. */
export function readCollaborator(text: string): TypedCollaborator | undefined {
  const folded = fold(text);
  const whole = folded.length === text.length ? text : folded;
  const source = whole.slice(COMMAND.exec(folded)?.[0].length ?? 0);
  const number = NUMBER.exec(source) ?? /\d{6,}/.exec(source);
  if (number === null) return undefined;
  const rest = `${source.slice(0, number.index)} ${source.slice(number.index + number[0].length)}`
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:.-]+|[\s,;:.-]+$/g, '');
  const found = COMMUNE.exec(fold(rest));
  // In `bản Xá` the word is the village's own name.
  const commune =
    found !== null && bareName(`${foldName(rest.slice(0, found.index))} `).trim() === '' ? null : found;
  const cut = commune === null ? rest.length : commune.index;
  return {
    phone: phoneOf(number[0]),
    whole: rest,
    village: rest
      .slice(0, cut)
      .trim()
      .replace(/[\s,;-]+$/, ''),
    commune: commune === null ? undefined : rest.slice(cut).replace(/^[\s,;-]+/, ''),
  };
}

/** A number of this country unless it says another, in E.164. */
export function phoneOf(typed: string): string | undefined {
  const digits = typed
    .replace(/[ .-]/g, '')
    .replace(/^00/, '+')
    .replace(/^84(?=\d{9}$)/, '+84');
  if (!isValidPhoneNumber(digits, 'VN')) return undefined;
  const number = parsePhoneNumberFromString(digits, 'VN')?.number;
  return number?.startsWith('+84') && !MOBILE.test(number) ? undefined : number;
}

const KIND =
  /^(?:thon|ban|ap|xom|khom|khu pho|khu dan cu|khu|buon|to dan pho|tdp|to|lang|phum|soc|plei|bon) /;
const NEAR = 2;
const SHOWN = 5;

export type VillageFound<V> =
  | { readonly kind: 'one'; readonly village: V }
  | { readonly kind: 'several'; readonly candidates: readonly V[] }
  | { readonly kind: 'none'; readonly near: readonly V[] };

/** The whole name, or the name without `thôn`, `bản`…, where only one village has it. Nothing is guessed. */
export function findVillage<V extends { readonly name: string; readonly nameFolded: string }>(
  villages: readonly V[],
  typed: string,
): VillageFound<V> {
  const wanted = foldName(typed);
  const exact = villages.filter((v) => v.nameFolded === wanted);
  const [only] = exact;
  if (only !== undefined)
    return exact.length === 1 ? { kind: 'one', village: only } : { kind: 'several', candidates: exact };
  const bare = bareName(wanted);
  const alike = villages.filter((v) => bareName(v.nameFolded) === bare && bare !== '');
  const [single] = alike;
  if (single !== undefined)
    return alike.length === 1 ? { kind: 'one', village: single } : { kind: 'several', candidates: alike };
  const near = villages
    .map((village) => ({ village, far: distance(bareName(village.nameFolded), bare) }))
    .filter(({ far, village }) => far <= Math.min(NEAR, Math.max(1, bareName(village.nameFolded).length / 3)))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, SHOWN);
  return { kind: 'none', near: near.map(({ village }) => village) };
}

function bareName(folded: string): string {
  return folded.replace(KIND, '');
}

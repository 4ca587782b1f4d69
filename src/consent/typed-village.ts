/** `CTV 0912345678 thôn 2 xã Mường Than`, taken apart. Pure. */
import { e164 } from '../phone-number.ts';
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
/** Nothing but the kind of a village. */
const KIND_ALONE =
  /^(?:thon|ban|ap|xom|khom|khu pho|khu dan cu|khu|buon|to dan pho|tdp|to|lang|phum|soc|plei|bon)?$/;
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
  const commune = found !== null && KIND_ALONE.test(foldName(rest.slice(0, found.index))) ? null : found;
  const cut = commune === null ? rest.length : commune.index;
  return {
    phone: mobileOf(number[0]),
    whole: rest,
    village: rest
      .slice(0, cut)
      .trim()
      .replace(/[\s,;-]+$/, ''),
    commune: commune === null ? undefined : rest.slice(cut).replace(/^[\s,;-]+/, ''),
  };
}

/** A mobile number of this country: nobody has us write abroad, or where a message costs a multiple. */
export function mobileOf(typed: string): string | undefined {
  const number = phoneOf(typed);
  return number?.startsWith('+84') ? number : undefined;
}

/** A number of this country unless it says another, in E.164. */
export function phoneOf(typed: string): string | undefined {
  const number = e164(typed.replace(/[ .-]/g, ''));
  return number?.startsWith('+84') && !MOBILE.test(number) ? undefined : number;
}

/** Telephone numbers as people and providers write them. */
import metadata from './phone-metadata.json' with { type: 'json' };

/**
 * What a number of this country may be after its zero, as libphonenumber has it. Its code reads the rules of every
 * country and weighs a fortieth of what a Worker may; the tests hold this file to it.
 */
const NATIONAL = new RegExp(`^(?:${metadata.countries.VN[2]})$`, 'u');

/** From elsewhere: any length that E.164 allows. */
const ABROAD = /^\+(?!84)[1-9]\d{6,14}$/u;

/** E.164 of a number of this country unless it says another; undefined for what can't be one. */
export function e164(typed: string): string | undefined {
  const number = typed
    .trim()
    .replace(/[ .()-]/gu, '')
    .replace(/^00/u, '+');
  if (ABROAD.test(number)) return number;
  const national = /^(?:\+84|84(?=\d{9}$)|0)(\d+)$/u.exec(number)?.[1];
  return national !== undefined && NATIONAL.test(national) ? `+84${national}` : undefined;
}

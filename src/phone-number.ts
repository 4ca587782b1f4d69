/** Telephone numbers as people and providers write them. */
import { type MetadataJson, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from './phone-metadata.json' with { type: 'json' };

/** The library's rules for this country alone: those for all of them are a fifth of what a Worker may weigh. */
const VIETNAM = metadata as unknown as MetadataJson;

/** From elsewhere: any length that E.164 allows. */
const ABROAD = /^\+(?!84)[1-9]\d{6,14}$/;

/** E.164 of a number of this country unless it says another; undefined for what can't be one. */
export function e164(typed: string): string | undefined {
  const international = typed.trim().replace(/^(?:00|(?=84\d{9}$))/, '+');
  const abroad = international.replace(/[ .()-]/g, '');
  if (ABROAD.test(abroad)) return abroad;
  const phone = parsePhoneNumberFromString(international, 'VN', VIETNAM);
  return phone?.isValid() ? phone.number : undefined;
}

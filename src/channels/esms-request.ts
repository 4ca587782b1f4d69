/** How eSMS writes its requests, and the answer that it makes an SMS of. Pure. */
import { DAY_MS, dateOf, HOUR_MS, instantOf } from '../civil-time.ts';
import type { Receipt } from '../message.ts';
import type { ChannelSecrets } from './sms-channel.ts';

export function readQuery(url: string): URLSearchParams {
  const start = url.indexOf('?');
  return new URLSearchParams(start === -1 ? '' : url.slice(start + 1));
}

/** Nowhere do its pages say whether it sees that our receipt URL has a query already: `?d=…?SMSID=…` is read too. */
export function readReceiptQuery(url: string): URLSearchParams {
  return readQuery(url.replace(/(\?d=[^?&]*)\?/, '$1&'));
}

/** undefined where the name is missing or doubled: then nobody can say which value was signed. */
export function oneOf(query: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = query.getAll(name);
  return more.length === 0 ? value : undefined;
}

/** `yyyyMMddHHmmss`, or with signs between and perhaps without seconds; day first where the year stands last. */
const SHAPES = [
  /^(?<year>\d{4})[-/]?(?<month>\d\d)[-/]?(?<day>\d\d)[T ]?(?<hour>\d\d):?(?<minute>\d\d)(?::?(?<second>\d\d))?(?:\.\d+)?$/,
  /^(?<day>\d\d)[-/](?<month>\d\d)[-/](?<year>\d{4})[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d))?$/,
];

/** The instant of a civil time of Viet Nam; undefined where it is no time. */
export function receiverTime(text: string): number | undefined {
  for (const shape of SHAPES) {
    const found = shape.exec(text.trim())?.groups;
    if (found === undefined) continue;
    const [hour, minute, second] = [found.hour, found.minute, found.second ?? 0].map(Number);
    const date = dateOf(Number(found.year), Number(found.month), Number(found.day));
    if (date === undefined || hour === undefined || minute === undefined || second === undefined) continue;
    if (hour < 24 && minute < 60 && second < 60) return instantOf(date, hour * 60 + minute) + second * 1000;
  }
  return undefined;
}

/** An overheard request is worth nothing a day later; clocks differ by less than an hour. */
const BEHIND_MS = DAY_MS;
const AHEAD_MS = HOUR_MS;

/**
 * Whether a request may be of now. A time in another form than we know is no reason to turn a message away; digits
 * alone that are none have lost their first ones to the content, which stands before them in what is signed.
 */
export function isTimely(time: string, at: number | undefined, now: number): boolean {
  return at === undefined ? /\D/.test(time) : at >= now - BEHIND_MS && at <= now + AHEAD_MS;
}

export function clientResponse(message: string, smsId: string, receiver: string): string {
  return `<ClientResponse><Message>${escaped(message)}</Message><Smsid>${escaped(smsId)}</Smsid><Receiver>${escaped(receiver)}</Receiver></ClientResponse>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
/** All else may not stand in XML 1.0, escaped or not. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

function escaped(text: string): string {
  return text.replace(NOT_XML, '').replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}

/** Its pages write the sum in base64 in their samples; hex is what "MD5" means elsewhere. */
export function signatureFits(secrets: ChannelSecrets, sign: string, signed: string): boolean {
  return (
    secrets.equal(sign.toLowerCase(), secrets.md5(signed, 'hex')) ||
    // A + that was not percent-encoded arrives as a space.
    secrets.equal(sign.replaceAll(' ', '+'), secrets.md5(signed, 'base64'))
  );
}

/** 1 waits for approval · 2 waits · 4 refused · 5 done, the counts tell how · 7 with the operator. */
export function outcomeOf(query: URLSearchParams): Pick<Receipt, 'state' | 'reason'> | undefined {
  switch (oneOf(query, 'SendStatus')) {
    case '1':
    case '2':
    case '7':
      return { state: 'accepted' };
    case '4':
      return { state: 'failed', reason: 'refused-by-provider' };
    case '5':
      if (Number(oneOf(query, 'SendSuccess') ?? 0) > 0) return { state: 'delivered' };
      if (Number(oneOf(query, 'SendFailed') ?? 0) > 0) return { state: 'failed', reason: 'not-delivered' };
      return { state: 'accepted' };
    default:
      return undefined;
  }
}

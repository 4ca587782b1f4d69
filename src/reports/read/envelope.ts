/** What stands around a message and decides before its words do: our own reply, an advert, a reaction, a forward. */
import { fold } from '../../vietnamese.ts';
import type { Form } from './form.ts';

/** Every answer of ours to a report begins so, then the keyword and the month: it is known when it is sent back. */
export const OWN_REPLY_STARTS = ['Đã nhận', 'Da nhan'] as const;

const LOOKED_AT = 160;
const ANSWERED = /^(?:\s*(?:re|tl|tra loi)\s*:)*\s*["']?\s*/u;
const ADVERT = /^\W{0,3}[[(<{]\s*(?:qc|ad|ads|quang cao|advert)\s*[\])>}]/u;
const REACTION =
  /^\s*(?:(?:da\s+)?(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|thich|yeu thich|khong thich|cuoi|nhan manh|tha tim)|reacted .{1,16}?|removed an? .{1,24}?|da (?:bay to cam xuc|tha cam xuc).{0,16}?|[^\w\s]{1,8}\s*(?:to|den|voi|cho))\s*(?:to|voi|from|den)?\s*["']/u;
const FORWARDED =
  /^\s*(?:(?:re|tl|tra loi)\s*:\s*)*[-\s"'([]*(?:fwd?|fw|chuyen tiep|tin chuyen tiep|forwarded(?: message| from)?|duoc chuyen tiep)\b/u;

function start(text: string): string {
  return fold(text.slice(0, LOOKED_AT));
}

export function isOwnReply(text: string, form: Form): boolean {
  const begin = start(text).replace(ANSWERED, '');
  const [accepted] = OWN_REPLY_STARTS;
  return new RegExp(`^${fold(accepted)} ${fold(form.keyword)} t(?:hang)? ?\\d`, 'u').test(begin);
}

export function isAdvertOrReaction(text: string): boolean {
  const begin = start(text);
  return ADVERT.test(begin) || REACTION.test(begin);
}

export function isForwarded(text: string): boolean {
  return FORWARDED.test(start(text)) || /^[ \t]*>/mu.test(text) || /-{2,} ?forwarded/iu.test(text);
}

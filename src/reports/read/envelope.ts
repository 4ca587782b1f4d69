/** What stands around a message and decides before its words do: our own reply, an advert, a reaction, a forward. */
import { fold } from '../../vietnamese.ts';
import type { Form } from './form.ts';

/** Every answer of ours to a report begins so, then the keyword and the month: it is known when it is sent back. */
export const OWN_REPLY_STARTS = ['Đã nhận', 'Da nhan'] as const;

const OWN_REPLY = fold(OWN_REPLY_STARTS[0]);
const LOOKED_AT = 160;
const ANSWERED = /^(?:\s*(?:re|tl|tra loi)\s*:)*\s*["']?\s*/u;
const ADVERT = /^\W{0,3}[[(<{]\s*(?:qc|ad|ads|quang cao|advert)\s*[\])>}]/u;
const REACTION =
  /^\s*(?:(?:da\s+)?(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|thich|yeu thich|khong thich|cuoi|nhan manh|tha tim)|reacted .{1,16}?|removed an? .{1,24}?|da (?:bay to cam xuc|tha cam xuc).{0,16}?|[^\w\s]{1,8}\s*(?:to|den|voi|cho))\s*(?:to|voi|from|den)?\s*["']/u;
const FORWARDED =
  /^\s*(?:(?:re|tl|tra loi)\s*:\s*)*[-\s"'([]*(?:fwd?|fw|chuyen tiep|tin chuyen tiep|forwarded(?: message| from)?|duoc chuyen tiep)\b/u;

/** The folded beginning of a message, on which the questions below are answered. */
export function beginning(text: string): string {
  const head = text.slice(0, LOOKED_AT);
  return /^[\x20-\x7e\n\r\t]*$/u.test(head) ? head.toLowerCase() : fold(head);
}

export function isOwnReply(text: string, form: Form): boolean {
  return isOwnReplyFolded(beginning(text), form);
}

export function isOwnReplyFolded(begin: string, form: Form): boolean {
  if (!begin.includes(OWN_REPLY)) return false;
  const answer = begin.replace(ANSWERED, '');
  return answer.startsWith(`${OWN_REPLY} ${form.keyword.toLowerCase()} t`) && /^\D{8,24}\d/u.test(answer);
}

export function isAdvertOrReaction(begin: string): boolean {
  return ADVERT.test(begin) || (/["']/u.test(begin) && REACTION.test(begin));
}

export function isForwarded(begin: string, text: string): boolean {
  if (FORWARDED.test(begin)) return true;
  return text.includes('>') ? /^[ \t]*>/mu.test(text) : /-- ?forwarded/iu.test(text);
}

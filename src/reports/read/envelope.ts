/** What stands around a message and decides before its words do: our own reply, an advert, a reaction, a forward. */
import { fold } from '../../vietnamese.ts';

/** How our own texts about reports begin, folded: sent back to us they are no report, whatever line they quote. */
const OWN =
  /^(?:(?:da nhan|received) \w{2,4} t\D{0,8}\d|chua luu(?: so nao)?:|(?:not|nothing) stored:|vong tay:)/u;
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

export function isOwnReply(begin: string): boolean {
  return OWN.test(begin.replace(ANSWERED, ''));
}

export function isAdvertOrReaction(begin: string): boolean {
  return ADVERT.test(begin) || (/["']/u.test(begin) && REACTION.test(begin));
}

export function isForwarded(begin: string, text: string): boolean {
  if (FORWARDED.test(begin)) return true;
  return text.includes('>') ? /^[ \t]*>/mu.test(text) : /-- ?forwarded/iu.test(text);
}

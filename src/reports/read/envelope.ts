/** What stands around a message and decides before its words do: our own reply, an advert, a reaction, a forward. */
import { isAscii } from '../../vietnamese.ts';
import { foldLetters } from './letters.ts';

/** How our own texts about reports begin, folded: sent back to us they are no report, whatever line they quote. */
const OWN = new RegExp(
  `^(?:\\s*(?:re|tl|tra loi)\\s*:)*\\s*["']?\\s*(?:${[
    '(?:da nhan|received) (?:\\w{2,4}|bao cao) t\\D{0,8}\\d',
    'chua luu(?: so nao)?:|(?:not|nothing) stored:|vong tay:|vang, chua luu|tin nay chua duoc ghi|tin ghi |the text says ',
    // Help and questions, each with a line that could be read.
    'bao cao thang: bc|bao cao cua xa: bx|monthly report: bc|report of the commune: bx',
    'neu y anh chi la |soan so cua |thang nao\\? soan|bao cao nay cua thon nao',
    'if b[cx] t|send the number of |which month\\? send|which village is this report',
  ].join('|')})`,
  'u',
);
const LOOKED_AT = 160;
const ADVERT = /^\W{0,3}[[(<{]\s*(?:qc|ad|ads|quang cao|advert)\s*[\])>}]/u;
const REACTION =
  /^\s*(?:(?:da\s+)?(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|thich|yeu thich|khong thich|cuoi(?: vi)?|nhan manh|tha tim|dat (?:dau )?(?:cau )?hoi(?: ve)?)|reacted .{1,16}?|removed an? .{1,24}?|da (?:bay to cam xuc|tha cam xuc).{0,16}?|[^\w\s]{1,8}\s*(?:to|den|voi|cho))\s*(?:to|voi|from|den)?\s*["']/u;
const FORWARDED =
  /^\s*(?:(?:re|tl|tra loi)\s*:\s*)*[-\s"'([]*(?:fwd?|fw|chuyen tiep|tin chuyen tiep|forwarded(?: message| from)?|duoc chuyen tiep)\b/u;

/** The folded beginning of a plain message, on which the questions below are answered. */
export function beginning(text: string): string {
  const head = text.slice(0, LOOKED_AT);
  return isAscii(head) ? head.toLowerCase() : foldLetters(head);
}

/** Begins with the keyword itself, as nearly all reports do: then it is none of the things below. */
const BARE = /^\s*b[cx][\s\d]/u;

export function isOwnReply(begin: string): boolean {
  return !BARE.test(begin) && OWN.test(begin);
}

export function isAdvertOrReaction(begin: string): boolean {
  if (BARE.test(begin)) return false;
  return ADVERT.test(begin) || (/["']/u.test(begin) && REACTION.test(begin));
}

export function isForwarded(begin: string, text: string): boolean {
  if (!BARE.test(begin) && FORWARDED.test(begin)) return true;
  return text.includes('>') ? /^[ \t]*>/mu.test(text) : /-- ?forwarded/iu.test(text);
}

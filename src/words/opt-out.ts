/** `toi khong muon nhan tin nua`: wanting no more messages, said in a sentence. Every word must belong to it. */

const WHO = 'toi|tui|minh|em|chi|anh|con|chau|me|ba|nha (?:toi|em|minh)|gia dinh(?: toi| em| minh)?|vong tay';
const BEFORE = `(?:(?:${WHO}|xin|hay|da|thoi|lam on|vui long|bay gio|tu nay|de nghi|yeu cau) )*`;
const WISH = '(?:muon|can|thich|dong y|co nhu cau)';
/** Without accents nhận and nhắn are one word. */
const MESSAGES = '(?:nhan|gui)(?: them)?(?: (?:tin|tin nhan|thong bao|sms))?';
const AFTER = `(?: (?:(?:cho|den|toi|cua|tu) (?:${WHO}|so nay)|toi|em|minh|ve (?:be|con|chau)|nua|dau|roi|ngay|luon))*`;
/** "khong nhan tin duoc" is a complaint; without a wish only "nua" makes it one. */
const PATTERN = new RegExp(
  `^${BEFORE}(?:${[
    `(?:khong|ko|k|hok|chang|khoi) ${WISH} (?:tiep tuc )?${MESSAGES}${AFTER}`,
    `(?:khong|ko|k|hok|khoi) ${MESSAGES}${AFTER} (?:nua|dau)`,
    `(?:dung|ngung|tu choi|huy|huy bo|tat|thoi)(?: viec| lai)? ${MESSAGES}${AFTER}`,
    '(?:ngung|tat|huy|huy bo|tu choi) tin(?: nhan)?',
    '(?:huy|huy bo|ngung|thoi)(?: viec)? (?:dang ky|dang ki|dk)',
    '(?:dung|ngung) lai',
  ].join('|')})$`,
);
const IN_ENGLISH =
  /^(?:please )?(?:stop|(?:i )?(?:don't|dont|do not)(?: want)?|no more)(?: (?:sending|send|to|get|receive|receiving|me|us|any|more|these|the|your))* (?:messages?|messaging|texts?|texting|sms)(?: (?:to|me|us|anymore|any|more|now|please))*$/;

/** Of the words without politeness around them. */
export function wantsOut(bare: string): boolean {
  return PATTERN.test(bare) || IN_ENGLISH.test(bare);
}

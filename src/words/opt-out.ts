/** `toi khong muon nhan tin nua`: wanting no more messages, said in a sentence. Every word must belong to it. */

const WHO = 'toi|tui|minh|em|chi|anh|con|chau|me|ba|nha|gia dinh|vong tay';
const NOT = '(?:khong|ko|k|khoi)';
/** Without accents nhận and nhắn are one word. */
const MESSAGES = '(?:nhan|gui)(?: tin(?: nhan)?| thong bao)?';
const AFTER = `(?: (?:(?:cho|den|toi|cua) (?:${WHO}|so nay)|toi|em|minh|ve (?:be|con|chau)|nua|dau|roi|ngay))*`;
/** "khong nhan tin duoc" is a complaint; without a wish only "nua" makes it one. */
const PATTERN = new RegExp(
  `^(?:(?:${WHO}|xin|hay|thoi|lam on|vui long) )*(?:${NOT} (?:muon|can|thich) ${MESSAGES}${AFTER}|${NOT} ${MESSAGES}${AFTER} nua(?: dau)?|(?:dung|ngung|tu choi|huy|tat|thoi) (?:${MESSAGES}${AFTER}|tin(?: nhan)?)|(?:huy|ngung) (?:dang k[yi]|dk)|(?:dung|ngung) lai)$`,
);
const IN_ENGLISH =
  /^(?:(?:please|i) )*(?:stop|don'?t|do not|no more)(?: (?:want|send|sending|get|receive|to|me|any|more|the))* (?:text|message|sms)\w*(?: (?:to|me|any|more|anymore))*$/;

/** Of the words without politeness around them. */
export function wantsOut(bare: string): boolean {
  return PATTERN.test(bare) || IN_ENGLISH.test(bare);
}

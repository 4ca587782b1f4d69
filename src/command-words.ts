/** The closed table of command words, and what each of them asks for. */

export type Intent =
  | 'start'
  | 'media'
  | 'empty'
  | 'emergency'
  | 'abuse'
  | 'answer'
  | 'join'
  | 'born'
  | 'due'
  | 'leave'
  | 'enough'
  | 'return'
  | 'help'
  | 'language'
  | 'held'
  | 'erase'
  | 'phone-number'
  | 'card'
  | 'loss'
  | 'disability'
  | 'report'
  | 'correct'
  | 'withdraw'
  | 'report-commune'
  | 'show-report'
  | 'register'
  | 'share'
  | 'move'
  | 'old-number'
  | 'broadcast'
  | 'quick-count'
  | 'quick-answer'
  | 'courtesy'
  | 'reply-question'
  | 'open-questions'
  | 'topics'
  | 'ask'
  | 'pass-on'
  | 'unread';

/** Must be the whole message, politeness aside. */
export const ALONE: ReadonlyMap<string, Intent> = new Map([
  ['tc', 'leave'],
  ['tu choi', 'leave'],
  ['huy', 'leave'],
  ['stop', 'leave'],
  ['ngung', 'leave'],
  ['dung', 'leave'],
  ['dung gui nua', 'leave'],
  ['dung nhan tin nua', 'leave'],
  ['dung gui tin nua', 'leave'],
  ['khong nhan nua', 'leave'],
  ['unsubscribe', 'leave'],
  ['thoi', 'enough'],
  ['tiep', 'return'],
  ...['xin chao', 'chao', 'chao ban', 'alo', 'a lo', 'hello', 'hi'].map((word) => [word, 'start'] as const),
  ['tg', 'help'],
  ['help', 'help'],
  ['tro giup', 'help'],
  ['ht', 'disability'],
  ...['1', '2', '3', '4', '5', '6', '7', 'thoi', 'dung', 'ngung', 'huy', 'tc', 'stop'].flatMap((rest) => [
    [`ht ${rest}`, 'disability'] as const,
    [`ht${rest}`, 'disability'] as const,
  ]),
  ['xem', 'held'],
  ['xoa', 'erase'],
  ['doi xa', 'move'],
  ['so cu', 'old-number'],
  ...['chia se', 'chiase'].flatMap((word) =>
    ['', ' thoi', ' dung', ' ngung', ' huy', ' tc', ' stop'].map((rest) => [word + rest, 'share'] as const),
  ),
  ['sdt', 'phone-number'],
  ['so dien thoai', 'phone-number'],
  ['mat', 'loss'],
  ['sinh', 'born'],
  ['nn vi', 'language'],
  ['nn en', 'language'],
  ['nn', 'language'],
  ['dk', 'join'],
  ['bx', 'report-commune'],
  ['dang ky', 'join'],
  ['dang ki', 'join'],
  ['hoi', 'topics'],
  ['chu de', 'topics'],
  ['menu', 'topics'],
  ['tl', 'reply-question'],
  ['cam on', 'courtesy'],
  ['cam on nhieu', 'courtesy'],
  ['ok cam on', 'courtesy'],
  ['thank you', 'courtesy'],
  ['thanks', 'courtesy'],
  ['vang', 'courtesy'],
  ['da', 'courtesy'],
  ['da vang', 'courtesy'],
]);

/** First words whose rest must fit; the feature says no where it does not. */
const WITH_ARGUMENT: ReadonlyMap<string, Intent> = new Map([
  ['dk', 'join'],
  ['dang ky', 'join'],
  ['dang ki', 'join'],
  ['thai', 'due'],
  ['sinh', 'born'],
  ['sua', 'correct'],
  ['huy', 'withdraw'],
  ['xem', 'show-report'],
  ['nn', 'language'],
  ['gui', 'broadcast'],
  ['ctv', 'register'],
  ['chia se', 'share'],
  ['chiase', 'share'],
  ['doi xa', 'move'],
  ['so cu', 'old-number'],
  ['socu', 'old-number'],
  ['dem', 'quick-answer'],
  ['bx', 'report-commune'],
  ['tl', 'reply-question'],
]);

/** The command at the beginning, with or without a space before what it is about. */
export function withArgument(words: readonly string[]): Intent | undefined {
  const glued = /^(dk|thai|sinh|ctv|dem|tl)\d/.exec(words[0] ?? '')?.[1];
  if (glued !== undefined) return WITH_ARGUMENT.get(glued);
  if (words.length < 2) return words[0] === 'dem' ? 'quick-answer' : undefined;
  return WITH_ARGUMENT.get(words[0] ?? '') ?? WITH_ARGUMENT.get(`${words[0]} ${words[1]}`);
}

/** Which features a message is offered to, in order. Pure: the closed table of command words lives here. */
import danger from '../content/danger.json' with { type: 'json' };
import { QUESTIONS, type Turn } from './handler.ts';
import { fold } from './vietnamese.ts';

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
  | 'loss'
  | 'disability'
  | 'report'
  | 'correct'
  | 'show-report'
  | 'register'
  | 'broadcast'
  | 'unread';

/** Must be the whole message, politeness aside. */
const ALONE: ReadonlyMap<string, Intent> = new Map([
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
  ['tg', 'help'],
  ['help', 'help'],
  ['tro giup', 'help'],
  ['ht', 'disability'],
  ['xem', 'held'],
  ['xoa', 'erase'],
  ['mat', 'loss'],
  ['nn vi', 'language'],
  ['nn en', 'language'],
  ['nn', 'language'],
  ['dk', 'join'],
  ['dang ky', 'join'],
]);

/** First words whose rest must fit; the feature says no where it does not. */
const WITH_ARGUMENT: ReadonlyMap<string, Intent> = new Map([
  ['dk', 'join'],
  ['dang ky', 'join'],
  ['thai', 'due'],
  ['sinh', 'born'],
  ['sua', 'correct'],
  ['xem', 'show-report'],
  ['gui', 'broadcast'],
  ['ctv', 'register'],
]);

const POLITE = new Set(
  'a ah da vang em chi anh oi nhe nha nhi voi co bac ong ba minh chau please pls xin cho toi'.split(' '),
);

export function route(turn: Turn): readonly Intent[] {
  const { inbound, question } = turn;
  if (inbound.startedWith !== undefined) return ['start'];
  if (inbound.kind === 'media') return ['media'];
  const folded = fold(turn.text);
  const words = wordsOf(folded);
  if (words.length === 0) return ['empty'];

  const looksLikeReport = /^\W*(?:bc|b\/c|b\.c|bao cao|baocao)\b/.test(folded);
  if (!looksLikeReport) {
    const found = dangerIn(words);
    if (found !== undefined) return [found];
  }

  const bare = bareWords(words);
  const alone = ALONE.get(bare.join(' '));
  const expects = question === undefined ? undefined : QUESTIONS[question.kind];
  const intents: Intent[] = [];
  if (expects === 'choice' && isChoice(bare)) return ['answer', 'unread'];
  // `DUNG` without accents is "right" only to a question about a report's values that was our last message.
  if (alone === 'leave' && bare.join(' ') === 'dung' && question?.kind === 'report' && question.fresh)
    return ['answer'];
  if (expects === 'code' && /^\d{4,}$/.test(bare.join(''))) return ['answer', 'unread'];
  // A place may be called like a command: the feature takes the word only where it is exactly a name.
  if (alone !== undefined)
    return expects === 'text' && question?.kind === 'place' ? ['answer', alone] : [alone];

  const argument = withArgument(words);
  if (argument !== undefined) intents.push(argument);
  if (expects === 'text')
    intents.push(...(looksLikeReport ? (['report', 'answer'] as const) : (['answer'] as const)));
  if (!intents.includes('report')) intents.push('report');
  if (isChoice(bare)) intents.push('answer');
  intents.push('unread');
  return intents;
}

/** Letters and digits; `đúng` with its accents is left to `isYes`. */
function wordsOf(folded: string): readonly string[] {
  return folded.split(/[^\p{L}\p{N}']+/u).filter((word) => word !== '');
}

/** The words without politeness around them; all of them where nothing else is left. */
export function bareWords(words: readonly string[]): readonly string[] {
  let start = 0;
  let end = words.length;
  while (start < end - 1 && POLITE.has(words[start] ?? '')) start += 1;
  while (end > start + 1 && POLITE.has(words[end - 1] ?? '')) end -= 1;
  return words.slice(start, end);
}

const CHOICES = new Set([
  'ok',
  'oke',
  'okay',
  'okie',
  'co',
  'dong y',
  'yes',
  'y',
  'khong',
  'ko',
  'k',
  'no',
  'n',
  'phai',
  'u',
  'uh',
]);

function isChoice(bare: readonly string[]): boolean {
  const text = bare.join(' ');
  return CHOICES.has(text) || /^\d{1,2}$/.test(text);
}

/** What a bare answer means: a number as it stands, yes and no in their usual words. */
export function choiceIn(text: string): number | 'yes' | 'no' | undefined {
  const bare = bareWords(wordsOf(fold(text))).join(' ');
  if (/^\d{1,2}$/.test(bare)) return Number(bare);
  if (['ok', 'oke', 'okay', 'okie', 'co', 'dong y', 'yes', 'y', 'phai', 'u', 'uh'].includes(bare))
    return 'yes';
  if (['khong', 'ko', 'k', 'no', 'n'].includes(bare)) return 'no';
  return undefined;
}

function withArgument(words: readonly string[]): Intent | undefined {
  if (words.length < 2) return undefined;
  return WITH_ARGUMENT.get(words[0] ?? '') ?? WITH_ARGUMENT.get(`${words[0]} ${words[1]}`);
}

const EMERGENCY = phrases(danger.emergency);
const ABUSE = phrases(danger.abuse);

function phrases(list: readonly string[]): ReadonlyMap<string, readonly string[][]> {
  const byFirst = new Map<string, string[][]>();
  for (const phrase of list) {
    const words = phrase.split(' ');
    const first = words[0] ?? '';
    byFirst.set(first, [...(byFirst.get(first) ?? []), words]);
  }
  return byFirst;
}

function dangerIn(words: readonly string[]): 'emergency' | 'abuse' | undefined {
  if (contains(words, EMERGENCY)) return 'emergency';
  return contains(words, ABUSE) ? 'abuse' : undefined;
}

function contains(words: readonly string[], list: ReadonlyMap<string, readonly string[][]>): boolean {
  return words.some((word, i) =>
    (list.get(word) ?? []).some((phrase) => phrase.every((part, n) => words[i + n] === part)),
  );
}

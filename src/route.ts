/** Which features a message is offered to, in order. Pure. */
import { ALONE, type Intent, withArgument } from './command-words.ts';
import { dangerIn } from './danger.ts';
import { QUESTIONS, type QuestionKind, type Turn } from './handler.ts';
import { fold } from './vietnamese.ts';
import { bareWords, choiceOf, codeOf, isBareAnswer, saysMistake, wordsOf } from './words/bare.ts';
import { wantsOut } from './words/opt-out.ts';

/** Questions by number that words answer as well: a place by its name, a date or a month as it is typed. */
const ALSO_IN_WORDS: ReadonlySet<QuestionKind> = new Set([
  'place-choice',
  'stage-choice',
  'date-choice',
  'report',
  'report-place',
]);

/** The text folded, and its words. */
type Heard = { readonly folded: string; readonly words: readonly string[] };

export function route(turn: Turn): readonly Intent[] {
  const folded = fold(turn.text);
  const heard: Heard = { folded, words: wordsOf(folded) };
  const usual = usualRoute(turn, heard);
  const first = officersWork(turn, heard);
  if (first.length === 0) return usual;
  return [...first, ...usual.filter((intent) => !first.includes(intent))];
}

/** Questions of what is not sent or stored yet: HUY takes that back. */
const DRAFTS: ReadonlySet<QuestionKind> = new Set([
  'broadcast-communes',
  'broadcast-audience',
  'broadcast-text',
  'broadcast-confirm',
  'quick-communes',
  'quick-text',
  'quick-names',
  'quick-deadline',
  'quick-confirm',
  'quick-close',
  'quick-count',
  'quick-village',
]);
/** Whose answer may be any words, those of danger and of commands too. */
const ANY_WORDS: ReadonlySet<QuestionKind> = new Set([
  'broadcast-text',
  'quick-text',
  'quick-names',
  'quick-deadline',
]);

/** Later than this after the text was asked for, a danger sign is taken for the officer's own. */
const COMPOSING_MS = 3_600_000;

/**
 * A message to others is looked at before anything else: danger words in it are its subject, and HUY takes the
 * draft back, not the officer's own consent. The handlers decline where it is nobody's draft after all.
 */
function officersWork(turn: Turn, { words }: Heard): readonly Intent[] {
  const { inbound, question, now } = turn;
  if (inbound.startedWith !== undefined || inbound.kind === 'media') return [];
  if (words[0] === 'xem' && words[1] === 'tl') return ['open-questions'];
  if (isAnswerToParent(turn, words)) return ['reply-question'];
  if (words[0] === 'gui') return ['quick-count', 'broadcast'];
  if (words[0] === 'xem' && words[1] === 'gui') return ['broadcast'];
  if (words[0] === 'xem' && words[1] === 'dem') return ['quick-count'];
  if (question === undefined || !DRAFTS.has(question.kind)) return [];
  const bare = bareWords(words).join(' ');
  if (bare === 'huy' || bare === 'thoi') return ['answer'];
  if (ANY_WORDS.has(question.kind)) {
    const composing = now - question.askedAt < COMPOSING_MS;
    return composing && words.length > 0 && !ALONE.has(bare) ? ['answer'] : [];
  }
  return question.kind === 'broadcast-audience' ? ['answer'] : [];
}

/** `TL 12 …`, or any words but a command in reply to the message that brought a parent's question. */
function isAnswerToParent({ repliesTo }: Turn, words: readonly string[]): boolean {
  if (/^tl(?: so)? ?\d/.test(words.slice(0, 3).join(' '))) return true;
  if (words.length === 0 || repliesTo?.startsWith('asked:') !== true) return false;
  const bare = bareWords(words).join(' ');
  // `Đúng` is an answer there, no `dừng`.
  return !ALONE.has(bare) || bare === 'dung';
}

/** A code with its number, or the one count whose full name is a word of danger: `bao cao be co giat` has neither. */
const COUNTED = /\b[a-z]{2}\d|\bbo roi\b.*\d/s;

function usualRoute(turn: Turn, { folded, words }: Heard): readonly Intent[] {
  const { inbound, question } = turn;
  if (inbound.startedWith !== undefined) return ['start'];
  if (inbound.card !== undefined) return ['card'];
  if (inbound.kind === 'media') return ['media'];
  if (words.length === 0) return ['empty'];

  const looksLikeReport = /^\W*(?:bc|b\/c|b\.c|bao cao|baocao)\b/.test(folded);
  const found = dangerIn(turn.text);
  if (found !== undefined && !(looksLikeReport && COUNTED.test(folded))) return [found];

  const bare = bareWords(words);
  const choice = choiceOf(words);
  const alone = ALONE.get(bare.join(' ')) ?? (wantsOut(bare.join(' ')) ? 'enough' : undefined);
  const expects = question === undefined ? undefined : QUESTIONS[question.kind];
  const intents: Intent[] = [];
  if ((expects === 'choice' || expects === 'confirm') && choice !== undefined) return ['answer', 'unread'];
  if (expects === 'number' && isBareAnswer(turn.text)) return ['answer', 'unread'];
  // `DUNG` without accents is "right" only to a question about a report's values that was our last message.
  if (alone === 'leave' && bare.join(' ') === 'dung' && question?.kind === 'report' && question.fresh)
    return ['answer'];
  if (question?.kind === 'loss' && saysMistake(words)) return ['answer', 'unread'];
  // A form that is being filled in is what they stop, not all messages.
  if (question?.kind === 'form' && (bare.join(' ') === 'thoi' || bare.join(' ') === 'huy')) return ['answer'];
  if (expects === 'code' && /^\d{4,}$/.test(bare.join(''))) return ['answer', 'unread'];
  // A greeting; who knows us needs no other one.
  if (alone === 'start' && isKnown(turn)) return ['help'];
  // A place may be called like a command: the feature takes the word only where it is exactly a name.
  if (alone !== undefined)
    return expects === 'text' && question?.kind === 'place' ? ['answer', alone] : [alone];

  const code = codeOf(words);
  if (expects === 'confirm' && code !== undefined) intents.push('answer');
  if (code?.erases) intents.push('erase');
  const argument = withArgument(words);
  if (argument !== undefined) intents.push(argument);
  else if (BORN.test(words.join(' '))) intents.push('born');
  if (expects === 'text')
    intents.push(...(looksLikeReport ? (['report', 'answer'] as const) : (['answer'] as const)));
  if (!intents.includes('report')) intents.push('report');
  if (choice !== undefined || (question !== undefined && ALSO_IN_WORDS.has(question.kind)))
    intents.push('answer');
  // An answer to a quick count without its word: never taken as one, but told what it needs.
  if (/^\d{1,4}$/.test(bare.join(''))) intents.push('quick-answer');
  // With nothing asked, `ok` is only manners.
  if (choice === 'yes') intents.push('courtesy');
  intents.push('ask', ...(CODES.test(words[0] ?? '') ? [] : (['pass-on'] as const)), 'unread');
  return intents;
}

function isKnown({ contact, roles }: Turn): boolean {
  return contact.consent === 'in' || roles.length > 0;
}

/** Commands that are no words of any language: what goes wrong behind one is no question to a person. */
const CODES = /^(?:dk|ctv|bx)\d*$/;

/** News in a sentence; the feature says no to any other. */
const BORN = /^(?:(?:em|vo|toi|minh|da|moi|vua) )+sinh /;

/** Clocks of phones and of providers differ from ours by less. */
const SKEW_MS = 60_000;

/**
 * Whether what was typed can only be about the open question: a changed text, or one that was sent before the
 * question was put and comes late, was about another.
 */
export function isFreshAnswer({ question, inbound }: Pick<Turn, 'question' | 'inbound'>): boolean {
  if (question === undefined || !question.fresh || inbound.kind === 'edit') return false;
  return inbound.sentAt > question.askedAt - SKEW_MS;
}

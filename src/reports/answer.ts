/** An answer to what was asked about a report: it fills the offered line in, which is read again as a whole. */
import type { Deps } from '../deps.ts';
import { type Decision, type Handler, QUESTION_OPEN_MS, type Turn } from '../handler.ts';
import { isFreshAnswer } from '../route.ts';
import { foldName } from '../vietnamese.ts';
import { choiceIn } from '../words/bare.ts';
import { numbersAreClear, withNext } from './ask-place.ts';
import { communesOf } from './commune-place.ts';
import { askedIn, asksMonth, type Draft, known, type PlaceDraft, withMonth, withValues } from './draft.ts';
import { isElsewhere } from './elsewhere.ts';
import { formById, type ReportForm } from './form.ts';
import type { Flags } from './merge.ts';
import { openDraft } from './open-draft.ts';
import { shownPeriod } from './periods.ts';
import { placeByKey } from './permitted.ts';
import { readReport } from './read/read.ts';
import { readPeriod } from './read/read-period.ts';
import { answered, standingOf, take } from './take.ts';
import { byOf, readAny, takeText } from './take-text.ts';
import { namesFor, namesWithout, placesNamed, withoutPlace } from './where.ts';

/** What an answer says of the line. */
type Answer =
  | { readonly says: 'yes' | 'no' }
  | { readonly says: 'month'; readonly period: string }
  | { readonly says: 'values'; readonly values: Readonly<Record<string, number | string>> };

/** `1`, `2`, `OK`, a number, a month: as the question put it. */
export const answerReport: Handler = async (deps, turn) => {
  const draft = openDraft(turn);
  if (draft === undefined) return undefined;
  const form = formById(draft.form);
  const answer = readAnswer(form, draft, turn);
  if (answer?.says === 'month' && isOld(turn)) return again(turn);
  return answer === undefined ? askedAgainIfBare(turn) : filled(deps, turn, form, draft, answer);
};

/** Codes with their numbers, while a line with them is open: `KT5 KD3`. */
export async function answersDraft(deps: Deps, turn: Turn, draft: Draft): Promise<Decision | undefined> {
  const form = formById(draft.form);
  // Something else was sent since: the codes may be of another month, which is asked.
  const answer = isFreshAnswer(turn)
    ? readCodes(form, draft, turn.text, namesBeside(draft, turn))
    : undefined;
  return answer === undefined ? undefined : filled(deps, turn, form, draft, answer);
}

function readAnswer(form: ReportForm, draft: Draft, turn: Turn): Answer | undefined {
  const { text } = turn;
  const doubts = Object.keys(draft.confirm);
  const asked = askedIn(draft.line);
  if (asksMonth(draft.line)) return readMonth(form, draft, turn);
  const choice = foldName(text) === 'dung' ? 'yes' : choiceIn(text);
  const isCount = asked.length === 1 && doubts.length === 0 && typeof choice === 'number';
  // `OK?` is no yes.
  if (!isCount && !text.includes('?') && (choice === 1 || choice === 'yes')) {
    return asked.length > 0 && doubts.length === 0 ? undefined : { says: 'yes' };
  }
  if (!isCount && (choice === 2 || choice === 'no')) return { says: 'no' };
  if (!isFreshAnswer(turn)) return undefined;
  const [code, ...more] = [...asked, ...doubts];
  const alone = code === undefined || more.length > 0 ? undefined : readNumber(form, draft, code, text);
  return alone ?? readCodes(form, draft, text, namesBeside(draft, turn));
}

/** A bare number is one of the months that were offered; a month with its word is any. */
function readMonth(form: ReportForm, { line, periods }: Draft, { text, inbound }: Turn): Answer | undefined {
  const choice = choiceIn(text);
  const named = () => readPeriod(text, new Date(inbound.sentAt), form.form);
  const period =
    typeof choice !== 'number'
      ? named()
      : periods.length > 0
        ? periods.find((one) => Number(one.slice(5)) === choice)
        : askedIn(line).length === 0
          ? named()
          : undefined;
  return period === undefined ? undefined : { says: 'month', period };
}

/** More is a sentence. */
const MOST_WORDS = 3;

/** `5`, `5 chau`, `khong co`: read as if the code stood before it; `~5` and `5-6` are as unsure as they were there. */
function readNumber(form: ReportForm, draft: Draft, code: string, text: string): Answer | undefined {
  if (foldName(text).split(' ').length > MOST_WORDS) return undefined;
  const answer = readCodes(form, draft, `${code} ${text}`);
  return answer?.says === 'values' && Object.keys(answer.values).join() === code ? answer : undefined;
}

/** Village names beside an answer. What is said of a code that was asked is its number, whatever they are called. */
function namesBeside({ line, confirm }: Draft, turn: Turn): readonly string[] {
  return namesWithout(namesFor(turn), [...askedIn(line), ...Object.keys(confirm)]);
}

/** Every code said must be certain; the reader decides that, as for any report. */
function readCodes(
  form: ReportForm,
  draft: Draft,
  text: string,
  villages: readonly string[] = [],
): Answer | undefined {
  const month = asksMonth(draft.line)
    ? `${form.form.keyword} `
    : `${form.form.keyword} ${monthOf(draft.line)} `;
  const reading = readReport(`${month}${text}`, new Date(draft.sentAt), form.form, { villages });
  const [only, ...more] = reading.reports;
  if (reading.outcome !== 'accepted' || only === undefined || more.length > 0) return undefined;
  return { says: 'values', values: only.values };
}

function monthOf(line: string): string {
  return /\bT\d+(?:\/\d+)?/.exec(line)?.[0] ?? '';
}

async function filled(
  deps: Deps,
  turn: Turn,
  form: ReportForm,
  draft: Draft,
  answer: Answer,
): Promise<Decision | undefined> {
  const { language } = turn.contact;
  const place = await placeByKey(deps, turn, draft.place);
  if (place === undefined) {
    return { says: [{ text: deps.texts.say(language, 'reports.noLongerYours') }], asks: null };
  }
  if (answer.says === 'no') {
    const text = deps.texts.say(language, 'reports.notKept', { line: unsure(draft) });
    return { says: [{ text }], asks: null };
  }
  if (answer.says === 'values' && (await isElsewhere(deps, turn, place))) return undefined;
  const line = lineWith(draft, answer);
  if (line === undefined) return undefined;
  const answeredCodes = answer.says === 'values' ? Object.keys(answer.values) : [];
  const confirmed: Flags = answer.says === 'yes' ? draft.confirm : {};
  const standing = await standingOf(deps, form, place.key, turn.now);
  const text = asksMonth(line) ? line : known(line);
  const reading = readAny(text, new Date(draft.sentAt), form.form, {
    villages: [],
    stored: (period) => standing.get(period)?.values ?? {},
  });
  const left = asksMonth(line) ? [] : askedIn(line);
  const whole = {
    ...reading,
    questions: [...reading.questions, ...left.map((field) => ({ field, reason: 'no-value' as const }))],
    ...(left.length === 0 ? {} : { suggestion: line }),
  };
  const by = byOf(turn);
  const taken = await take(deps, {
    form,
    place,
    reading: whole,
    standing,
    by,
    language,
    text: turn.text,
    confirmed,
    byOfficer: communesOf(turn).length > 0,
    taken: Object.fromEntries(
      Object.entries(draft.taken).map(([period, codes]) => [
        period,
        codes.filter((code) => !answeredCodes.includes(code)),
      ]),
    ),
    saidAt: draft.sentAt,
  });
  // Whoever reads the text of this version later finds the counts, not the OK.
  return { ...answered(deps, { ...taken, repeated: false }, true, language), inFull: line };
}

function lineWith(draft: Draft, answer: Answer): string | undefined {
  if (answer.says === 'values') return withValues(draft.line, answer.values);
  return answer.says === 'month' ? withMonth(draft.line, shownPeriod(answer.period)) : draft.line;
}

/** The line with what was not confirmed taken out again. */
function unsure({ line, confirm }: Draft): string {
  return Object.keys(confirm).reduce((left, code) => withValues(left, { [code]: '?' }) ?? left, line);
}

/** A bare answer that fits nothing asked here is told so, with the question; other words go on to others. */
function askedAgainIfBare(turn: Turn): Decision | undefined {
  const { text } = turn;
  const typed = foldName(text);
  const bare = typed === 'dung' || choiceIn(text) !== undefined || /^\d+$/.test(typed);
  return bare ? again(turn) : undefined;
}

function again({ question }: Pick<Turn, 'question'>): Decision | undefined {
  if (question === undefined) return undefined;
  const { kind, data, prompt } = question;
  return { says: [prompt], asks: { kind, data, prompt } };
}

/** Words of a later day may be about anything: what they would answer is asked once more. */
function isOld({ question, now }: Turn): boolean {
  return question !== undefined && !question.fresh && now - question.askedAt >= QUESTION_OPEN_MS;
}

/** Which of several villages a text was about: by number, or by name. */
export const answerPlace: Handler = async (deps, turn) => {
  const data = turn.question?.data as PlaceDraft | undefined;
  if (data === undefined) return undefined;
  const choice = choiceIn(turn.text);
  const found = await Promise.all(data.places.map((key) => placeByKey(deps, turn, key)));
  const places = found.filter((place) => place !== undefined);
  const named = placesNamed(turn.text, places);
  if (isOld(turn)) {
    return named.some((place) => withoutPlace(turn.text, place) === '') ? again(turn) : undefined;
  }
  const closed = (key: 'reports.leftAsIs' | 'reports.noLongerYours'): Decision =>
    withNext(deps, turn, data, {
      says: [{ text: deps.texts.say(turn.contact.language, key) }],
      asks: null,
    });
  if (choice === 'no' || (choice === 2 && found.length === 1)) return closed('reports.leftAsIs');
  const number = choice === 'yes' && found.length === 1 ? 1 : choice;
  const clear = numbersAreClear(found.map((place) => place ?? { name: '' }));
  if (typeof number === 'number' && (!clear || number < 1 || number > found.length)) {
    return askedAgainIfBare(turn);
  }
  const place = typeof number === 'number' ? found[number - 1] : named.length === 1 ? named[0] : undefined;
  if (place === undefined && typeof number === 'number') return closed('reports.noLongerYours');
  if (place === undefined) return askedAgainIfBare(turn);
  const taken = await takeText(deps, turn, {
    form: formById(data.form),
    place,
    text: data.text,
    sentAt: data.sentAt,
  });
  return { ...withNext(deps, turn, data, { ...taken, asks: taken.asks ?? null }), inFull: data.text };
};

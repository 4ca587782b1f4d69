/** What a text means to the step that a report's form is at. Read by the same reader as any report. Pure. */
import { civilDate, instantOf } from '../../civil-time.ts';
import { fold, foldName } from '../../vietnamese.ts';
import { bareWords, choiceIn, isBareAnswer } from '../../words/bare.ts';
import { numbersAreClear } from '../ask-place.ts';
import type { ReportForm } from '../form.ts';
import { strangeVillage } from '../read/named-village.ts';
import { readReport } from '../read/read.ts';
import { readPeriod } from '../read/read-period.ts';
import type { Question, Reading, Reason } from '../read/reading.ts';
import { namesWithout, type Place, placesNamed, placesReported } from '../where.ts';
import type { Act, Filling, Move } from './steps.ts';

export type Typed =
  | {
      readonly is: 'act';
      readonly act: Act;
      /** Not certain, and why. */
      readonly questions?: readonly Question[];
      /** Only a number: it answers whatever was asked last. */
      readonly bare?: true;
    }
  | { readonly is: 'restart' }
  /** Meant for the form, but fits nothing that is asked. */
  | { readonly is: 'unread' };

/** What the form's own buttons say beside codes and numbers; typed, the words mean the same. */
export const WORDS = {
  skip: 'BO QUA',
  back: 'QUAY LAI',
  done: 'XONG',
  more: 'DIEN TIEP',
  edit: 'SUA',
  send: 'OK',
  // Not `THOI` alone: pressed once the form is gone, that would be about all messages.
  stop: 'THOI BC',
  restart: 'LAM LAI',
  month: 'DOI THANG',
  place: 'DOI THON',
} as const;

const MOVES: ReadonlyMap<string, Move | 'restart' | 'month' | 'place'> = new Map([
  ...(Object.keys(WORDS) as (keyof typeof WORDS)[]).map((name) => [fold(WORDS[name]), name] as const),
  ['thoi', 'stop'],
  ['huy', 'stop'],
]);

/** Words at most in an uncertain answer by itself: more is a sentence, which is others' to answer. */
const MOST_WORDS = 3;

export type Heard = { readonly text: string; readonly sentAt: number };
export type Known = { readonly form: ReportForm; readonly places: readonly Place[] };

/** undefined: not about the form. */
export function readTyped(filling: Filling, heard: Heard, known: Known): Typed | undefined {
  const bare = bareWords(foldName(heard.text).split(' ')).join(' ');
  const choice = choiceIn(heard.text);
  const { at } = filling.step;
  const move = MOVES.get(bare);
  if (move === 'restart') return { is: 'restart' };
  if (move === 'month' || move === 'place') return acting({ does: 'pick', what: move });
  if (at === 'summary' && choice === 'yes') return acting('send');
  if (at === 'summary' && choice === 'no') return acting('edit');
  if (move !== undefined && move !== 'send') return acting(move);
  const code = bare.toUpperCase();
  if ((at === 'summary' || at === 'pick') && known.form.form.byCode.get(code)?.level === 'T') {
    return acting({ does: 'pick', what: code });
  }
  return (
    choiceOrMonth(filling, heard, known) ??
    countsIn(filling, heard, known) ??
    (at === 'place' ? placeNamed(heard, known) : undefined) ??
    (filling.step.at === 'count' ? countIn(filling.step.code, filling, heard, known) : undefined) ??
    (isBareAnswer(heard.text) ? { is: 'unread' } : undefined)
  );
}

function acting(act: Act): Typed {
  return { is: 'act', act };
}

function choiceOrMonth(
  { step }: Filling,
  { text, sentAt }: Heard,
  { form, places }: Known,
): Typed | undefined {
  if (step.at === 'place') {
    const choice = choiceIn(text);
    const place = typeof choice === 'number' && numbersAreClear(places) ? places[choice - 1] : undefined;
    return place && acting({ does: 'fill', place: place.key });
  }
  if (step.at !== 'month') return undefined;
  const period = readPeriod(text, new Date(sentAt), form.form);
  return period === undefined ? undefined : acting({ does: 'fill', period });
}

function placeNamed({ text }: Heard, { places }: Known): Typed | undefined {
  const [place, ...more] = placesNamed(text, places);
  return place === undefined || more.length > 0 ? undefined : acting({ does: 'fill', place: place.key });
}

/** Several at once, or a whole `BC …`. Of another month or village it is a report by itself. */
function countsIn(filling: Filling, { text, sentAt }: Heard, known: Known): Typed | undefined {
  const { form } = known;
  const said = /^\s*s[uửư]a\s/iu.test(text) ? text.replace(/^\s*\S+\s+/u, '') : text;
  const names = namesBeside(filling, known);
  const asIs = read(said, midMonth(sentAt), form, names);
  if (asIs.outcome === 'other' || asIs.outcome === 'ignored') return undefined;
  const bare = asIs.questions.some(({ reason }) => reason === 'keyword-missing');
  // `6 KT5` where one number is asked: the 6 is no month.
  if (bare && /^\P{L}*\d/u.test(said)) return undefined;
  const whole = bare ? `${form.form.keyword} ${said}` : said;
  const place = placeMeant(filling, whole, known);
  if (place === 'another') return undefined;
  const named = monthNamed(whole, sentAt, form, names);
  const settled = filling.step.at === 'month' ? undefined : filling.period;
  if (named === 'unclear' || (named !== undefined && settled !== undefined && named !== settled))
    return undefined;
  const period = named ?? settled;
  const { reports, questions } = read(whole, lateIn(period ?? civilDate(sentAt).slice(0, 7)), form, names);
  const [report] = reports;
  if (report === undefined && !questions.some(({ field }) => form.form.byCode.has(field))) return undefined;
  const unsure = questions.find(({ field }) => form.form.byCode.get(field)?.level === 'T')?.field;
  return {
    is: 'act',
    act: {
      does: 'fill',
      ...(place === undefined ? {} : { place }),
      ...(named === undefined ? {} : { period: named }),
      ...(report === undefined ? {} : { values: report.values }),
      ...(unsure === undefined ? {} : { unsure }),
    },
    questions,
  };
}

/** The number of the code that is asked. */
function countIn(code: string, filling: Filling, { text }: Heard, { form }: Known): Typed | undefined {
  const at = lateIn(filling.period ?? '');
  const { outcome, reports, questions } = read(`${form.form.keyword} ${code} ${text}`, at, form);
  const values = reports[0]?.values ?? {};
  if (outcome === 'accepted' && Object.keys(values).join() === code) {
    return { is: 'act', act: { does: 'fill', values }, bare: true };
  }
  const reason: Reason | undefined =
    outcome === 'accepted' ? 'mixed-order' : questions.find(({ field }) => field === code)?.reason;
  const short = foldName(text).split(' ').length <= MOST_WORDS;
  if (reason === undefined || reason === 'no-value' || !short) return undefined;
  return { is: 'act', act: { does: 'fill', unsure: code }, questions: [{ field: code, reason }], bare: true };
}

/** As it was said: whether counts can be true together is told with the summary, before anything is stored. */
function read(text: string, at: number, { form }: ReportForm, villages: readonly string[] = []): Reading {
  return readReport(text, new Date(at), { ...form, checks: [], warnings: [] }, { villages });
}

function namesBeside({ step }: Filling, { places }: Known): readonly string[] {
  const names = places.map(({ name }) => name);
  return step.at === 'count' ? namesWithout(names, [step.code]) : names;
}

const NOON_MINUTE = 720;

/** Sent then, a report without a month means none; one that is read here has its month named. */
function midMonth(sentAt: number): number {
  return instantOf(`${civilDate(sentAt).slice(0, 7)}-15`, NOON_MINUTE);
}

/** Sent then, a report without a month means this one. */
function lateIn(period: string): number {
  return instantOf(`${period}-25`, NOON_MINUTE);
}

/** `YYYY-MM`, undefined where none is named. */
function monthNamed(
  text: string,
  sentAt: number,
  form: ReportForm,
  names: readonly string[],
): string | 'unclear' | undefined {
  const at = midMonth(sentAt);
  const { reports, questions, suggestion } = read(text, at, form, names);
  if (questions.some(({ reason }) => reason === 'month-after-window')) return undefined;
  const [report, ...more] = reports;
  if (more.length > 0) return 'unclear';
  if (report !== undefined) return report.period;
  const shown = /\bT\d+(?:\/\d+)?/.exec(suggestion ?? '')?.[0];
  return (shown === undefined ? undefined : readPeriod(shown, new Date(at), form.form)) ?? 'unclear';
}

/** The key of a place that is named, where it is the one that is filled in for. */
function placeMeant(filling: Filling, text: string, { form, places }: Known): string | 'another' | undefined {
  const [named, ...more] = placesReported(text, places);
  const names = places.map(({ name }) => name);
  if (more.length > 0 || strangeVillage(text, form.form, names) !== undefined) return 'another';
  if (/ (?:xa|phuong) (?!\d)/.test(` ${foldName(text)} `)) return 'another';
  const settled = filling.step.at === 'place' ? undefined : filling.place;
  return named !== undefined && settled !== undefined && named.key !== settled ? 'another' : named?.key;
}

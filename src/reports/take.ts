/** What was read of a message, for one place: the certain is stored, the rest is asked, nothing is lost. */
import type { Deps } from '../deps.ts';
import type { Decision, Said } from '../handler.ts';
import type { Language } from '../message.ts';
import { reportsOf } from '../store/reports.ts';
import type { Write } from '../store/statement.ts';
import { isLate } from './calendar.ts';
import { calendarOfCommune } from './calendar-of.ts';
import { hold, isShut } from './closed-month.ts';
import { asksMonth, type Draft, isMixedUp, isWhole, withValues } from './draft.ts';
import { fitting, without } from './fitting.ts';
import type { ReportForm } from './form.ts';
import { type By, keep, type Standing as OneStanding, standingWith } from './keep.ts';
import type { Flags, Values } from './merge.ts';
import { earliestPeriod, periodsToChoose, shownPeriod } from './periods.ts';
import { type Doubt, doubtsOf } from './plausible.ts';
import { fails } from './read/checks.ts';
import { checkedCodes } from './read/form.ts';
import type { Question, Reading } from './read/reading.ts';
import type { Place } from './where.ts';
import { type Echo, replyTo } from './wording.ts';

/** Each report of a place by its month. */
export type Standing = ReadonlyMap<string, OneStanding>;

export async function standingOf(
  deps: Pick<Deps, 'store'>,
  form: ReportForm,
  place: string,
  now: number,
): Promise<Standing> {
  const rows = await reportsOf(deps.store, form.id, place, earliestPeriod(now));
  return new Map(rows.map((row) => [row.period, row]));
}

export type Taking = {
  readonly form: ReportForm;
  readonly place: Place;
  readonly reading: Reading;
  readonly standing: Standing;
  readonly by: By;
  readonly language: Language;
  /** As it was sent. */
  readonly text: string;
  /** Codes that the sender confirmed, and why they were asked. */
  readonly confirmed: Flags;
  /** They can open a closed month themselves. */
  readonly byOfficer?: boolean;
  /** Closed months that this turn opens again. */
  readonly reopened?: readonly string[];
  /** By month, codes of an offered line that are stored already. */
  readonly taken?: Draft['taken'];
  /** When the line was said that is answered. */
  readonly saidAt?: number;
};

export type Taken = {
  readonly text: string;
  readonly writes: readonly Write[];
  /** Still open; undefined where nothing is. */
  readonly draft: Draft | undefined;
  /** Nothing but a repeat: it was answered before. */
  readonly repeated: boolean;
  readonly standing: Standing;
};

export async function take(deps: Deps, taking: Taking): Promise<Taken> {
  const { form, place, reading, by, confirmed } = taking;
  const now = by.receivedAt;
  const calendar =
    place.commune === undefined ? undefined : await calendarOfCommune(deps, place.commune, now);
  const standing = new Map(taking.standing);
  const writes: Write[] = [];
  const echoes: Echo[] = [];
  const doubts: Doubt[] = [];
  const closed: string[] = [];
  const questions = [...reading.questions];
  const clashing: string[] = [];
  let repeated = reading.reports.length > 0;
  for (const { period, values } of reading.reports) {
    const open = calendar === undefined || taking.reopened?.includes(period);
    if (!open && (await isShut(deps, calendar, form.id, place.key, period, now))) {
      closed.push(period);
      writes.push(...(await hold(deps, taking, period)));
      repeated = false;
      continue;
    }
    const current = standing.get(period);
    const said = without(values, taking.taken?.[period] ?? []);
    const doubted = doubtsOf(form.form.codes, period, said, standing).filter((d) => !(d.code in confirmed));
    doubts.push(...doubted);
    const waiting = doubted.map(({ code }) => code);
    const asked = reading.questions.map(({ field }) => field);
    const key = { form: form.id, place: place.key, period };
    const stands = await standingWith(deps, key, by, current);
    const { certain, ...left } = fitting(form, { said, waiting, asked }, current?.values ?? {}, stands);
    questions.push(...left.unfit.map((field) => ({ field, reason: 'cross-check' as const })));
    clashing.push(...left.clashing);
    const isNew = Object.keys(certain).length > 0;
    repeated &&= isNew;
    if (!isNew && Object.keys(said).length === Object.keys(values).length) continue;
    const flags = Object.fromEntries(Object.entries(confirmed).filter(([code]) => code in certain));
    const late = calendar !== undefined && isLate(calendar, period, by.sentAt);
    const kept = await keep(deps, key, { act: 'report', values: certain, flags, late }, by, current);
    writes.push(...kept.writes);
    repeated &&= kept.repeated;
    standing.set(period, {
      period,
      values: kept.all,
      flags: kept.flags,
      version: (current?.version ?? 0) + (kept.writes.length > 0 ? 1 : 0),
      updatedAt: Math.max(by.sentAt, current?.updatedAt ?? 0),
      reportedAt: kept.reportedAt,
      unsaved: [...(current?.unsaved ?? []), ...(kept.version === undefined ? [] : [kept.version])],
    });
    // What the line held already is told as it stands now.
    const told = Object.keys(kept.all).filter(
      (code) => code in certain || (code in values && !(code in said)),
    );
    const named = Object.fromEntries(
      told.filter((code) => !left.clashing.includes(code)).map((code) => [code, kept.all[code] ?? 0]),
    );
    if (Object.keys(named).length === 0 && !kept.overtaken) continue;
    echoes.push({
      period,
      village: place.label ?? place.name,
      named,
      all: kept.all,
      late,
      overtaken: kept.overtaken,
      odd: oddOnes(form, certain, kept.all),
    });
  }
  const line = withoutClashing(lineOf(taking), clashing);
  const open = draftOf(taking, { line, questions, doubts, echoes });
  const { text, offered } = replyTo(deps.texts, taking.language, form, {
    village: place.label ?? place.name,
    stored: echoes,
    questions,
    doubts,
    closed,
    line,
    confirmable: open !== undefined,
    mayReopen: taking.byOfficer === true,
    periods: open?.periods ?? [],
  });
  const draft = offered ? open : undefined;
  const silent = repeated && questions.length === 0 && doubts.length === 0;
  return { text, writes, draft, repeated: silent, standing };
}

/** The reply, and the draft as the open question; a report taken whole closes the one that was open. */
export function answered(deps: Deps, taken: Taken, open: boolean, language: Language): Decision {
  if (taken.repeated) return { says: [] };
  const says: Said[] = [{ text: taken.text, ...buttonsFor(deps, taken.draft, language) }];
  const { writes, draft } = taken;
  if (draft !== undefined) return { says, writes, asks: { kind: 'report', data: draft } };
  return { says, writes, ...(open ? { asks: null } : {}) };
}

function buttonsFor(deps: Deps, draft: Draft | undefined, language: Language): Pick<Said, 'buttons'> {
  if (draft === undefined) return {};
  if (asksMonth(draft.line)) {
    return {
      // `T10`, not `T10/2026`: that is what a button of the form says.
      buttons: [
        draft.periods.map((period) => ({ label: shownPeriod(period), says: `T${Number(period.slice(5))}` })),
      ],
    };
  }
  if (!isWhole(draft.line)) return {};
  return {
    buttons: [
      [
        { label: deps.texts.say(language, 'reports.rightButton'), says: 'OK' },
        { label: deps.texts.say(language, 'reports.wrongButton'), says: '2' },
      ],
    ],
  };
}

/** Codes of the form's warnings that fail with what was just said: stored all the same, and told. */
function oddOnes(form: ReportForm, said: Values, all: Values): readonly string[] {
  const codes = form.form.warnings
    .filter((check) => fails(check, (code) => all[code]))
    .flatMap(checkedCodes)
    .filter((code, i, list) => list.indexOf(code) === i);
  return codes.some((code) => code in said) ? codes : [];
}

function draftOf(
  taking: Taking,
  left: {
    readonly line: string | undefined;
    readonly questions: readonly Question[];
    readonly doubts: readonly Doubt[];
    readonly echoes: readonly Echo[];
  },
): Draft | undefined {
  const { reading, form, place, text, by } = taking;
  const { line, questions, doubts, echoes } = left;
  // A line that can't be right as it stands is an example, not a question.
  if (line === undefined || isMixedUp(line) || reading.outcome === 'rejected') return undefined;
  if (questions.length + doubts.length === 0) return undefined;
  const onlyStrays = isWhole(line) && doubts.length === 0 && reading.outcome === 'partial';
  if (onlyStrays && !questions.some(({ field }) => field === 'layout')) return undefined;
  const sentAt = taking.saidAt ?? by.sentAt;
  return {
    form: form.id,
    place: place.key,
    line,
    confirm: Object.fromEntries(doubts.map(({ code, reason }) => [code, reason])),
    periods: asksMonth(line) && mayChoose(questions) ? periodsToChoose(sentAt) : [],
    text,
    sentAt,
    taken: Object.fromEntries(echoes.map(({ period, named }) => [period, Object.keys(named)])),
  };
}

function mayChoose(questions: readonly Question[]): boolean {
  return questions.some(({ reason }) => reason === 'month-after-window');
}

/** Counts that contradict each other are said anew, both. */
function withoutClashing(line: string | undefined, codes: readonly string[]): string | undefined {
  return codes.reduce<string | undefined>(
    (left, code) => (left === undefined ? undefined : withValues(left, { [code]: '?' })),
    line,
  );
}

/** The reader's own line; where it had nothing to ask, its values as they would be sent. */
function lineOf({ reading, form }: Taking): string | undefined {
  if (reading.suggestion !== undefined) return reading.suggestion;
  if (reading.reports.length === 0) return undefined;
  const said = reading.reports.map(
    ({ period, values }) =>
      `${shownPeriod(period)} ${Object.entries(values)
        .map(([code, value]) => `${code}${value}`)
        .join(' ')}`,
  );
  return `${form.form.keyword} ${said.join(' ')}`;
}

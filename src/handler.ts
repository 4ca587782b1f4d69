/** What a feature is given for one message, and what it decides. */
import type { Deps } from './deps.ts';
import type { Button, Inbound, Language } from './message.ts';
import type { Write } from './store/statement.ts';

/** One version of a unit of administration. */
export type UnitKey = { readonly code: string; readonly validFrom: string };

export type Contact = {
  readonly id: string;
  readonly kind: 'phone' | 'telegram';
  readonly language: Language;
  /** A further language in which they want the guidance. */
  readonly tipLanguage?: string | null;
  readonly accentedSms: boolean;
  readonly consent: 'none' | 'in' | 'out';
  readonly commune: UnitKey | undefined;
  /** First seen in this turn: the row is written by this turn's unit. */
  readonly isNew: boolean;
};

export type RoleName = 'collaborator' | 'commune-officer' | 'province-officer';

export type Role = {
  readonly id: string;
  readonly role: RoleName;
  readonly status: 'invited' | 'active';
  readonly villageId: string | undefined;
  readonly villageName: string | undefined;
  /** Of the village for a collaborator. */
  readonly commune: UnitKey | undefined;
  readonly provinceCode: string | undefined;
};

/**
 * What an open question takes as its answer. choice: a number or OK · number: the same, and counts of up to four
 * digits · text: any words that are no command · code: digits that we sent · confirm: a choice by button, by SMS those
 * digits.
 */
export const QUESTIONS = {
  place: 'text',
  'place-choice': 'choice',
  date: 'text',
  'date-choice': 'choice',
  'stage-choice': 'choice',
  'child-choice': 'choice',
  enough: 'choice',
  erase: 'confirm',
  loss: 'choice',
  'birth-date': 'text',
  'birth-choice': 'choice',
  'disability-choice': 'choice',
  'track-choice': 'choice',
  'loss-words': 'choice',
  'topic-choice': 'choice',
  invited: 'choice',
  carer: 'choice',
  'old-number': 'confirm',
  'share-number': 'text',
  'former-number': 'text',
  report: 'number',
  form: 'number',
  'report-place': 'choice',
  withdraw: 'choice',
  reopen: 'choice',
  'broadcast-communes': 'text',
  'broadcast-audience': 'choice',
  'broadcast-text': 'text',
  'broadcast-confirm': 'code',
  'quick-communes': 'text',
  'quick-text': 'text',
  'quick-names': 'text',
  'quick-deadline': 'text',
  'quick-confirm': 'code',
  'quick-table': 'choice',
  'quick-close': 'choice',
  'quick-count': 'choice',
  'quick-village': 'choice',
} as const satisfies Readonly<Record<string, 'choice' | 'number' | 'text' | 'code' | 'confirm'>>;

export type QuestionKind = keyof typeof QUESTIONS;

export const QUESTION_OPEN_MS = 24 * 3_600_000;
/** Who counts looks it up first. After a day a bare answer is only why the question is put again. */
const REPORT_OPEN_MS = 7 * QUESTION_OPEN_MS;

export function isOfReport(kind: string | null | undefined): boolean {
  return kind === 'report' || kind === 'report-place';
}

/** How long an answer is waited for where the one who asks does not say. */
export function openFor(kind: QuestionKind): number {
  return isOfReport(kind) ? REPORT_OPEN_MS : QUESTION_OPEN_MS;
}

export type Question = {
  readonly kind: QuestionKind;
  readonly data: unknown;
  /** As it was put, to ask it again by name. */
  readonly prompt: Said;
  readonly askedAt: number;
  /** Nothing else was sent to this person since it was asked: a bare number can only mean this question. */
  readonly fresh: boolean;
};

export type Turn = {
  readonly now: number;
  readonly inbound: Inbound;
  /** The text as typed, cleaned of what nobody sees. */
  readonly text: string;
  readonly contact: Contact;
  readonly roles: readonly Role[];
  readonly question: Question | undefined;
  /** Instead of a question: what waited too long for its answer. */
  readonly lapsed?: string | undefined;
  /** The key of our own message to them that theirs is a reply to, where the channel tells. */
  readonly repliesTo?: string | undefined;
};

/** Which text a recording must be of: an item's, in a language, as it is since a moment (ms). */
export type Spoken = { readonly item: string; readonly language: Language; readonly since: number };

export type Said = {
  readonly text: string;
  readonly buttons?: readonly (readonly Button[])[];
  /** Label of a button by which a chat shares the person's own number; instead of `buttons`. */
  readonly asksPhone?: string;
  /** In letters of another language: an SMS carries them as they are, whatever it does to Vietnamese ones. */
  readonly asWritten?: true;
  /** The text may be followed by its recording, where there is one and the channel has voices. */
  readonly spoken?: Spoken;
};

export type Decision = {
  readonly says: readonly Said[];
  readonly writes?: readonly Write[];
  /** A question now open (it replaces any other); null closes the open one; absent leaves it as it is. */
  readonly asks?: {
    readonly kind: QuestionKind;
    readonly data: unknown;
    /** Open for this long; a day where not said. */
    readonly forMs?: number;
    /** How to put it again; the last of `says` where not said. */
    readonly prompt?: Said;
  } | null;
  /** What a press or a bare answer amounts to: kept in the inbox in its place. */
  readonly inFull?: string;
  /** The language from this turn on, when it changes. */
  readonly language?: Language;
  /** The further language of the guidance from this turn on, when it changes; null: none. */
  readonly tipLanguage?: string | null;
};

/** undefined: the text is not this feature's after all. */
export type Handler = (deps: Deps, turn: Turn) => Promise<Decision | undefined>;

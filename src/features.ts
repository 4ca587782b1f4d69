/** Which verb answers which intent, question and due row: the one place where features meet the spine and each other. */
import { answerWith } from './answers.ts';
import { abuse, emergency, empty, help, media, unread } from './consent/first-words.ts';
import type { Deps } from './deps.ts';
import type { Handler, QuestionKind, Said } from './handler.ts';
import { report } from './reports/report.ts';
import type { Intent } from './route.ts';
import type { DueRow } from './store/outbox.ts';

const later: Handler = async () => undefined;

const ANSWERS: Readonly<Record<QuestionKind, Handler>> = {
  // consent
  place: later,
  'place-choice': later,
  date: later,
  'date-choice': later,
  'stage-choice': later,
  'child-choice': later,
  leave: later,
  enough: later,
  erase: later,
  // guidance
  loss: later,
  // register
  invited: later,
  // reports
  report: later,
  // broadcasts
  'broadcast-communes': later,
  'broadcast-audience': later,
  'broadcast-text': later,
  'broadcast-confirm': later,
};

export const FEATURES: Readonly<Record<Intent, Handler>> = {
  answer: answerWith(ANSWERS),
  // consent
  start: help,
  media,
  empty,
  emergency,
  abuse,
  help,
  unread,
  join: later,
  due: later,
  leave: later,
  enough: later,
  return: later,
  language: later,
  held: later,
  erase: later,
  register: later,
  // guidance
  born: later,
  loss: later,
  disability: later,
  // reports
  report,
  correct: later,
  'show-report': later,
  // broadcasts
  broadcast: later,
};

/** The text of what was queued without one, as it is now; or why it is not sent any more. */
export async function lateText(
  _deps: Deps,
  _row: DueRow,
  _now: number,
): Promise<{ readonly said: Said } | { readonly skip: string }> {
  return { skip: 'unknown-kind' };
}

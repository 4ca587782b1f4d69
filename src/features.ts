/** Which verb answers which intent, question and due row: the one place where features meet the spine and each other. */
import { answerWith } from './answers.ts';
import { broadcastHandlers } from './broadcasts/broadcast.ts';
import { broadcastText } from './broadcasts/late-text.ts';
import { abuse, courtesy, emergency, empty, help, media, unread } from './consent/first-words.ts';
import { invitedAnswer, invitedUnasked } from './consent/invited.ts';
import { joining } from './consent/join.ts';
import { language } from './consent/language.ts';
import { comeBackWith, enough, enoughAnswer, leave } from './consent/leave.ts';
import type { Places } from './consent/places.ts';
import { registerWith } from './consent/register.ts';
import { erase, eraseAnswer, heldWith } from './consent/rights.ts';
import { startWith } from './consent/start.ts';
import { readTypedDate } from './consent/typed-date.ts';
import type { Deps } from './deps.ts';
import { answerBirth, bornWith } from './guidance/births.ts';
import { answerDisability, disability } from './guidance/disability.ts';
import { answerLoss, loss } from './guidance/losses.ts';
import { planAgain, planFor, replan } from './guidance/plan.ts';
import { tipText } from './guidance/tip-text.ts';
import type { Handler, QuestionKind, Said } from './handler.ts';
import { correct, report } from './reports/report.ts';
import { showReport } from './reports/show.ts';
import type { Intent } from './route.ts';
import type { DueRow } from './store/outbox.ts';
import { communeVersions } from './store/units.ts';
import { findPlace } from './units/find-place.ts';
import { findVillage } from './units/find-village.ts';
import { labelOf } from './units/kinds.ts';
import { placesOf } from './units/places.ts';
import { communesOfProvince, provinceOf, unitLabel } from './units/units.ts';

/** Nothing is asked yet about a report's values: its reply brings the corrected line to send back. */
const notAsked: Handler = async () => undefined;

const broadcasts = broadcastHandlers({
  find: async (deps, typed, provinceCode) => findPlace(await placesOf(deps.store), typed, provinceCode),
  communesOf: (deps, provinceCode) => communesOfProvince(deps.store, provinceCode),
  label: (deps, unit) => unitLabel(deps.store, unit),
});

const places: Places = {
  find: async (deps, typed, near) =>
    findPlace(
      await placesOf(deps.store),
      typed,
      near === undefined ? undefined : (await provinceOf(deps.store, near))?.code,
    ),
  byCode: async (deps, code) => {
    const unit = (await communeVersions(deps.store, [code])).find((row) => row.validTo === null);
    return unit && { unit, label: `${labelOf(unit)}, ${unit.provinceName}` };
  },
  label: (deps, unit) => unitLabel(deps.store, unit),
};
const joins = joining({ places, planFor, replanFor: replan, planAgain });

const ANSWERS: Readonly<Record<QuestionKind, Handler>> = {
  // consent
  place: joins.place,
  'place-choice': joins.placeChoice,
  date: joins.date,
  'date-choice': joins.dateChoice,
  'stage-choice': joins.stageChoice,
  'child-choice': joins.childChoice,
  enough: enoughAnswer,
  erase: eraseAnswer,
  // guidance
  loss: answerLoss,
  'birth-choice': answerBirth,
  'disability-choice': answerDisability,
  // register
  invited: invitedAnswer,
  // reports
  report: notAsked,
  // broadcasts
  'broadcast-communes': broadcasts.communes,
  'broadcast-audience': broadcasts.audience,
  'broadcast-text': broadcasts.text,
  'broadcast-confirm': broadcasts.code,
};

export const FEATURES: Readonly<Record<Intent, Handler>> = {
  answer: answerWith(ANSWERS, invitedUnasked),
  // consent
  start: startWith(places),
  media,
  empty,
  emergency,
  abuse,
  courtesy,
  help,
  unread,
  join: joins.join,
  due: joins.due,
  leave,
  enough,
  return: comeBackWith({ planAgain }),
  language,
  held: heldWith(places),
  erase,
  register: registerWith({
    places,
    findVillage,
    provinceOf: async (deps, commune) => (await provinceOf(deps.store, commune))?.code,
  }),
  // guidance
  born: bornWith((text, today) => readTypedDate(text, today, 'born')),
  loss,
  disability,
  // reports
  report,
  correct,
  'show-report': showReport,
  // broadcasts
  broadcast: broadcasts.command,
};

/** The text of what was queued without one, as it is now; or why it is not sent any more. */
export async function lateText(
  deps: Deps,
  row: DueRow,
  now: number,
): Promise<{ readonly said: Said } | { readonly skip: string }> {
  if (row.kind === 'tip') return tipText(deps, row, now);
  if (row.kind === 'broadcast' || row.kind === 'urgent') return broadcastText(deps, row);
  return { skip: 'unknown-kind' };
}

/** Which verb answers which intent, question and due row: the one place where features meet the spine and each other. */
import { answerWith } from './answers.ts';
import { broadcastHandlers } from './broadcasts/broadcast.ts';
import { broadcastTexts } from './broadcasts/late-text.ts';
import { officeOf } from './broadcasts/office.ts';
import type { Intent } from './command-words.ts';
import { erase, eraseAnswer } from './consent/erasing.ts';
import { abuse, courtesy, emergency, empty, help, media, unread } from './consent/first-words.ts';
import { inviteAgain, invitedWith } from './consent/invited.ts';
import { joining } from './consent/join.ts';
import { language } from './consent/language.ts';
import { comeBackWith, enough, enoughAnswer, leave } from './consent/leave.ts';
import { moveWith } from './consent/moving.ts';
import { answerOldNumber, formerNumber, oldNumber } from './consent/old-number.ts';
import type { Places } from './consent/places.ts';
import { registerWith } from './consent/register.ts';
import { heldWith } from './consent/rights.ts';
import { askPhoneNumber, shareCardWith } from './consent/second-address.ts';
import { share, shareNumber } from './consent/share.ts';
import { answerShare, unaskedShare } from './consent/shared.ts';
import { startWith } from './consent/start.ts';
import { readTypedDate } from './consent/typed-date.ts';
import type { Deps } from './deps.ts';
import { asking } from './guidance/ask/asking.ts';
import { passedOnTextWith } from './guidance/ask/officer-text.ts';
import { openQuestionsWith } from './guidance/ask/open-questions.ts';
import { passOnWith } from './guidance/ask/pass-on.ts';
import { replyWith } from './guidance/ask/reply.ts';
import { answerBirth, bornWith } from './guidance/births.ts';
import { answerDisability, answerTrack, disability } from './guidance/disability.ts';
import { answerLoss, answerWords, askLoss, loss, unanswered } from './guidance/losses.ts';
import { chooseTopic, openMenu } from './guidance/menu/menu.ts';
import { planAgain, planFor, replan } from './guidance/plan.ts';
import { tipText } from './guidance/tip-text.ts';
import { answerUseful } from './guidance/useful.ts';
import type { Handler, QuestionKind, Said, UnitKey } from './handler.ts';
import { answerPlace, answerReport } from './reports/answer.ts';
import { answerForm } from './reports/fill/fill.ts';
import { besideForm } from './reports/fill/set-aside.ts';
import { takeHeldOf } from './reports/held.ts';
import { lateAnswer } from './reports/late-answer.ts';
import { quickTextWith } from './reports/quick/late-text.ts';
import { quickHandlers } from './reports/quick/quick.ts';
import { reminderTextWith } from './reports/reminder-text.ts';
import { correct, reportWith } from './reports/report.ts';
import { reportCommune } from './reports/report-commune.ts';
import { answerReopen, showReport } from './reports/show.ts';
import { answerWithdraw, withdraw } from './reports/withdraw.ts';
import { ASKED_SERIES } from './store/asked.ts';
import type { DueRow } from './store/outbox.ts';
import { QUICK_SERIES } from './store/quick-counts.ts';
import { communeVersions } from './store/units.ts';
import { findPlace } from './units/find-place.ts';
import { findVillage } from './units/find-village.ts';
import { labelOf } from './units/kinds.ts';
import { placesOf } from './units/places.ts';
import { communesOfProvince, fullLabel, fullLabelOf, provinceOf, unitLabel } from './units/units.ts';

const label = (deps: Deps, unit: UnitKey) => unitLabel(deps.store, unit);
const office = officeOf({
  find: async (deps, typed, provinceCode) => findPlace(await placesOf(deps.store), typed, provinceCode),
  communesOf: (deps, provinceCode) => communesOfProvince(deps.store, provinceCode),
  label,
});
const broadcasts = broadcastHandlers(office);
const quick = quickHandlers({
  ...office,
  readDate: (text, today) => readTypedDate(text, today, 'due'),
});
const quickText = quickTextWith(office.label);

const places: Places = {
  find: async (deps, typed, near) =>
    findPlace(
      await placesOf(deps.store),
      typed,
      near === undefined ? undefined : (await provinceOf(deps.store, near))?.code,
    ),
  byCode: async (deps, code) => {
    const unit = (await communeVersions(deps.store, [code])).find((row) => row.validTo === null);
    return unit && { unit, label: fullLabelOf(unit) };
  },
  label,
  fullLabel: (deps, unit) => fullLabel(deps.store, unit),
};
const losses = { waiting: unanswered, ask: askLoss };
const joins = joining({ places, losses, planFor, replanFor: replan, planAgain });

const invited = invitedWith({ takeHeld: takeHeldOf });

const born = bornWith((text, today) => readTypedDate(text, today, 'born'));

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
  'birth-date': born,
  'birth-choice': answerBirth,
  'disability-choice': answerDisability,
  'track-choice': answerTrack,
  'loss-words': answerWords,
  'topic-choice': chooseTopic,
  // register
  invited: invited.answer,
  carer: answerShare,
  'old-number': answerOldNumber,
  'share-number': shareNumber,
  'former-number': formerNumber,
  // reports
  report: answerReport,
  form: answerForm,
  'report-place': answerPlace,
  withdraw: answerWithdraw,
  reopen: answerReopen,
  // broadcasts
  'broadcast-communes': broadcasts.communes,
  'broadcast-audience': broadcasts.audience,
  'broadcast-text': broadcasts.text,
  'broadcast-confirm': broadcasts.code,
  // quick counts
  'quick-communes': quick.communes,
  'quick-text': quick.text,
  'quick-names': quick.names,
  'quick-deadline': quick.deadline,
  'quick-confirm': quick.code,
  'quick-table': quick.table,
  'quick-close': quick.close,
  'quick-count': quick.whichCount,
  'quick-village': quick.whichVillage,
};

function orElse(first: Handler, second: Handler): Handler {
  return async (deps, turn) => (await first(deps, turn)) ?? second(deps, turn);
}

const VERBS: Readonly<Record<Intent, Handler>> = {
  answer: answerWith(
    ANSWERS,
    async (deps, turn) =>
      (await invited.unasked(deps, turn)) ?? (await answerUseful(deps, turn)) ?? unaskedShare(deps, turn),
  ),
  // consent
  start: startWith(places),
  media,
  empty,
  emergency,
  abuse,
  courtesy: orElse(lateAnswer, courtesy),
  help,
  unread: orElse(lateAnswer, unread),
  join: joins.join,
  due: joins.due,
  leave,
  enough,
  return: comeBackWith({ planAgain, losses }),
  language,
  held: heldWith(places),
  erase,
  'phone-number': askPhoneNumber,
  card: shareCardWith(places),
  register: registerWith({
    places,
    takeHeld: takeHeldOf,
    findVillage,
    provinceOf: async (deps, commune) => (await provinceOf(deps.store, commune))?.code,
  }),
  share,
  move: moveWith(places),
  'old-number': oldNumber,
  // guidance
  born,
  loss,
  disability,
  ask: asking,
  topics: openMenu,
  'pass-on': passOnWith(label),
  'reply-question': replyWith(label),
  'open-questions': openQuestionsWith(label),
  // reports
  report: reportWith({ inviteAgain }),
  correct,
  withdraw,
  'report-commune': reportCommune,
  'show-report': showReport,
  // broadcasts
  broadcast: broadcasts.command,
  // quick counts
  'quick-count': quick.command,
  'quick-answer': quick.answer,
};

export const FEATURES = besideForm(VERBS);

const reminderText = reminderTextWith(labelOf);
const passedOnText = passedOnTextWith(label);

export type Bound = { readonly said: Said } | { readonly skip: string } | { readonly fail: 'unreadable' };

/** The texts of what was queued without one, by row, as they are now; or why it is not sent any more. */
export async function lateTexts(
  deps: Deps,
  rows: readonly DueRow[],
  now: number,
): Promise<ReadonlyMap<number, Bound>> {
  const [broadcasts, single] = [
    rows.filter((row) => row.broadcastId !== null),
    rows.filter((row) => row.broadcastId === null),
  ];
  const bound = new Map(await broadcastTexts(deps, broadcasts));
  for (const row of single) bound.set(row.id, await lateText(deps, row, now));
  return bound;
}

async function lateText(deps: Deps, row: DueRow, now: number): Promise<Bound> {
  if (row.series === QUICK_SERIES) return quickText(deps, row, now);
  if (row.series === ASKED_SERIES) return passedOnText(deps, row);
  if (row.kind === 'tip') return tipText(deps, row, now);
  if (row.kind === 'reminder') return reminderText(deps, row, now);
  return { skip: 'unknown-kind' };
}

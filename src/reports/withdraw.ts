/** `HUY T10`: takes a month's report back, after a yes. Every version stays on record. */
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Turn } from '../handler.ts';
import { recordAct } from '../store/audit.ts';
import { reopenedUntil } from '../store/held.ts';
import { choiceIn } from '../words/bare.ts';
import { isClosed } from './calendar.ts';
import { calendarOfCommune } from './calendar-of.ts';
import { communePlaces } from './commune-place.ts';
import { COMMUNE_FORM, formById, type ReportForm, VILLAGE_FORM } from './form.ts';
import { keep } from './keep.ts';
import { shownPeriod } from './periods.ts';
import { placeByKey } from './permitted.ts';
import { readPeriod } from './read/read-period.ts';
import { standingOf } from './take.ts';
import { byOf } from './take-text.ts';
import { ownPlaces, type Place, placesNamed, withoutPlace } from './where.ts';
import { shownValues } from './wording.ts';

type Asked = {
  readonly form: string;
  readonly place: string;
  readonly period: string;
  /** What was shown: another's report since then is not taken back unseen. */
  readonly version: number;
};

export const withdraw: Handler = async (deps, turn) => {
  const villages = ownPlaces(turn);
  const form = villages.length > 0 ? VILLAGE_FORM : COMMUNE_FORM;
  const own = villages.length > 0 ? villages : await communePlaces(deps, turn);
  if (own.length === 0) return undefined;
  const rest = turn.text.replace(/^\s*\S+\s*/u, '');
  const named = placesNamed(rest, own);
  const words = named.length === 1 && named[0] !== undefined ? withoutPlace(rest, named[0]) : rest;
  const period = readPeriod(words, new Date(turn.inbound.sentAt), form.form);
  if (period === undefined) return undefined;
  const [place, ...more] = named.length > 0 ? named : own;
  const { language } = turn.contact;
  const shown = shownPeriod(period);
  if (place === undefined || more.length > 0) {
    const list = own.map(({ name }) => name).join(', ');
    const text = deps.texts.say(language, 'reports.withdrawWhich', {
      list,
      period: shown,
      village: own[0]?.name ?? '',
    });
    return { says: [{ text }] };
  }
  return asked(deps, turn, form, place, period);
};

async function asked(
  deps: Deps,
  turn: Turn,
  form: ReportForm,
  place: Place,
  period: string,
): Promise<Decision> {
  const { language } = turn.contact;
  const shown = shownPeriod(period);
  const standing = (await standingOf(deps, form, place.key, turn.now)).get(period);
  const values = shownValues(standing?.values ?? {}, form.order);
  const close = turn.question?.kind === 'withdraw' ? { asks: null } : {};
  if (standing === undefined || values === '') {
    const text = deps.texts.say(language, 'reports.shownNone', { village: place.name, period: shown });
    return { says: [{ text }], ...close };
  }
  if (await isShut(deps, turn, form.id, place, period)) {
    return {
      says: [{ text: deps.texts.say(language, 'reports.closedForGood', { period: shown }) }],
      ...close,
    };
  }
  const data: Asked = { form: form.id, place: place.key, period, version: standing.version };
  return {
    says: [
      {
        text: deps.texts.say(language, 'reports.withdrawAsked', {
          period: shown,
          village: place.name,
          values,
        }),
        buttons: [
          [
            { label: deps.texts.say(language, 'reports.withdrawButton'), says: '1' },
            { label: deps.texts.say(language, 'reports.keepButton'), says: '2' },
          ],
        ],
      },
    ],
    asks: { kind: 'withdraw', data },
  };
}

export const answerWithdraw: Handler = async (deps, turn) => {
  if (turn.question === undefined) return undefined;
  const { form: id, place: key, period, version } = turn.question.data as Asked;
  const choice = choiceIn(turn.text);
  const { language } = turn.contact;
  const yes = choice === 1 || choice === 'yes';
  if (!yes && choice !== 2 && choice !== 'no') return undefined;
  const place = await placeByKey(deps, turn, key);
  const shown = { form: id, period: shownPeriod(period), village: place?.name ?? '' };
  const told = (text: 'reports.withdrawn' | 'reports.keptAll' | 'reports.noLongerYours'): Decision => ({
    says: [{ text: deps.texts.say(language, text, shown) }],
    asks: null,
  });
  if (place === undefined) return told('reports.noLongerYours');
  if (!yes) return told('reports.keptAll');
  const form = formById(id);
  const standing = (await standingOf(deps, form, key, turn.now)).get(period);
  if (standing?.version !== version || (await isShut(deps, turn, id, place, period))) {
    return asked(deps, turn, form, place, period);
  }
  const by = byOf(turn);
  const kept = await keep(deps, { form: id, place: key, period }, { act: 'withdraw' }, by, standing);
  return {
    ...told('reports.withdrawn'),
    writes: [
      ...kept.writes,
      recordAct({
        at: turn.now,
        actor: `contact:${turn.contact.id}`,
        action: 'report-withdrawn',
        subject: `report:${id}:${key}:${period}`,
      }),
    ],
  };
};

async function isShut(deps: Deps, turn: Turn, form: string, place: Place, period: string): Promise<boolean> {
  if (place.commune === undefined) return false;
  const calendar = await calendarOfCommune(deps, place.commune, turn.now);
  if (!isClosed(calendar, period, turn.now)) return false;
  return ((await reopenedUntil(deps.store, form, place.key, period)) ?? 0) <= turn.now;
}

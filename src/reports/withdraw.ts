/** `HUY T10`: takes a month's report back, after a yes. Every version stays on record. */
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Turn } from '../handler.ts';
import { recordAct } from '../store/audit.ts';
import { reopenedUntil } from '../store/held.ts';
import { choiceIn } from '../words/bare.ts';
import { isClosed } from './calendar.ts';
import { calendarOfCommune } from './calendar-of.ts';
import { communePlaces, communesOf } from './commune-place.ts';
import { formById, formOfPlace, type ReportForm, VILLAGE_FORM } from './form.ts';
import { keep } from './keep.ts';
import { shownPeriod } from './periods.ts';
import { placeByKey } from './permitted.ts';
import { readPeriod } from './read/read-period.ts';
import { standingOf } from './take.ts';
import { byOf } from './take-text.ts';
import { placesMeant, toldApart } from './told-apart.ts';
import { villagesIn } from './villages-in.ts';
import { ownPlaces, type Place } from './where.ts';
import { shownValues } from './wording.ts';

type Asked = {
  readonly form: string;
  readonly place: string;
  readonly period: string;
  /** What was shown: another's report since then is not taken back unseen. */
  readonly version: number;
};

export const withdraw: Handler = async (deps, turn) => {
  const own = ownPlaces(turn);
  const communes = communesOf(turn);
  if (own.length === 0 && communes.length === 0) return undefined;
  const itself = await communePlaces(deps, turn);
  const words = turn.text.replace(/^\s*\S+\s*/u, '');
  const all = [...own, ...itself, ...(await villagesIn(deps, communes))];
  const { named, rest } = await placesMeant(deps, words, all);
  const period = readPeriod(rest, new Date(turn.inbound.sentAt), VILLAGE_FORM.form);
  if (period === undefined) return undefined;
  const usual = own.length > 0 ? await toldApart(deps, own) : itself;
  const places = named.length > 0 ? named : usual;
  const [place, ...more] = places;
  const { language } = turn.contact;
  const shown = shownPeriod(period);
  if (place === undefined || more.length > 0) {
    const names = places.map(({ name, label = name }) => label);
    const text = deps.texts.say(language, 'reports.withdrawWhich', {
      list: names.join(', '),
      period: shown,
      village: names[0] ?? '',
    });
    return { says: [{ text }] };
  }
  return asked(deps, turn, formOfPlace(place.key), place, period);
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
  const village = place.label ?? place.name;
  const close = turn.question?.kind === 'withdraw' ? { asks: null } : {};
  if (standing === undefined || values === '') {
    const text = deps.texts.say(language, 'reports.shownNone', { village, period: shown });
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
          village,
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
  const shown = { form: id, period: shownPeriod(period), village: place?.label ?? place?.name ?? '' };
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

/** `XEM T10`: what is stored for a month; for an officer of the commune also how to open a closed one again. */
import { civilDate, DAY_MS, shownDate } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Turn } from '../handler.ts';
import { recordAct } from '../store/audit.ts';
import { reopenMonth } from '../store/held.ts';
import { reportsOfMany, type StoredReport } from '../store/reports.ts';
import { foldName } from '../vietnamese.ts';
import { choiceIn } from '../words/bare.ts';
import { closesAt, isClosed } from './calendar.ts';
import { calendarOfCommune } from './calendar-of.ts';
import { communePlaces, communesOf } from './commune-place.ts';
import { COMMUNE_FORM, formById, formOfPlace, type ReportForm, VILLAGE_FORM } from './form.ts';
import { takeHeldFor } from './held.ts';
import { shownPeriod } from './periods.ts';
import { placeByKey } from './permitted.ts';
import { readPeriod } from './read/read-period.ts';
import { tellSenders } from './tell-senders.ts';
import { placesMeant, toldApart } from './told-apart.ts';
import { villagesIn } from './villages-in.ts';
import { ownPlaces, type Place } from './where.ts';
import { shownValues } from './wording.ts';

export const showReport: Handler = async (deps, turn) => {
  const own = ownPlaces(turn);
  const communes = communesOf(turn);
  if (own.length === 0 && communes.length === 0) return undefined;
  const rest = turn.text.replace(/^\s*\S+\s*/u, '');
  const villages = await villagesIn(deps, communes);
  const meant = await placesMeant(deps, rest, [...own, ...villages, ...(await communePlaces(deps, turn))]);
  const { named, rest: words } = meant;
  const period = readPeriod(words, new Date(turn.inbound.sentAt), VILLAGE_FORM.form);
  if (period === undefined) return unreadMonth(deps, turn, words);
  const [only, ...more] = named;
  if (only !== undefined && more.length === 0) return shownOne(deps, turn, only, period, communes.length > 0);
  const asked = more.length > 0 ? named : await toldApart(deps, own);
  if (asked.length > 0) return { says: [{ text: await shownAll(deps, turn, asked, period) }] };
  const lines = [await overview(deps, turn, communes, period), await ownReports(deps, turn, period)];
  return { says: [{ text: lines.filter((line) => line !== '').join('\n') }] };
};

/** `XEM T3` of a year ago, `XEM T13`: it can only be a month, so the answer says how to name one. */
function unreadMonth(deps: Deps, turn: Turn, words: string): Decision | undefined {
  if (!/^(?:t|th|thang)?\s*\d/.test(foldName(words))) return undefined;
  const period = shownPeriod(civilDate(turn.now).slice(0, 7));
  return { says: [{ text: deps.texts.say(turn.contact.language, 'reports.showWhich', { period }) }] };
}

async function shownAll(deps: Deps, turn: Turn, places: readonly Place[], period: string): Promise<string> {
  const rows = new Map([
    ...(await rowsOf(deps, VILLAGE_FORM, places, period)),
    ...(await rowsOf(deps, COMMUNE_FORM, places, period)),
  ]);
  return places
    .map((place) => shown(deps, turn, formOfPlace(place.key), place, period, rows.get(place.key)))
    .join('\n');
}

/** What the officer reported for the commune itself, where anything. */
async function ownReports(deps: Deps, turn: Turn, period: string): Promise<string> {
  const places = await communePlaces(deps, turn);
  const rows = await rowsOf(deps, COMMUNE_FORM, places, period);
  return places
    .filter(({ key }) => rows.has(key))
    .map((place) => shown(deps, turn, COMMUNE_FORM, place, period, rows.get(place.key)))
    .join('\n');
}

/** Each place's report of one month, where there is one. */
async function rowsOf(
  deps: Pick<Deps, 'store'>,
  form: ReportForm,
  places: readonly Place[],
  period: string,
): Promise<ReadonlyMap<string, StoredReport>> {
  const keys = places.map(({ key }) => key);
  const rows = await reportsOfMany(deps.store, form.id, keys, period);
  return new Map(
    rows
      .filter((row) => row.period === period && Object.keys(row.values).length > 0)
      .map((row) => [row.place, row]),
  );
}

function shown(
  deps: Deps,
  turn: Turn,
  form: ReportForm,
  { name, label: village = name }: Place,
  period: string,
  row: StoredReport | undefined,
): string {
  const { language } = turn.contact;
  const month = { period: shownPeriod(period), village };
  if (row === undefined) return deps.texts.say(language, 'reports.shownNone', month);
  const missing = form.required.filter((code) => row.values[code] === undefined);
  const values = shownValues(row.values, form.order);
  return [
    deps.texts.say(language, 'reports.shown', { ...month, values }),
    ...(missing.length === 0
      ? []
      : [deps.texts.say(language, 'reports.missing', { codes: missing.join(' ') })]),
    ...(row.version < 2
      ? []
      : [
          deps.texts.say(language, 'reports.shownHistory', {
            times: row.version,
            date: shownDate(civilDate(row.updatedAt)),
          }),
        ]),
  ].join('\n');
}

const MOST_NAMED = 8;

/** How many villages of an officer's commune have reported, and which have not. */
async function overview(
  deps: Deps,
  turn: Turn,
  communes: readonly NonNullable<Place['commune']>[],
  period: string,
): Promise<string> {
  const villages = await toldApart(deps, await villagesIn(deps, communes));
  const rows = await rowsOf(deps, VILLAGE_FORM, villages, period);
  const silent = villages.filter(({ key }) => !rows.has(key)).map(({ name, label = name }) => label);
  const { language } = turn.contact;
  const more = silent.length - MOST_NAMED;
  const list = [
    ...silent.slice(0, MOST_NAMED),
    ...(more > 0 ? [deps.texts.say(language, 'reports.andMore', { more })] : []),
  ].join(', ');
  return deps.texts.say(language, silent.length === 0 ? 'reports.overviewAll' : 'reports.overview', {
    period: shownPeriod(period),
    reported: villages.length - silent.length,
    villages: villages.length,
    list,
  });
}

/** How long an officer opens a closed month for. */
const REOPENED_MS = 7 * DAY_MS;

type Asked = { readonly form: string; readonly place: string; readonly period: string };

async function shownOne(
  deps: Deps,
  turn: Turn,
  place: Place,
  period: string,
  officer: boolean,
): Promise<Decision> {
  const form = formOfPlace(place.key);
  const rows = await rowsOf(deps, form, [place], period);
  const text = shown(deps, turn, form, place, period, rows.get(place.key));
  if (!officer || place.commune === undefined) return { says: [{ text }] };
  const calendar = await calendarOfCommune(deps, place.commune, turn.now);
  if (!isClosed(calendar, period, turn.now)) return { says: [{ text }] };
  const { language } = turn.contact;
  const date = shownDate(civilDate(closesAt(calendar, period) - 1));
  const question = deps.texts.say(language, 'reports.reopenAsked', { date });
  const data: Asked = { form: form.id, place: place.key, period };
  return {
    says: [
      {
        text: `${text}\n${question}`,
        buttons: [
          [
            { label: deps.texts.say(language, 'reports.reopenButton'), says: '1' },
            { label: deps.texts.say(language, 'reports.stayClosedButton'), says: '2' },
          ],
        ],
      },
    ],
    asks: { kind: 'reopen', data },
  };
}

/** Opens the month again for a week; what waited for that is read at once, and its senders are told. */
export const answerReopen: Handler = async (deps, turn) => {
  if (turn.question === undefined) return undefined;
  const { form: id, place: key, period } = turn.question.data as Asked;
  const choice = choiceIn(turn.text);
  const yes = choice === 1 || choice === 'yes';
  if (!yes && choice !== 2 && choice !== 'no') return undefined;
  const { contact, now } = turn;
  const place = await placeByKey(deps, turn, key);
  const say = (
    text: 'reports.reopened' | 'reports.staysClosed' | 'reports.noLongerYours',
    until = '',
  ): Decision => ({
    says: [
      {
        text: deps.texts.say(contact.language, text, {
          period: shownPeriod(period),
          village: place?.label ?? place?.name ?? '',
          until,
        }),
      },
    ],
    asks: null,
  });
  if (place === undefined) return say('reports.noLongerYours');
  if (!yes) return say('reports.staysClosed');
  const until = now + REOPENED_MS;
  const openedBy = `contact:${contact.id}`;
  const held = await takeHeldFor(deps, formById(id), place, period, now);
  const reopened = say('reports.reopened', shownDate(civilDate(until)));
  const own = held.told.filter(({ contactId }) => contactId === contact.id);
  const open = held.opens.find(({ contactId }) => contactId === contact.id);
  return {
    says: [...reopened.says, ...own.map(({ text }) => ({ text }))],
    asks: open === undefined ? null : { kind: 'report', data: open.draft, prompt: { text: open.prompt } },
    writes: [
      reopenMonth({ form: id, place: key, period, until, openedBy, at: now }),
      recordAct({
        at: now,
        actor: openedBy,
        action: 'month-reopened',
        subject: `report:${id}:${key}:${period}`,
      }),
      ...held.writes,
      ...(await tellSenders(deps, `reopened:${id}:${key}:${period}:${now}`, contact.id, held, now)),
    ],
  };
};

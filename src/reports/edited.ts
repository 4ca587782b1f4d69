/** A text changed after it was sent: what it said before is told, where it stands for another month or place. */
import type { Deps } from '../deps.ts';
import type { Decision, Turn } from '../handler.ts';
import { type ReportVersion, reportsOf, versionsBy } from '../store/reports.ts';
import { communesOf } from './commune-place.ts';
import { VILLAGE_FORM } from './form.ts';
import { SAME_MESSAGE_MS } from './keep.ts';
import { shownPeriod } from './periods.ts';
import { readPeriod } from './read/read-period.ts';
import type { Reading } from './read/reading.ts';
import { villagesIn } from './villages-in.ts';
import { ownPlaces, type Place } from './where.ts';

/** What the text is about now. */
export type Meant = { readonly place: Place; readonly reading: Reading };

export async function besideEdited(
  deps: Pick<Deps, 'store' | 'texts'>,
  turn: Turn,
  decision: Decision,
  meant?: Meant,
): Promise<Decision> {
  if (turn.inbound.kind !== 'edit') return decision;
  const own = ownPlaces(turn);
  const places = [...own, ...(await villagesIn(deps, communesOf(turn)))];
  const told: string[] = [];
  for (const { place: key, period, values } of await saidBefore(deps, turn, places)) {
    const place = places.find((one) => one.key === key);
    if (place === undefined || isMeant(turn, meant, key, period)) continue;
    const [standing] = await reportsOf(deps.store, VILLAGE_FORM.id, key, period);
    const stands = standing?.period === period && Object.keys(values).some((c) => c in standing.values);
    const named = own.length === 1 && own[0] === place ? '' : ` ${place.name}`;
    const shown = shownPeriod(period);
    const value = { period: shown, village: place.name, undo: `HUY ${shown}${named}` };
    if (stands) told.push(deps.texts.say(turn.contact.language, 'reports.editedBefore', value));
  }
  return { ...decision, says: [...told.map((text) => ({ text })), ...decision.says] };
}

/** The versions of the same message, or else of what they said last, a moment ago. */
async function saidBefore(
  { store }: Pick<Deps, 'store'>,
  { contact, inbound, now }: Turn,
  places: readonly Place[],
): Promise<readonly ReportVersion[]> {
  const keys = [...new Set(places.map(({ key }) => key))];
  const sentAt = inbound.firstSentAt ?? inbound.sentAt;
  const since = now - SAME_MESSAGE_MS;
  const found = await versionsBy(store, contact.id, VILLAGE_FORM.id, keys, { sentAt, since });
  const last = found.findLast((one) => one.sentAt === sentAt) ?? found.at(-1);
  return found.filter(({ channel, providerId }) => {
    return channel === last?.channel && providerId === last.providerId;
  });
}

function isMeant(turn: Turn, meant: Meant | undefined, place: string, period: string): boolean {
  if (meant?.place.key !== place) return false;
  const { reports, suggestion = '' } = meant.reading;
  const sentAt = new Date(turn.inbound.sentAt);
  const offered = [...suggestion.matchAll(/\bT\d+(?:\/\d+)?/g)].map(([month]) =>
    readPeriod(month, sentAt, VILLAGE_FORM.form),
  );
  return reports.some((one) => one.period === period) || offered.includes(period);
}

/** Which place is a text about? By number or by name; the text waits. */
import type { Deps } from '../deps.ts';
import type { Decision, Turn } from '../handler.ts';
import { unitByKey } from '../store/units.ts';
import { foldName } from '../vietnamese.ts';
import type { PlaceDraft } from './draft.ts';
import type { ReportForm } from './form.ts';
import type { Place } from './where.ts';

const MOST_PLACES = 9;

/** A bare 2 is the second of the list only where no other of them is called `Thôn 2`. */
export function numbersAreClear(places: readonly Pick<Place, 'name'>[]): boolean {
  return places.every(({ name }, i) => {
    const number = /(?<!\d)0*(\d+)\D*$/.exec(name)?.[1];
    const listed = number === undefined ? undefined : places[Number(number) - 1];
    return listed === undefined || listed === places[i] || listed.name === name;
  });
}

/** Two villages of one name, in two communes: each with its commune. */
async function toldApart(
  deps: Pick<Deps, 'store'>,
  place: Place,
  places: readonly Place[],
): Promise<Pick<Place, 'key' | 'name'>> {
  const alike = places.filter(({ name }) => foldName(name) === foldName(place.name));
  const unit =
    alike.length < 2 || place.commune === undefined ? undefined : await unitByKey(deps.store, place.commune);
  return unit === undefined ? place : { key: place.key, name: `${place.name} (${unit.name})` };
}

export async function askPlace(
  deps: Pick<Deps, 'store' | 'texts'>,
  turn: Turn,
  form: ReportForm,
  places: readonly Place[],
  question?: string,
): Promise<Decision> {
  const shown = await Promise.all(
    places.slice(0, MOST_PLACES).map((place) => toldApart(deps, place, places)),
  );
  const say = (key: 'reports.whichVillage' | 'reports.whichVillageByName', list: string) =>
    deps.texts.say(turn.contact.language, key, { list, village: shown[0]?.name ?? '' });
  const list = numbersAreClear(places)
    ? say('reports.whichVillage', shown.map(({ name }, i) => `${i + 1}: ${name}`).join(', '))
    : say('reports.whichVillageByName', shown.map(({ name }) => name).join(', '));
  const data: PlaceDraft = {
    form: form.id,
    places: shown.map((place) => place.key),
    text: turn.text,
    sentAt: turn.inbound.sentAt,
  };
  return {
    says: [
      {
        text: question ?? list,
        buttons: shown.map(({ name }, i) => [
          { label: name, says: numbersAreClear(places) ? String(i + 1) : name },
        ]),
      },
    ],
    asks: { kind: 'report-place', data },
  };
}

/** Which place is a text about? By number or by name; the text waits. */
import type { Deps } from '../deps.ts';
import type { Decision, Turn } from '../handler.ts';
import type { PlaceDraft } from './draft.ts';
import type { ReportForm } from './form.ts';
import type { Place } from './where.ts';

const MOST_PLACES = 9;

export function askPlace(
  deps: Pick<Deps, 'texts'>,
  turn: Turn,
  form: ReportForm,
  places: readonly Place[],
  question?: string,
): Decision {
  const shown = places.slice(0, MOST_PLACES);
  const list = shown.map((place, i) => `${i + 1}: ${place.name}`).join(', ');
  const data: PlaceDraft = {
    form: form.id,
    places: shown.map((place) => place.key),
    text: turn.text,
    sentAt: turn.inbound.sentAt,
  };
  return {
    says: [
      {
        text: question ?? deps.texts.say(turn.contact.language, 'reports.whichVillage', { list }),
        buttons: shown.map((place, i) => [{ label: place.name, says: String(i + 1) }]),
      },
    ],
    asks: { kind: 'report-place', data },
  };
}

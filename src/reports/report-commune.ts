/** `BX …`: what a commune's officer reports for the commune itself. From anyone else it is ordinary text. */
import { civilDate } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Turn } from '../handler.ts';
import { unitByKey } from '../store/units.ts';
import { foldName } from '../vietnamese.ts';
import { askPlace, lineShown } from './ask-place.ts';
import { communeName, communePlaces, communesOf } from './commune-place.ts';
import { communesNamed } from './communes-named.ts';
import { COMMUNE_FORM } from './form.ts';
import { strangeVillage } from './read/named-village.ts';
import { readCorrection, readReport } from './read/read.ts';
import { takeText } from './take-text.ts';
import { villagesIn } from './villages-in.ts';
import { type Place, placesNamed, placesReported } from './where.ts';

export const reportCommune: Handler = async (deps, turn) => {
  if (communesOf(turn).length === 0) return undefined;
  if (foldName(turn.text) === COMMUNE_FORM.id.toLowerCase())
    return { says: [{ text: helpText(deps, turn) }] };
  return answerTo(deps, turn, readReport);
};

/** `SUA T10 CB12`; undefined where the codes are not the commune's. */
export async function correctCommune(deps: Deps, turn: Turn): Promise<Decision | undefined> {
  return communesOf(turn).length === 0 ? undefined : answerTo(deps, turn, readCorrection);
}

async function answerTo(deps: Deps, turn: Turn, read: typeof readReport): Promise<Decision | undefined> {
  const { text, inbound } = turn;
  const first = read(text, new Date(inbound.sentAt), COMMUNE_FORM.form, { villages: [] });
  if (first.outcome === 'other') return undefined;
  if (first.outcome === 'ignored') return { says: [] };
  const places = await communePlaces(deps, turn);
  const named = placesNamed(text, places);
  const [place, ...more] = named.length > 0 ? named : places;
  if (place === undefined) return undefined;
  if (more.length > 0) return askPlace(deps, turn, COMMUNE_FORM, places);
  const other = await otherPlace(deps, turn, place, places);
  if (other !== undefined) {
    const values = { other, place: place.name, line: lineShown(text) };
    const question = deps.texts.say(turn.contact.language, 'reports.notOfCommune', values);
    return askPlace(deps, turn, COMMUNE_FORM, [place], question);
  }
  return takeText(deps, turn, { form: COMMUNE_FORM, place, text, sentAt: inbound.sentAt });
}

/** A village that nobody has, so that any village named is told. */
const NOBODYS = '-';

/** A village, or a commune that is none of theirs: the numbers may be its own, and must not become the commune's. */
async function otherPlace(
  deps: Deps,
  { text, contact, roles }: Turn,
  { commune }: Place,
  own: readonly Place[],
): Promise<string | undefined> {
  const [village] = placesReported(text, await villagesIn(deps, communesOf({ roles })));
  if (village !== undefined) return village.name;
  const strange = strangeVillage(text, COMMUNE_FORM.form, [NOBODYS]);
  if (strange !== undefined) return strange;
  const unit = commune === undefined ? undefined : await unitByKey(deps.store, commune);
  if (unit === undefined) return undefined;
  const other = (await communesNamed(deps, text, unit.provinceCode, true)).find(
    ({ code }) => !own.some((one) => one.commune?.code === code),
  );
  return other && communeName(deps, contact.language, other);
}

function helpText(deps: Deps, turn: Turn): string {
  const month = Number(civilDate(turn.now).slice(5, 7));
  return deps.texts.say(turn.contact.language, 'reports.communeHelp', {
    month,
    codes: COMMUNE_FORM.order.join(' '),
  });
}

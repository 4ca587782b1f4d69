/** `BC …`, `SUA …`: a place's counts for a month. Who sends it decides whose counts they are. */
import { civilDate } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Turn } from '../handler.ts';
import { holdReport } from '../store/held.ts';
import { unitByKey } from '../store/units.ts';
import { foldName } from '../vietnamese.ts';
import { answersDraft } from './answer.ts';
import { askPlace, lineShown } from './ask-place.ts';
import { communesOf } from './commune-place.ts';
import { communesNamed } from './communes-named.ts';
import { sameText } from './draft.ts';
import { besideEdited } from './edited.ts';
import { villageBeside } from './elsewhere.ts';
import { answerForm, fillIn } from './fill/fill.ts';
import { VILLAGE_FORM } from './form.ts';
import { SAME_MESSAGE_MS } from './keep.ts';
import { openDraft } from './open-draft.ts';
import { strangeVillage } from './read/named-village.ts';
import { understandCorrection, understandReport } from './read/read.ts';
import { correctCommune } from './report-commune.ts';
import { takeText } from './take-text.ts';
import { tellOfficers } from './tell-officers.ts';
import { type ReportNeeds, unregistered } from './unregistered.ts';
import { villagesIn } from './villages-in.ts';
import { namesFor, ownPlaces, type Place, placesReported } from './where.ts';

type Understand = typeof understandReport;

export function reportWith({ inviteAgain }: ReportNeeds): Handler {
  return async (deps, turn) => {
    if (ownPlaces(turn).length === 0 && communesOf(turn).length === 0)
      return unregistered(deps, turn, inviteAgain);
    return (await answerForm(deps, turn)) ?? answerTo(deps, turn, understandReport);
  };
}

/** `SUA T10 KT6`: from anyone else it is ordinary text. */
export const correct: Handler = async (deps, turn) => {
  const isOfficer = communesOf(turn).length > 0;
  if (ownPlaces(turn).length === 0 && !isOfficer) return undefined;
  const ofCommune = isOfficer ? await correctCommune(deps, turn) : undefined;
  return ofCommune ?? (await answerForm(deps, turn)) ?? answerTo(deps, turn, understandCorrection);
};

async function answerTo(deps: Deps, turn: Turn, understand: Understand): Promise<Decision | undefined> {
  const own = ownPlaces(turn);
  const sentAt = new Date(turn.inbound.sentAt);
  const understood = understand(turn.text, sentAt, VILLAGE_FORM.form, { villages: namesFor(turn) });
  let looksBack = false;
  const first = understood(() => {
    looksBack = true;
    return {};
  });
  if (first.outcome === 'other') return undefined;
  if (first.outcome === 'ignored' || asksAgain(turn)) return { says: [] };
  const draft = openDraft(turn);
  if (draft !== undefined && first.questions.some((q) => q.reason === 'keyword-missing')) {
    const filled = await answersDraft(deps, turn, draft);
    if (filled !== undefined) return filled;
  }
  if (isBareKeyword(turn.text))
    return (await fillIn(deps, turn)) ?? { says: [{ text: helpText(deps, turn) }] };

  const place = await placeMeant(deps, turn, own);
  if ('says' in place) return besideEdited(deps, turn, place);
  const elsewhere = await otherCommune(deps, turn, place);
  if (elsewhere !== undefined) return besideEdited(deps, turn, elsewhere);
  return takeText(deps, turn, {
    form: VILLAGE_FORM,
    place,
    text: turn.text,
    sentAt: turn.inbound.sentAt,
    understood: { again: understood, needsStored: looksBack || first.reports.length > 0 },
  });
}

/** A village that nobody has, so that any village named in an officer's text is told. */
const NOBODYS = '-';

/** The place, or what to say where it is not certain. */
async function placeMeant(deps: Deps, turn: Turn, own: readonly Place[]): Promise<Place | Decision> {
  const named = placesReported(turn.text, own);
  const names = own.length > 0 ? own.map((place) => place.name) : [NOBODYS];
  const [only, ...more] = named.length > 0 ? named : own;
  const marked = named.length === 1 ? undefined : strangeVillage(turn.text, VILLAGE_FORM.form, names);
  const sure = only !== undefined && more.length === 0 && marked === undefined;
  const stranger = marked ?? (sure ? (await villageBeside(deps, turn.text, only))?.name : undefined);
  if (sure && stranger === undefined) return only;
  const officers = communesOf(turn);
  if (officers.length > 0 && (stranger !== undefined || own.length === 0)) {
    const inArea = placesReported(turn.text, await villagesIn(deps, officers));
    if (inArea.length === 1 && inArea[0] !== undefined) return inArea[0];
    if (inArea.length > 1) return askPlace(deps, turn, VILLAGE_FORM, inArea);
    return said(deps, turn, 'reports.officerNamesVillage', { line: shortened(turn.text) });
  }
  if (stranger !== undefined) return otherVillage(deps, turn, stranger, own);
  return askPlace(deps, turn, VILLAGE_FORM, own);
}

/** A village of the same commune that is not theirs: the text waits for the officer's word. */
async function otherVillage(
  deps: Deps,
  turn: Turn,
  village: string,
  own: readonly Place[],
): Promise<Decision> {
  const home = own[0]?.commune;
  const [meant, ...more] = placesReported(
    turn.text,
    home === undefined ? [] : await villagesIn(deps, [home]),
  );
  if (meant === undefined || more.length > 0) return said(deps, turn, 'reports.otherVillage', { village });
  const { contact, inbound, now } = turn;
  return {
    ...said(deps, turn, 'reports.otherVillageHeld', { village: meant.name }),
    writes: [
      holdReport({
        id: deps.newId(),
        contactId: contact.id,
        channel: inbound.channel,
        providerId: inbound.providerId,
        reason: 'other-village',
        place: meant.key,
        period: null,
        at: now,
      }),
      ...(await tellOfficers(deps, meant, {
        key: `other-village:${contact.id}:${meant.key}`,
        except: contact.id,
        now,
        text: (language) =>
          deps.texts.say(language, 'reports.askedToRegister', {
            own: own[0]?.name ?? '',
            village: meant.name,
            number: inbound.from.kind === 'phone' ? localNumber(inbound.from.value) : '09...',
          }),
      })),
    ],
  };
}

/** `xã` with the name of another commune of the province: an old name may be meant, so it is asked. */
async function otherCommune(deps: Deps, turn: Turn, place: Place): Promise<Decision | undefined> {
  if (place.commune === undefined) return undefined;
  const own = await unitByKey(deps.store, place.commune);
  if (own === undefined) return undefined;
  const named = await communesNamed(deps, turn.text, own.provinceCode);
  const [other] = named;
  if (other === undefined || named.some(({ code }) => code === own.code)) return undefined;
  const values = { village: place.name, own: own.name, other: other.name, line: lineShown(turn.text) };
  return askPlace(
    deps,
    turn,
    VILLAGE_FORM,
    [place],
    deps.texts.say(turn.contact.language, 'reports.otherCommune', values),
  );
}

/** The same text again while its question is open: asked once is enough. */
function asksAgain({ question, text, now }: Turn): boolean {
  if (question === undefined || now - question.askedAt >= SAME_MESSAGE_MS) return false;
  if (question.kind !== 'report' && question.kind !== 'report-place') return false;
  return sameText((question.data as { text: string }).text, text);
}

function said(
  deps: Deps,
  turn: Turn,
  key: 'reports.otherVillage' | 'reports.otherVillageHeld' | 'reports.officerNamesVillage',
  values?: Readonly<Record<string, string>>,
): Decision {
  return { says: [{ text: deps.texts.say(turn.contact.language, key, values) }] };
}

function shortened(text: string): string {
  return text.slice(0, 60);
}

/** `0912345678`, as it is typed in a command. */
function localNumber(e164: string): string {
  return e164.replace(/^\+84/, '0');
}

function isBareKeyword(text: string): boolean {
  return ['bc', 'bao cao', 'baocao', 'b c'].includes(foldName(text));
}

function helpText(deps: Deps, turn: Turn): string {
  const month = Number(civilDate(turn.now).slice(5, 7));
  return deps.texts.say(turn.contact.language, 'reports.help', { month });
}

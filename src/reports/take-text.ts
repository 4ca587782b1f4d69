/** A text read for a place that is known by now, with what is stored of it. */
import type { Deps } from '../deps.ts';
import type { Decision, Turn } from '../handler.ts';
import { currentFor } from './calendar-of.ts';
import { communesOf } from './commune-place.ts';
import { besideEdited } from './edited.ts';
import { type ReportForm, VILLAGE_FORM } from './form.ts';
import type { By } from './keep.ts';
import { openDraft } from './open-draft.ts';
import type { Form } from './read/form.ts';
import { type Understood, understandCorrection, understandReport } from './read/read.ts';
import type { ReaderContext, Reading, SenderContext } from './read/reading.ts';
import { answered, type Standing, standingOf, take } from './take.ts';
import { asTold } from './told-apart.ts';
import { namesFor, ownPlaces, type Place } from './where.ts';

export function byOf({ contact, inbound, now }: Turn): By {
  const { channel, providerId, sentAt } = inbound;
  return { contactId: contact.id, channel, providerId, sentAt, receivedAt: now };
}

/** A text that waited, or an offered line: a correction begins with its own word. */
export function readAny(text: string, sentAt: Date, form: Form, context: ReaderContext): Reading {
  return understandAny(text, sentAt, form, context)(context.stored);
}

function understandAny(text: string, sentAt: Date, form: Form, sender: SenderContext): Understood {
  const correction = understandCorrection(text, sentAt, form, sender);
  return correction().outcome === 'other' ? understandReport(text, sentAt, form, sender) : correction;
}

export async function takeText(
  deps: Deps,
  turn: Turn,
  taken: {
    readonly form: ReportForm;
    readonly place: Place;
    readonly text: string;
    readonly sentAt: number;
    /** As a text of one of the sender's own places: again with what is stored, unless nothing of that can matter. */
    readonly understood?: { readonly again: Understood; readonly needsStored: boolean };
  },
): Promise<Decision> {
  const { form, text, sentAt } = taken;
  const place = await asTold(deps, turn, taken.place);
  const current = await currentFor(deps, place.commune, sentAt, turn.now);
  const isOwn = ownPlaces(turn).some(({ key }) => key === place.key);
  const understood = current === undefined && isOwn ? taken.understood : undefined;
  const standing: Standing =
    understood?.needsStored === false ? new Map() : await standingOf(deps, form, place.key, turn.now);
  const sender = { villages: namesFor(turn, place), current };
  const read = understood?.again ?? understandAny(text, new Date(sentAt), form.form, sender);
  const reading = read((period) => standing.get(period)?.values ?? {});
  const { language } = turn.contact;
  // What waited for its village was said when it was sent: a newer text stays.
  const by = { ...byOf(turn), sentAt };
  const outcome = await take(deps, {
    form,
    place,
    reading,
    standing,
    by,
    language,
    text,
    confirmed: {},
    byOfficer: communesOf(turn).length > 0,
  });
  const draft = openDraft(turn);
  const isAnswer = turn.question?.kind === 'report-place' && text !== turn.text;
  const decision = answered(
    deps,
    { ...outcome, repeated: outcome.repeated && !isAnswer },
    draft !== undefined && draft.form === form.id && draft.place === place.key,
    language,
  );
  return form === VILLAGE_FORM ? besideEdited(deps, turn, decision, { place, reading }) : decision;
}

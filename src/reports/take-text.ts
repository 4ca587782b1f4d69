/** A text read for a place that is known by now, with what is stored of it. */
import type { Deps } from '../deps.ts';
import type { Decision, Turn } from '../handler.ts';
import { communesOf } from './commune-place.ts';
import type { ReportForm } from './form.ts';
import type { By } from './keep.ts';
import { readReport } from './read/read.ts';
import { answered, standingOf, take } from './take.ts';
import type { Place } from './where.ts';

export function byOf({ contact, inbound, now }: Turn): By {
  const { channel, providerId, sentAt } = inbound;
  return { contactId: contact.id, channel, providerId, sentAt, receivedAt: now };
}

export async function takeText(
  deps: Deps,
  turn: Turn,
  taken: {
    readonly form: ReportForm;
    readonly place: Place;
    readonly text: string;
    readonly sentAt: number;
    readonly read?: typeof readReport;
  },
): Promise<Decision> {
  const { form, place, text, sentAt, read = readReport } = taken;
  const standing = await standingOf(deps, form, place.key, turn.now);
  const reading = read(text, new Date(sentAt), form.form, {
    villages: [],
    stored: (period) => standing.get(period)?.values ?? {},
  });
  const { language } = turn.contact;
  const by = byOf(turn);
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
  return answered(deps, outcome, turn.question?.kind === 'report', language);
}

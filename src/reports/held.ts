/** Reports that waited are read as if they had come now, for the place that they may be for by now. */
import type { Deps } from '../deps.ts';
import { type HeldReport, heldFor, heldOf, settleHeld } from '../store/held.ts';
import type { Write } from '../store/statement.ts';
import type { Draft } from './draft.ts';
import { type ReportForm, VILLAGE_FORM } from './form.ts';
import { readReport } from './read/read.ts';
import { type Standing, standingOf, take } from './take.ts';
import { type Place, placesNamed } from './where.ts';

export type HeldTaken = {
  readonly writes: readonly Write[];
  /** What each sender is told, in order. */
  readonly told: readonly { readonly contactId: string; readonly text: string }[];
  /** The last that is still open, and how it was asked. */
  readonly open: { readonly draft: Draft; readonly prompt: string } | undefined;
};

const NOTHING: HeldTaken = { writes: [], told: [], open: undefined };

/** What a person sent before they were registered for these places. With several, a text must name the one it means. */
export async function takeHeldOf(
  deps: Deps,
  contactId: string,
  places: readonly Place[],
  now: number,
): Promise<HeldTaken> {
  const held = await heldOf(deps.store, contactId);
  const chosen = held.flatMap((one) => {
    const named = placesNamed(deps.secrets.open(one.textSealed), places);
    const candidates = one.place === null ? (named.length === 1 ? named : places) : [];
    const meant =
      one.place === null
        ? candidates.length === 1
          ? candidates[0]
          : undefined
        : places.find((place) => place.key === one.place);
    return meant === undefined ? [] : [{ one, place: meant }];
  });
  return takeEach(deps, VILLAGE_FORM, chosen, now);
}

/** What waited for a closed month that is open again. */
export async function takeHeldFor(
  deps: Deps,
  form: ReportForm,
  place: Place,
  period: string,
  now: number,
): Promise<HeldTaken> {
  const held = await heldFor(deps.store, place.key, period);
  return takeEach(
    deps,
    form,
    held.map((one) => ({ one, place })),
    now,
    [period],
  );
}

async function takeEach(
  deps: Deps,
  form: ReportForm,
  held: readonly { readonly one: HeldReport; readonly place: Place }[],
  now: number,
  reopened: readonly string[] = [],
): Promise<HeldTaken> {
  if (held.length === 0) return NOTHING;
  const standings = new Map<string, Standing>();
  const writes: Write[] = [];
  const told: { contactId: string; text: string }[] = [];
  let open: HeldTaken['open'];
  for (const { one, place } of held) {
    const standing = standings.get(place.key) ?? (await standingOf(deps, form, place.key, now));
    const text = deps.secrets.open(one.textSealed);
    const reading = readReport(text, new Date(one.sentAt), form.form, {
      villages: [],
      stored: (period) => standing.get(period)?.values ?? {},
    });
    const taken = await take(deps, {
      form,
      place,
      reading,
      standing,
      by: {
        contactId: one.contactId,
        channel: one.channel,
        providerId: one.providerId,
        sentAt: one.sentAt,
        receivedAt: now,
      },
      language: one.language,
      text,
      confirmed: {},
      reopened,
    });
    standings.set(place.key, taken.standing);
    writes.push(...taken.writes);
    if (taken.text !== '' && !taken.repeated) told.push({ contactId: one.contactId, text: taken.text });
    if (taken.draft !== undefined) open = { draft: taken.draft, prompt: taken.text };
  }
  return {
    writes: [
      ...writes,
      ...settleHeld(
        held.map(({ one }) => one.id),
        'taken',
      ),
    ],
    told,
    open,
  };
}

/** A month that takes nothing any more, unless an officer has opened it again. */
import type { Deps } from '../deps.ts';
import { holdReport, reopenedUntil } from '../store/held.ts';
import type { Write } from '../store/statement.ts';
import { isClosed, type ReportingCalendar } from './calendar.ts';
import type { ReportForm } from './form.ts';
import type { By } from './keep.ts';
import { shownPeriod } from './periods.ts';
import { tellOfficers } from './tell-officers.ts';
import type { Place } from './where.ts';

export async function isShut(
  deps: Deps,
  calendar: ReportingCalendar,
  form: string,
  place: string,
  period: string,
  now: number,
): Promise<boolean> {
  if (!isClosed(calendar, period, now)) return false;
  const until = await reopenedUntil(deps.store, form, place, period);
  return until === undefined || until <= now;
}

/** A closed month takes nothing; the text waits for an officer, who is told once. */
export async function hold(
  deps: Deps,
  { by, form, place }: { readonly by: By; readonly form: ReportForm; readonly place: Place },
  period: string,
): Promise<readonly Write[]> {
  const { contactId, channel, providerId, receivedAt: at } = by;
  return [
    holdReport({
      id: deps.newId(),
      contactId,
      channel,
      providerId,
      reason: 'closed',
      place: place.key,
      period,
      at,
    }),
    ...(await tellOfficers(deps, place, {
      key: `closed:${form.id}:${place.key}:${period}`,
      except: contactId,
      text: (language) =>
        deps.texts.say(language, 'reports.askedToReopen', {
          village: place.name,
          period: shownPeriod(period),
        }),
      now: at,
    })),
  ];
}

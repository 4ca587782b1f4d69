/** Which tips belong to which days, from the content itself and plain dates. */
import { SERIES } from '../../content/series/index.ts';
import { plusDays, plusMonths } from '../../src/civil-time.ts';

/** The ids of a child's tips whose day is later than one date and not later than another. */
export function between(born: string, after: string, until: string): string[] {
  return SERIES['first-years'].items
    .filter(({ at }) => {
      const day = 'months' in at ? plusMonths(born, at.months) : plusDays(born, 'days' in at ? at.days : 0);
      return after < day && day <= until;
    })
    .map(({ id }) => id);
}

import type { Hono } from 'hono';
import * as z from 'zod';
import { DAY_MS, instantOf, minuteOfDay } from '../../civil-time.ts';
import { type Env, FURTHEST_DAYS, fieldsOf, type SimulatorWiring } from './view.ts';

const HOME = '/simulator';

const clockForm = z.object({
  back: z
    .string()
    .regex(/^\/simulator(?:[/?][\w/?=&.-]*)?$/)
    .catch(HOME),
  days: z.enum(['1', '3', '7', '30']).optional(),
  to: z.iso.date().optional(),
});

export function clockRoutes(routes: Hono<Env>, { now, moveTo }: SimulatorWiring): void {
  routes.post('/simulator/clock', async (c) => {
    const form = clockForm.safeParse(await fieldsOf(c));
    const back = form.success ? form.data.back : HOME;
    const to = form.success ? targetOf(form.data, now()) : undefined;
    // A day more, so that the furthest date can be chosen at any hour.
    if (to === undefined || to <= now() || to > now() + (FURTHEST_DAYS + 1) * DAY_MS) {
      return c.redirect(withQuery(back, 'problem=past'), 303);
    }
    const arrived = await moveTo(to);
    return c.redirect(withQuery(back, arrived === 'busy' ? 'problem=busy' : `moved=${arrived}`), 303);
  });
}

/** A date keeps the time of day. */
function targetOf(form: z.infer<typeof clockForm>, now: number): number | undefined {
  if (form.days !== undefined) return now + Number(form.days) * DAY_MS;
  return form.to === undefined ? undefined : instantOf(form.to, minuteOfDay(now));
}

function withQuery(path: string, query: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${query}`;
}

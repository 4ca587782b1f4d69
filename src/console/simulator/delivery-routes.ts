/** The page on how delivery stands, and what is decided about messages that may have left. */
import type { Hono } from 'hono';
import * as z from 'zod';
import { decideUnknown } from '../../deliver-unknown.ts';
import { wakingFrom } from '../../gate.ts';
import { deliveryNow, waitingReasons, withheldReasons } from '../../store/delivery-now.ts';
import { unknownMessages } from '../../store/unknown.ts';
import { smsSaid } from '../../texts.ts';
import { deliveryPage, UNKNOWN_LISTED } from './delivery-page.ts';
import { everyone, maskedNumber } from './phones.ts';
import { saidIn } from './timeline.ts';
import { type Env, fieldsOf, type SimulatorWiring, viewOf } from './view.ts';

const decision = z.object({
  id: z.string().regex(/^\d{1,15}$/),
  choice: z.enum(['send-again', 'leave']),
});

export function deliveryRoutes(routes: Hono<Env>, wiring: SimulatorWiring): void {
  const { deps, now, drain } = wiring;

  routes.get('/simulator/delivery', async (c) => {
    const [state, reasons, withheld, rows, people] = await Promise.all([
      deliveryNow(deps.store, now(), wakingFrom(now())),
      waitingReasons(deps.store),
      withheldReasons(deps.store, now()),
      unknownMessages(deps.store, UNKNOWN_LISTED),
      everyone(deps),
    ]);
    const names = new Map(
      people.flatMap((p) => (p.contact === undefined ? [] : [[p.contact.id, p.phone.name]])),
    );
    const unknown = rows.map((row) => ({
      row,
      name: names.get(row.contactId),
      number: maskedNumber(deps.secrets.open(row.addressSealed)),
      text: smsSaid(saidIn(deps, row.bodySealed), row.accentedSms).text,
    }));
    return c.html(
      deliveryPage(viewOf(c, wiring), { now: state, waitingReasons: reasons, withheld, unknown }),
    );
  });

  routes.post('/simulator/delivery/unknown', async (c) => {
    const form = decision.safeParse(await fieldsOf(c));
    if (!form.success) return c.redirect('/simulator/delivery?problem=form', 303);
    await decideUnknown(deps, Number(form.data.id), form.data.choice, 'simulator', now());
    await drain(now());
    return c.redirect('/simulator/delivery', 303);
  });
}

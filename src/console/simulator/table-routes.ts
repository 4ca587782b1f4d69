/** What left, and what was counted. */
import type { Hono } from 'hono';
import { totalsCsv } from '../../reports/totals-csv.ts';
import { newestMessages, OUTBOX_STATES } from '../../store/conversations.ts';
import { smsSaid } from '../../texts.ts';
import { LISTED, outboxPage } from './outbox-page.ts';
import { everyone, maskedNumber } from './phones.ts';
import { saidIn } from './timeline.ts';
import { provinceTotals, shownPeriodOf } from './totals-of-province.ts';
import { totalsPage } from './totals-page.ts';
import { type Env, languageOf, notFound, type SimulatorWiring, viewOf } from './view.ts';

export function tableRoutes(routes: Hono<Env>, wiring: SimulatorWiring): void {
  const { deps, now, province } = wiring;

  routes.get('/simulator/outbox', async (c) => {
    const asked = c.req.query('state');
    const state = OUTBOX_STATES.find((s) => s === asked);
    const [rows, people] = await Promise.all([newestMessages(deps.store, LISTED, state), everyone(deps)]);
    const names = new Map(
      people.flatMap((p) => (p.contact === undefined ? [] : [[p.contact.id, p.phone.name]])),
    );
    const messages = rows.map((row) => ({
      row,
      name: names.get(row.contactId),
      number: maskedNumber(deps.secrets.open(row.addressSealed)),
      text: smsSaid(saidIn(deps, row.bodySealed), row.accentedSms).text,
    }));
    return c.html(outboxPage(viewOf(c, wiring), messages, state));
  });

  routes.get('/simulator/totals', async (c) => {
    const period = await shownPeriodOf(deps.store, c.req.query('period'), now());
    if (period === undefined) return notFound(c, wiring);
    const parts = await provinceTotals(deps, { province, period, now: now() }, languageOf(c));
    return c.html(totalsPage(viewOf(c, wiring), parts));
  });

  routes.get('/simulator/totals.csv', async (c) => {
    const period = await shownPeriodOf(deps.store, c.req.query('period'), now());
    if (period === undefined) return notFound(c, wiring);
    const parts = await provinceTotals(deps, { province, period, now: now() }, languageOf(c));
    return c.body(totalsCsv(parts), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="vong-tay-${period}.csv"`,
    });
  });
}

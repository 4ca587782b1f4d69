/** What the loudspeaker of a commune reads in a week, to look at and to print. */
import type { Hono } from 'hono';
import { html } from 'hono/html';
import { civilDate, isoWeekOf, mondayOf, plusDays } from '../../civil-time.ts';
import { loudspeakerTexts } from '../../guidance/loudspeaker.ts';
import { type Commune, communesOfProvince } from '../../units/units.ts';
import { loudspeakerPage, weekShown } from '../loudspeaker/page.ts';
import type { Markup, View } from './page.ts';
import { type Env, notFound, type SimulatorWiring, viewOf } from './view.ts';

const WEEKS_BACK = 2;
const WEEKS_AHEAD = 8;

export function loudspeakerRoutes(routes: Hono<Env>, wiring: SimulatorWiring): void {
  const { deps, now, province } = wiring;

  routes.get('/simulator/loudspeaker', async (c) => {
    const communes = await communesOfProvince(deps.store, province);
    const asked = c.req.query('commune');
    const commune = asked === undefined ? communes[0] : communes.find(({ code }) => code === asked);
    const monday = mondayOf(c.req.query('week') ?? isoWeekOf(civilDate(now())));
    if (commune === undefined || monday === undefined) return notFound(c, wiring);
    const view = viewOf(c, wiring);
    const page = loudspeakerPage({
      texts: deps.texts,
      language: view.language,
      commune: commune.label,
      monday,
      readings: await loudspeakerTexts(deps, commune, monday, view.language),
      banner: view.banner,
      bar: bar(view, communes, { commune: commune.code, monday }),
      nonce: view.nonce,
      icon: '/simulator/icon.svg',
    });
    return c.html(page);
  });
}

function bar(
  { say, now }: View,
  communes: readonly Commune[],
  shown: { readonly commune: string; readonly monday: string },
): Markup {
  const thisWeek = mondayOf(isoWeekOf(civilDate(now))) ?? shown.monday;
  const near = Array.from({ length: WEEKS_BACK + 1 + WEEKS_AHEAD }, (_, i) =>
    plusDays(thisWeek, (i - WEEKS_BACK) * 7),
  );
  const weeks = near.includes(shown.monday) ? near : [shown.monday, ...near];
  const option = (value: string, label: string, isShown: boolean) =>
    html`<option value="${value}"${isShown ? html` selected` : ''}>${label}</option>`;
  return html`<nav class="bar" aria-label="${say('loudspeaker.bar.label')}"><form method="get" action="/simulator/loudspeaker">
<div><label for="commune">${say('loudspeaker.bar.commune')}</label><select id="commune" name="commune">${communes.map(
    ({ code, label }) => option(code, label, code === shown.commune),
  )}</select></div>
<div><label for="week">${say('loudspeaker.bar.week')}</label><select id="week" name="week">${weeks.map(
    (monday) =>
      option(
        isoWeekOf(monday),
        say('loudspeaker.bar.weekOption', weekShown(monday)),
        monday === shown.monday,
      ),
  )}</select></div>
<button>${say('loudspeaker.bar.show')}</button>
<p><a href="/simulator">${say('loudspeaker.bar.back')}</a>. ${say('loudspeaker.bar.print')}</p>
</form></nav>`;
}

/** What the villages counted, by commune, for one month. */
import { html } from 'hono/html';
import { civilDate, plusMonths } from '../../civil-time.ts';
import type { Counted } from '../../reports/completeness.ts';
import type { Share } from '../../reports/shares.ts';
import { type AreaTotals, cellKey, hiddenCells } from '../../reports/totals.ts';
import type { TotalsTable } from '../../reports/totals-csv.ts';
import { type Markup, page, type View } from './page.ts';

export type ShownCode = {
  readonly code: string;
  readonly kind: 'stock' | 'ytd' | 'events';
  readonly name: string;
};

export type TotalsParts = Omit<TotalsTable, 'codes'> & {
  readonly codes: readonly ShownCode[];
  readonly shares: readonly Share[];
};

export function totalsPage(view: View, parts: TotalsParts): Markup {
  const { say } = view;
  const { period, totals } = parts;
  const title = say('simulator.totals.title', { month: Number(period.slice(5)), year: period.slice(0, 4) });
  const beside = (months: number) => plusMonths(`${period}-01`, months).slice(0, 7);
  const isOpen = period >= civilDate(view.now).slice(0, 7);
  return page(view, {
    title,
    section: 'totals',
    main: html`<div><h1>${title}</h1><p class="lead">${say('simulator.totals.intro')}</p>
<nav class="months" aria-label="${say('simulator.totals.months')}"><a class="button" rel="prev" href="?period=${beside(
      -1,
    )}">${say('simulator.totals.previous')}</a>${
      isOpen
        ? ''
        : html`<a class="button" rel="next" href="?period=${beside(1)}">${say('simulator.totals.next')}</a>`
    }<a class="button" href="/simulator/totals.csv?period=${period}" download>${say(
      'simulator.totals.download',
    )}</a></nav></div>
${totals.all.reported === 0 ? html`<p class="card">${say('simulator.totals.none')}</p>` : counted(view, parts)}
${codeList(view, parts.codes)}`,
  });
}

function counted(view: View, parts: TotalsParts): Markup {
  const { say } = view;
  return html`${table(view, parts)}
<ul class="legend"><li>3/4 ${say('simulator.totals.legendVillages')}</li><li>${say(
    'simulator.totals.complete',
  )}: ${say('simulator.totals.legendComplete')}</li><li>${say('simulator.totals.onTime')}: ${say(
    'simulator.totals.legendOnTime',
  )}</li><li>– ${say('simulator.totals.legendNone')}</li><li>* ${say(
    'simulator.totals.legendHidden',
  )}</li><li>~ ${say('simulator.totals.legendCarried')}</li></ul>
<section aria-labelledby="shares"><h2 id="shares">${say('simulator.totals.shares')}</h2><ul class="shares">${parts.shares.map(
    (share) => shareCard(view, share),
  )}</ul></section>`;
}

function table(view: View, { totals, completeness, communes, codes }: TotalsParts): Markup {
  const { say } = view;
  const hidden = hiddenCells(totals);
  const row = (area: AreaTotals, villages: Counted | undefined, id?: string) =>
    html`<td class="number">${area.reported}/${area.expected}</td><td class="number">${villages?.complete ?? 0}/${
      area.expected
    }</td><td class="number">${villages?.onTime ?? 0}/${area.expected}</td>${codes.map(
      ({ code }) =>
        html`<td class="number">${cell(view, area, code, id !== undefined && hidden.has(cellKey(id, code)))}</td>`,
    )}`;
  return html`<section class="scroll" tabindex="0" aria-label="${say('simulator.totals.table')}"><table>
<thead><tr><th scope="col" class="first">${say('simulator.totals.commune')}</th><th scope="col" class="number">${say(
    'simulator.totals.villages',
  )}</th><th scope="col" class="number">${say('simulator.totals.complete')}</th><th scope="col" class="number">${say(
    'simulator.totals.onTime',
  )}</th>${codes.map(
    ({ code, name }) => html`<th scope="col" class="number"><abbr title="${name}">${code}</abbr></th>`,
  )}</tr></thead>
<tbody>${communes.map(({ id, label }) => {
    const area = totals.communes.get(id);
    return area === undefined
      ? ''
      : html`<tr><th scope="row" class="first">${label}</th>${row(area, completeness.communes.get(id), id)}</tr>`;
  })}</tbody>
<tfoot><tr><th scope="row" class="first">${say('simulator.totals.all')}</th>${row(totals.all, completeness.all)}</tr></tfoot>
</table></section>`;
}

function cell({ say }: View, area: AreaTotals, code: string, hide: boolean): Markup {
  const sum = area.sums.get(code);
  const sign = (shown: string, words: string) =>
    html`<span aria-hidden="true">${shown}</span><span class="unseen">${words}</span>`;
  if (sum === undefined) return sign('–', say('simulator.totals.noData'));
  if (hide) return sign('*', say('simulator.totals.hidden'));
  return html`${sum.carried > 0 ? sign('~', `${say('simulator.totals.carried')} `) : ''}${sum.value}`;
}

/** A share of a handful says as much about each of them as the number itself. */
const FEWEST_OF = 20;

function shareCard({ say, language }: View, { reached, of, numerator, denominator }: Share): Markup {
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const known = denominator >= FEWEST_OF;
  return html`<li class="card"><span class="hint">${say('simulator.totals.share', { reached, of })}</span><b>${
    known ? percent.format(numerator / denominator) : '–'
  }</b><span class="hint">${
    known ? say('simulator.totals.shareOf', { numerator, denominator }) : say('simulator.totals.noData')
  }</span></li>`;
}

function codeList({ say }: View, codes: readonly ShownCode[]): Markup {
  return html`<section aria-labelledby="codes"><h2 id="codes">${say('simulator.totals.codes')}</h2><dl class="codes">${codes.map(
    ({ code, name, kind }) =>
      html`<div><dt>${code}</dt><dd>${name} <span>(${say(`simulator.totals.${kind}`)})</span></dd></div>`,
  )}</dl></section>`;
}

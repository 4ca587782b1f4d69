/** Everything that leaves, with the reason for what did not. */
import { html } from 'hono/html';
import type { Leaving, OutboxState } from '../../store/conversations.ts';
import { OUTBOX_STATES } from '../../store/conversations.ts';
import { reasonInWords } from '../reason.ts';
import { clockPanel, type Markup, page, shownMoment, type View } from './page.ts';

export const LISTED = 200;

/** A message, opened: to whom in words, and its text as it stands. */
export type Shown = {
  readonly row: Leaving;
  readonly name: string | undefined;
  readonly number: string;
  readonly text: string;
};

const TONES: Readonly<Record<OutboxState, 'good' | 'wait' | 'bad'>> = {
  queued: 'wait',
  claimed: 'wait',
  sending: 'wait',
  accepted: 'good',
  delivered: 'good',
  failed: 'bad',
  unknown: 'bad',
  skipped: 'wait',
};

export function outboxPage(view: View, messages: readonly Shown[], state: OutboxState | undefined): Markup {
  const { say } = view;
  return page(view, {
    title: say('simulator.outbox.title'),
    section: 'outbox',
    main: html`<div><h1>${say('simulator.outbox.title')}</h1><p class="lead">${say('simulator.outbox.intro', {
      n: LISTED,
    })}</p>
<form class="filter" method="get" action="/simulator/outbox"><div class="field"><label for="state">${say(
      'simulator.outbox.filter',
    )}</label><select id="state" name="state"><option value="">${say('simulator.outbox.all')}</option>${OUTBOX_STATES.map(
      (s) =>
        html`<option value="${s}"${s === state ? ' selected' : ''}>${say(`simulator.state.${s}`)}</option>`,
    )}</select></div><button>${say('simulator.outbox.apply')}</button></form></div>
${messages.length === 0 ? html`<p class="card">${say('simulator.outbox.none')}</p>` : table(view, messages)}
${clockPanel(view)}`,
  });
}

function table(view: View, messages: readonly Shown[]): Markup {
  const { say } = view;
  const columns = ['time', 'to', 'kind', 'state', 'reason', 'parts', 'text'] as const;
  return html`<section class="scroll" tabindex="0" aria-label="${say('simulator.outbox.table')}"><table class="cards" role="table"><thead role="rowgroup"><tr role="row">${columns.map(
    (column) => html`<th scope="col" role="columnheader">${say(`simulator.outbox.${column}`)}</th>`,
  )}</tr></thead><tbody role="rowgroup">${messages.map(({ row, name, number, text }) => {
    const when = row.sentAt ?? row.settledAt;
    return html`<tr role="row"><td role="cell" class="nowrap">${
      when === null ? say('simulator.outbox.due', { time: shownMoment(row.dueAt) }) : shownMoment(when)
    }</td><td role="cell">${name ?? ''} <span class="nowrap">${number}</span></td><td role="cell">${say(`simulator.kind.${row.kind}`)}</td><td role="cell"><span class="tag ${TONES[row.state]}">${say(
      `simulator.state.${row.state}`,
    )}</span></td><td role="cell">${row.reason === null ? '' : reasonInWords(say, row.reason)}</td><td role="cell" class="number" data-label="${say('simulator.outbox.parts')}">${
      row.segments ?? ''
    }</td><td role="cell"><div class="body" dir="auto">${
      text === '' ? html`<span class="hint">${say('simulator.outbox.lateBound')}</span>` : text
    }</div></td></tr>`;
  })}</tbody></table></section>`;
}

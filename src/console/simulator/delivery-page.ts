/** How delivery stands: what waits in which lane, how fast it leaves, what failed and why, and what nobody knows. */
import { html } from 'hono/html';
import { type DeliveryNow, LANE_NAMES, type LaneName } from '../../store/delivery-now.ts';
import type { UnknownRow } from '../../store/unknown.ts';
import { reasonInWords } from '../reason.ts';
import { clockPanel, type Markup, page, shownMoment, type View } from './page.ts';

export const UNKNOWN_LISTED = 100;

/** A message, opened: to whom in words, and its text as it stands. */
export type ShownUnknown = {
  readonly row: UnknownRow;
  readonly name: string | undefined;
  readonly number: string;
  readonly text: string;
};

export type DeliveryShown = {
  readonly now: DeliveryNow;
  readonly waitingReasons: readonly { readonly reason: string; readonly number: number }[];
  readonly withheld: readonly { readonly reason: string; readonly number: number }[];
  readonly unknown: readonly ShownUnknown[];
};

export function deliveryPage(view: View, shown: DeliveryShown): Markup {
  const { say } = view;
  return page(view, {
    title: say('simulator.delivery.title'),
    section: 'delivery',
    main: html`<div><h1>${say('simulator.delivery.title')}</h1><p class="lead">${say('simulator.delivery.intro')}</p></div>
${numbers(view, shown.now)}
${lanes(view, shown.now)}
${reasons(view, say('simulator.delivery.waits'), shown.waitingReasons)}
${reasons(view, say('simulator.delivery.failed'), shown.now.failed)}
${reasons(view, say('simulator.delivery.withheld'), shown.withheld)}
${unknowns(view, shown)}
${clockPanel(view)}`,
  });
}

function numbers({ say, now: at }: View, now: DeliveryNow): Markup {
  const queued = now.waiting.reduce((sum, w) => sum + w.queued, 0);
  const oldest = Math.min(at, ...now.waiting.map((w) => w.oldestDueAt));
  const shown = [
    [say('simulator.delivery.queued'), String(queued)],
    [say('simulator.delivery.oldest'), lasting(say, at - oldest)],
    [say('simulator.delivery.rate'), String(now.sentLastMinute)],
    [say('simulator.delivery.unknownCount'), String(now.unknown)],
  ] as const;
  return html`<section class="card"><ul class="shares">${shown.map(
    ([label, value]) => html`<li><b>${value}</b> ${label}</li>`,
  )}</ul></section>`;
}

function lanes({ say, now: at }: View, { waiting }: DeliveryNow): Markup {
  const count = (lane: LaneName, kind: 'phone' | 'telegram') =>
    waiting.find((w) => w.lane === lane && w.kind === kind)?.queued ?? 0;
  const late = (lane: LaneName) => {
    const due = waiting.filter((w) => w.lane === lane).map((w) => w.oldestDueAt);
    return due.length === 0 ? '' : lasting(say, at - Math.min(at, ...due));
  };
  return html`<section aria-labelledby="lanes"><h2 id="lanes">${say('simulator.delivery.lanes')}</h2>
<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">${say('simulator.delivery.lane')}</th><th scope="col" class="number">SMS</th><th scope="col" class="number">Telegram</th><th scope="col" class="number">${say(
    'simulator.delivery.late',
  )}</th></tr></thead><tbody>${LANE_NAMES.map(
    (lane) =>
      html`<tr><th scope="row">${say(`simulator.delivery.name.${lane}`)}</th><td class="number">${count(lane, 'phone')}</td><td class="number">${count(lane, 'telegram')}</td><td class="number">${late(lane)}</td></tr>`,
  )}</tbody></table></div></section>`;
}

function reasons(
  { say }: View,
  title: string,
  rows: readonly { readonly reason: string; readonly number: number }[],
): Markup {
  return html`<section class="card"><h2>${title}</h2>${
    rows.length === 0
      ? html`<p class="hint">${say('simulator.delivery.none')}</p>`
      : html`<ul class="codes">${rows.map(
          ({ reason, number }) => html`<li><b>${number}</b> ${reasonInWords(say, reason)}</li>`,
        )}</ul>`
  }</section>`;
}

function unknowns({ say }: View, { unknown }: DeliveryShown): Markup {
  return html`<section class="stack" aria-labelledby="unknown"><div><h2 id="unknown">${say('simulator.delivery.unknown')}</h2><p class="hint">${say(
    'simulator.delivery.unknownHint',
  )}</p></div>${
    unknown.length === 0 ? html`<p class="hint">${say('simulator.delivery.none')}</p>` : ''
  }${unknown.map(
    ({ row, name, number, text }) =>
      html`<article class="card" id="message-${row.id}"><p><b>${name ?? ''}</b> <span class="nowrap">${number}</span> <span class="tag wait">${say(
        `simulator.kind.${row.kind}`,
      )}</span> ${row.sentAt === null ? '' : shownMoment(row.sentAt)}</p><p class="hint">${
        row.reason === null ? '' : reasonInWords(say, row.reason)
      }</p><p dir="auto">${text}</p><form method="post" action="/simulator/delivery/unknown" class="row"><input type="hidden" name="id" value="${row.id}"><button name="choice" value="send-again">${say(
        'simulator.delivery.sendAgain',
      )}</button><button name="choice" value="leave">${say('simulator.delivery.leave')}</button></form></article>`,
  )}</section>`;
}

function lasting(say: View['say'], ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return say('simulator.delivery.seconds', { n: Math.floor(ms / 1_000) });
  if (minutes < 120) return say('simulator.delivery.minutes', { n: minutes });
  return say('simulator.delivery.hours', { n: Math.floor(minutes / 60) });
}

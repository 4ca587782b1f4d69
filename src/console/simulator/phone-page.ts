/** One old telephone: its messages, what to write, and what others write. */
import { html, raw } from 'hono/html';
import { civilDate, shownDate } from '../../civil-time.ts';
import { clockPanel, type Markup, page, shownTime, type View, weekday } from './page.ts';
import { about, type Person } from './phones.ts';
import { type Message, SHOWN } from './timeline.ts';
import { LONGEST_TEXT } from './view.ts';

export type PhoneParts = {
  readonly person: Person;
  readonly messages: readonly Message[];
  readonly suggestions: readonly string[];
  /** One a form shown: sending the same form twice is one message. */
  readonly nonces: { readonly write: string; readonly chips: string };
};

const BARS = raw(
  '<svg width="22" height="14" viewBox="0 0 22 14" aria-hidden="true" fill="currentColor"><rect x="0" y="9" width="4" height="5"/><rect x="6" y="6" width="4" height="8"/><rect x="12" y="3" width="4" height="11"/><rect x="18" y="0" width="4" height="14"/></svg>',
);

export function phonePage(view: View, parts: PhoneParts): Markup {
  const { say } = view;
  const { person, messages } = parts;
  return page(view, {
    title: person.phone.name,
    section: 'phones',
    main: html`<div><p><a href="/simulator">${say('simulator.phone.back')}</a></p>
<h1>${person.phone.name}</h1><p class="who">${about(say, person, view.now)} · <span class="nowrap">${
      person.phone.number
    }</span></p></div>
<div><div class="handset"><div class="ear"></div><div class="screen">
<div class="status"><span>${BARS}</span><span>${shownTime(view.now)}</span></div>
<section class="talk" tabindex="0" aria-label="${say('simulator.phone.messages')}">${talk(view, messages)}</section>
<form class="write" method="post" action="/simulator/phone/${person.phone.id}"><input type="hidden" name="nonce" value="${
      parts.nonces.write
    }"><label for="text">${say('simulator.phone.write')}</label><div class="line"><input id="text" name="text" required${
      // What has just happened stands at the top: there the page stays then.
      view.notice === undefined ? raw(' autofocus') : ''
    } autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="send" maxlength="${LONGEST_TEXT}" placeholder="${say(
      'simulator.phone.placeholder',
    )}"><button>${say('simulator.phone.send')}</button></div></form>
</div></div>
${chips(view, parts)}</div>`,
    aside: clockPanel(view),
  });
}

function talk(view: View, messages: readonly Message[]): Markup {
  const { say } = view;
  if (messages.length === 0) return html`<p class="blank">${say('simulator.phone.empty')}</p>`;
  let day = '';
  return html`<ol>${
    messages.length < SHOWN ? '' : html`<li class="day">${say('simulator.phone.older', { n: SHOWN })}</li>`
  }${messages.map((message) => {
    const date = civilDate(message.at);
    const heading =
      date === day ? '' : html`<li class="day">${weekday(say, message.at)}, ${shownDate(date)}</li>`;
    day = date;
    return html`${heading}${bubble(view, message)}`;
  })}</ol>`;
}

function bubble({ say }: View, message: Message): Markup {
  const mine = message.from === 'person';
  const time = html`<time datetime="${new Date(message.at).toISOString()}">${shownTime(message.at)}</time>`;
  return html`<li class="sms ${mine ? 'out' : 'in'}"><span class="unseen">${say(
    mine ? 'simulator.phone.fromPerson' : 'simulator.phone.fromService',
  )}: </span><p dir="auto">${message.text}</p><footer>${time}${
    message.from === 'person'
      ? ''
      : html`<span>${say('simulator.phone.segments', { n: message.segments })}</span><span>${say(
          `simulator.state.${message.state}`,
        )}</span>`
  }</footer></li>`;
}

function chips({ say }: View, { person, suggestions, nonces }: PhoneParts): Markup {
  if (suggestions.length === 0) return html``;
  return html`<form class="chips" method="post" action="/simulator/phone/${
    person.phone.id
  }" aria-labelledby="chips"><input type="hidden" name="nonce" value="${nonces.chips}"><h2 id="chips">${say(
    'simulator.phone.suggestions',
  )}</h2><p class="hint">${say('simulator.phone.suggestionsHint')}</p><div class="row">${suggestions.map(
    (text) => html`<button name="text" value="${text}">${text}</button>`,
  )}</div></form>`;
}

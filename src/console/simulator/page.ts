/** What every page of the simulator has around it: head, navigation, language, clock. */
import { html, raw } from 'hono/html';
import { civilDate, minuteOfDay, plusDays, shownDate } from '../../civil-time.ts';
import type { Language } from '../../message.ts';
import type { TextKey, Texts } from '../../texts.ts';
import { STYLE } from './style.ts';

/** A piece of a page: everything put into it was escaped. */
export type Markup = ReturnType<typeof html>;

export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/** What all pages need to be drawn. */
export type View = {
  readonly language: Language;
  readonly say: Say;
  readonly now: number;
  readonly nonce: string;
  /** Where this page is, to come back to it. */
  readonly path: string;
  /** Where unreviewed guidance is sent: that it is. */
  readonly banner: Markup | undefined;
  /** What the clock did last, in words. */
  readonly notice: string | undefined;
};

export function sayIn(texts: Texts, language: Language): Say {
  return (key, values) => texts.say(language, key, values);
}

export type Section = 'phones' | 'outbox' | 'delivery' | 'totals' | 'loudspeaker';

const PLACES: readonly (readonly [Section, string])[] = [
  ['phones', '/simulator'],
  ['outbox', '/simulator/outbox'],
  ['delivery', '/simulator/delivery'],
  ['totals', '/simulator/totals'],
  ['loudspeaker', '/simulator/loudspeaker'],
];

export type PageParts = {
  readonly title: string;
  readonly section: Section | undefined;
  readonly main: Markup;
  /** Beside the page on wide screens, below it on telephones. */
  readonly aside?: Markup;
};

/** A ring that is not quite closed, like two arms. */
const MARK = raw(
  '<svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true"><path d="M18.8 5.2a9.5 9.5 0 1 0 2.9 3.9" fill="none" stroke="currentColor" stroke-width="3.4" stroke-linecap="round"/><circle cx="13" cy="13" r="3" fill="currentColor"/></svg>',
);

export function page(view: View, { title, section, main, aside }: PageParts): Markup {
  const { say, language } = view;
  const other: Language = language === 'vi' ? 'en' : 'vi';
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} – Vòng Tay, ${say('simulator.title')}</title>
<link rel="icon" href="/simulator/icon.svg" type="image/svg+xml">
<style nonce="${view.nonce}">${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">${say('simulator.skip')}</a>
<header class="top"><div class="top-in">
<a class="brand" href="/simulator">${MARK}<span>Vòng Tay <small>${say('simulator.title')}</small></span></a>
<nav class="nav" aria-label="${say('simulator.nav.label')}"><ul>${PLACES.map(
    ([place, href]) =>
      html`<li><a href="${href}"${
        place === section ? raw(' aria-current="page"') : ''
      }>${say(`simulator.nav.${place}`)}</a></li>`,
  )}</ul></nav>
<p class="lang"><span class="unseen">${say('simulator.language.label')}: </span><a href="${withLanguage(
    view.path,
    other,
  )}" lang="${other}" hreflang="${other}">${say(`simulator.language.${other}`)}</a></p>
</div></header>
${view.banner ?? ''}
<div class="page${aside === undefined ? '' : ' aside'}">
<main id="main" class="stack" tabindex="-1">${
    view.notice === undefined ? '' : html`<p class="notice" role="status">${view.notice}</p>`
  }${main}</main>
${aside === undefined ? '' : html`<div class="stack">${aside}</div>`}
</div>
<footer class="foot"><p>${say('simulator.banner')}</p></footer>
</body>
</html>`;
}

function withLanguage(path: string, language: Language): string {
  return `${path}${path.includes('?') ? '&' : '?'}lang=${language}`;
}

const STEPS_DAYS = [1, 3, 7, 30] as const;

export function clockPanel(view: View): Markup {
  const { say, now } = view;
  const tomorrow = plusDays(civilDate(now), 1);
  const back = html`<input type="hidden" name="back" value="${view.path}">`;
  return html`<section class="card clock" aria-labelledby="clock">
<h2 id="clock">${say('simulator.clock.title')}</h2>
<time datetime="${new Date(now).toISOString()}"><b>${shownTime(now)}</b> ${weekday(say, now)}, ${shownDate(
    civilDate(now),
  )}</time>
<p class="hint">${say('simulator.clock.explain')}</p>
<form method="post" action="/simulator/clock">${back}<div class="steps">${STEPS_DAYS.map(
    (days) =>
      html`<button name="days" value="${days}">${
        days === 1 ? say('simulator.clock.day') : say('simulator.clock.days', { n: days })
      }</button>`,
  )}</div></form>
<form method="post" action="/simulator/clock" class="goto">${back}<div><label for="to">${say(
    'simulator.clock.to',
  )}</label><input id="to" name="to" type="date" min="${tomorrow}" value="${tomorrow}" required></div><button>${say(
    'simulator.clock.go',
  )}</button></form>
</section>`;
}

/** `09:05` */
export function shownTime(at: number): string {
  const minutes = minuteOfDay(at);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** `09:05 15/11/2026` */
export function shownMoment(at: number): string {
  return `${shownTime(at)} ${shownDate(civilDate(at))}`;
}

const WEEKDAYS = ['0', '1', '2', '3', '4', '5', '6'] as const;

export function weekday(say: Say, at: number): string {
  const day = new Date(`${civilDate(at)}T00:00:00Z`).getUTCDay();
  return say(`simulator.weekday.${WEEKDAYS[day] ?? '0'}`);
}

export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#fbf6ee"/><g transform="translate(3 3)"><path d="M18.8 5.2a9.5 9.5 0 1 0 2.9 3.9" fill="none" stroke="#9c3f24" stroke-width="3.4" stroke-linecap="round"/><circle cx="13" cy="13" r="3" fill="#9c3f24"/></g></svg>`;

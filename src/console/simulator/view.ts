/** What a request tells of the page to draw: language, place, nonce, and what has just happened. */
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { html } from 'hono/html';
import type { SecureHeadersVariables } from 'hono/secure-headers';
import { civilDate, shownDate } from '../../civil-time.ts';
import type { Deps } from '../../deps.ts';
import type { Language } from '../../message.ts';
import { unreviewedBanner } from '../unreviewed.ts';
import { page, type Say, sayIn, shownTime, type View } from './page.ts';

export type Env = { Variables: SecureHeadersVariables };

export type SimulatorWiring = {
  readonly deps: Deps;
  readonly now: () => number;
  /** Sends whatever is due, until nothing is. */
  readonly drain: (now: number) => Promise<void>;
  /** Moves the clock, sending on the way; tells how many messages arrived, or that it is already moving. */
  readonly moveTo: (to: number) => Promise<number | 'busy'>;
  /** The province that the demo is about. */
  readonly province: string;
};

export const LANGUAGE_COOKIE = 'simulator-language';
export const FURTHEST_DAYS = 400;
/** Long enough for three reports in one text. */
export const LONGEST_TEXT = 2_000;

export function viewOf(c: Context<Env>, { deps, now }: SimulatorWiring): View {
  const language = languageOf(c);
  const say = sayIn(deps.texts, language);
  return {
    language,
    say,
    now: now(),
    nonce: c.get('secureHeadersNonce') ?? '',
    path: pathOf(c),
    banner: unreviewedBanner(deps.texts, language, deps.config),
    notice: noticeOf(c, say, now()),
  };
}

export function languageOf(c: Context<Env>): Language {
  return getCookie(c, LANGUAGE_COOKIE) === 'en' ? 'en' : 'vi';
}

/** Where this page is, without what was said on it once. */
export function pathOf(c: Context<Env>, ...without: readonly string[]): string {
  const url = new URL(c.req.url);
  for (const key of ['moved', 'problem', ...without]) url.searchParams.delete(key);
  const query = url.searchParams.toString();
  return query === '' ? url.pathname : `${url.pathname}?${query}`;
}

function noticeOf(c: Context<Env>, say: Say, now: number): string | undefined {
  const moved = /^\d{1,6}$/.exec(c.req.query('moved') ?? '')?.[0];
  if (moved !== undefined) {
    return say('simulator.clock.moved', { date: shownDate(civilDate(now)), time: shownTime(now), n: moved });
  }
  switch (c.req.query('problem')) {
    case 'past':
      return say('simulator.clock.past', { n: FURTHEST_DAYS });
    case 'busy':
      return say('simulator.clock.busy');
    case 'form':
      return say('simulator.phone.badForm');
    case 'long':
      return say('simulator.phone.tooLong', { n: LONGEST_TEXT });
    default:
      return undefined;
  }
}

export function notFound(c: Context<Env>, wiring: SimulatorWiring): Response | Promise<Response> {
  const view = viewOf(c, wiring);
  const title = view.say('simulator.notFound.title');
  const main = html`<h1>${title}</h1><p>${view.say('simulator.notFound.text')}</p>
<p><a href="/simulator">${view.say('simulator.phone.back')}</a></p>`;
  return c.html(page(view, { title, section: undefined, main }), 404);
}

/** The fields of a form; of anything else nothing. */
export async function fieldsOf(c: Context<Env>): Promise<Readonly<Record<string, unknown>>> {
  const type = c.req.header('content-type') ?? '';
  return /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)
    ? c.req.parseBody()
    : {};
}

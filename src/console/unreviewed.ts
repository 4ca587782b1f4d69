/** What every page for staff says while guidance that nobody has reviewed is sent too: it is seen, not looked up. */
import { html } from 'hono/html';
import type { Language } from '../message.ts';
import type { Texts } from '../texts.ts';

export function unreviewedBanner(
  texts: Texts,
  language: Language,
  { allowUnreviewed }: { readonly allowUnreviewed: boolean },
): ReturnType<typeof html> | undefined {
  if (!allowUnreviewed) return undefined;
  return html`<p class="unreviewed" role="note">${texts.say(language, 'pages.unreviewed')}</p>`;
}

/** What the loudspeaker reads in a week, on paper: large letters, black on white, and nothing that needs a network. */
import { html, raw } from 'hono/html';
import { type CivilDate, isoWeekOf, plusDays, shownDate } from '../../civil-time.ts';
import type { Spoken } from '../../guidance/loudspeaker.ts';
import type { Language } from '../../message.ts';
import type { TextKey, Texts } from '../../texts.ts';
import { LOUDSPEAKER_STYLE } from './style.ts';

type Markup = ReturnType<typeof html>;

export type LoudspeakerParts = {
  readonly texts: Texts;
  readonly language: Language;
  /** "xã Mường Than, Lai Châu" */
  readonly commune: string;
  readonly monday: CivilDate;
  readonly readings: readonly Spoken[];
  /** Where unreviewed guidance is sent: that it is, on the paper too. */
  readonly banner: Markup | undefined;
  /** On the screen above the paper, never printed. */
  readonly bar?: Markup;
  /** Where a policy allows no other style. */
  readonly nonce?: string;
  readonly icon?: string;
};

export function loudspeakerPage(parts: LoudspeakerParts): Markup {
  const { texts, language, commune, monday, readings, banner, bar, nonce, icon } = parts;
  const say = (key: TextKey, values?: Readonly<Record<string, string | number>>) =>
    texts.say(language, key, values);
  const title = say('loudspeaker.title');
  const text = (heading: string, words: string, note: string) =>
    html`<li class="reading"><h2>${heading}</h2>${note === '' ? '' : html`<p class="note">${note}</p>`}<p class="words">${words}</p></li>`;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}: ${commune}, ${isoWeekOf(monday)}</title>
${
  icon === undefined
    ? ''
    : html`<link rel="icon" href="${icon}" type="image/svg+xml">
`
}<style${nonce === undefined ? '' : html` nonce="${nonce}"`}>${raw(LOUDSPEAKER_STYLE)}</style>
</head>
<body>
${bar ?? ''}
<main>
${banner ?? ''}<header><p class="place">${commune}</p><h1>${title}</h1><p class="week">${say(
    'loudspeaker.week',
    weekShown(monday),
  )}</p></header>
${
  readings.length === 0
    ? html`<p class="words">${say('loudspeaker.none')}</p>`
    : html`<p class="how">${say('loudspeaker.how')}</p>
<ol>${text(say('loudspeaker.open'), say('loudspeaker.opening'), '')}${readings.map(
        ({ band, text: words }, i) =>
          text(
            `${say('loudspeaker.number', { n: i + 1 })}. ${say(`loudspeaker.for.${band}`)}`,
            words,
            say('loudspeaker.twice'),
          ),
      )}${text(say('loudspeaker.close'), say('loudspeaker.closing'), '')}</ol>`
}
<footer><p>Vòng Tay. ${say('loudspeaker.about')}</p></footer>
</main>
</body>
</html>
`;
}

/** The parts of a week's name, for the texts that tell it. */
export function weekShown(
  monday: CivilDate,
): Readonly<Record<'week' | 'year' | 'from' | 'to', string | number>> {
  const [year = '', week = ''] = isoWeekOf(monday).split('-W');
  return { week: Number(week), year, from: shownDate(monday), to: shownDate(plusDays(monday, 6)) };
}

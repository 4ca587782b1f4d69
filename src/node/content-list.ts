/** `npm run -s content:list`: every tip and every reminder of the tables as one JSON object a line, for authors and for who reviews them. */
import { SERIES, type SeriesItem } from '../../content/series/index.ts';
import { type Source, sourceOf } from '../../content/sources.ts';
import { translationOf } from '../guidance/item-text.ts';
import { isReviewed, textHash } from '../guidance/review.ts';
import { offsetDays } from '../guidance/series-faults.ts';
import type { CalendarItem, TableItem } from '../guidance/tables/item.ts';
import { nominalDays } from '../guidance/tables/item.ts';
import { tableSeries } from '../guidance/tables/shipped.ts';
import { segmentsOf } from '../guidance/text-faults.ts';
import { unaccented } from '../vietnamese.ts';
import { languageFolders } from './language-folders.ts';

const { folders } = languageFolders();

/** By the code of the language; nothing where there is none. */
function translationsOf(id: string): object {
  const found = folders.flatMap(({ code, texts }) => {
    const text = translationOf(texts, id);
    return text === undefined ? [] : [[code, text] as const];
  });
  return found.length === 0 ? {} : { translations: Object.fromEntries(found) };
}

type Listed = Omit<SeriesItem, 'at' | 'until' | 'region'> & Source;

async function lineOf(item: Listed, where: object, more: object = {}): Promise<string> {
  const { id, topic, audience, vi, en, source, certainty } = item;
  return JSON.stringify({
    id,
    ...where,
    topic,
    audience,
    vi,
    en,
    sms: unaccented(vi),
    segments: segmentsOf(vi),
    source,
    certainty,
    reviewed: await isReviewed(item),
    hash: await textHash(item),
    ...translationsOf(id),
    ...more,
  });
}

/** On the campaign's days from the least age on; days from birth for everything else. */
function placeOf(item: TableItem | CalendarItem): object {
  return 'at' in item
    ? { offsetDays: offsetDays(item.at) }
    : {
        offsetDays: nominalDays({ months: item.minMonths, days: 0 }),
        monthDay: item.monthDay,
        minMonths: item.minMonths,
        maxMonths: item.maxMonths,
      };
}

const lines: string[] = [];
for (const { id: series, anchor, items } of Object.values(SERIES)) {
  for (const item of items)
    lines.push(
      await lineOf({ ...item, ...sourceOf(item.id) }, { series, anchor, offsetDays: offsetDays(item.at) }),
    );
}
for (const { id, anchor, items } of tableSeries()) {
  for (const item of items) {
    const where = { series: `tables-${id}`, anchor, ...placeOf(item) };
    const { valid, region } = item;
    const again = 'again' in item ? { again: item.again } : {};
    lines.push(await lineOf(item, where, { valid, region, ...again }));
  }
}
console.log(lines.join('\n'));

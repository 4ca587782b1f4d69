/** `npm run -s content:list`: every tip as one JSON object a line, for authors and for who reviews them. */
import { SERIES } from '../../content/series/index.ts';
import { isReviewed, textHash } from '../guidance/review.ts';
import { offsetDays } from '../guidance/series-faults.ts';
import { segmentsOf } from '../guidance/text-faults.ts';
import { unaccented } from '../vietnamese.ts';

const lines: string[] = [];
for (const { id: series, anchor, items } of Object.values(SERIES)) {
  for (const item of items) {
    const { id, topic, audience, vi, en, source, certainty } = item;
    const line = {
      id,
      series,
      anchor,
      offsetDays: offsetDays(item.at),
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
    };
    lines.push(JSON.stringify(line));
  }
}
console.log(lines.join('\n'));

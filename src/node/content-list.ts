/** `npm run content:list`: every tip as a line, for a health officer to read and review. */
import { type Moment, SERIES } from '../../content/series/index.ts';
import { isReviewed, textHash } from '../guidance/review.ts';
import { itemSegments } from '../guidance/series-faults.ts';

const HEAD = ['id', 'when', 'segments vi/en', 'reviewed', 'text', 'source'] as const;

function when(moment: Moment): string {
  if ('week' in moment) return `week ${moment.week}`;
  return 'days' in moment ? `day ${moment.days}` : `month ${moment.months}`;
}

const items = Object.values(SERIES).flatMap((series) => series.items);
const rows = await Promise.all(
  items.map(async (item) => {
    const { vi, en } = itemSegments(item);
    const reviewed = item.reviewed === false ? 'no' : (await isReviewed(item)) ? 'yes' : 'text changed';
    return [item.id, when(item.at), `${vi}/${en}`, reviewed, await textHash(item), item.source];
  }),
);
const widths = HEAD.map((title, column) =>
  Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
);
for (const row of [HEAD, ...rows]) {
  console.log(
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

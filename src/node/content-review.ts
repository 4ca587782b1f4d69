/** `npm run -s content:review`: how many texts are reviewed and sent, by series, and which are not. */
import { untranslated } from '../guidance/item-text.ts';
import type { ReviewState } from '../guidance/review.ts';
import { contentCommand } from './content-command.ts';
import { languageFolders } from './language-folders.ts';
import { allStandings, countsOf, languageStandings } from './review-desk.ts';

const COLUMNS = ['texts', 'draft', 'reviewed', 'published', 'edited'] as const;

await contentCommand(async (store, config) => {
  const all = await allStandings(store);
  const counts = countsOf(all);
  const width = Math.max(...counts.map(({ series }) => series.length));
  console.log(`${'series'.padEnd(width)}${COLUMNS.map((name) => name.padStart(11)).join('')}`);
  for (const count of counts) {
    console.log(
      `${count.series.padEnd(width)}${COLUMNS.map((name) => String(count[name]).padStart(11)).join('')}`,
    );
  }
  console.log(
    config.allowUnreviewed
      ? '\nHere unreviewed texts are sent too: production with ALLOW_UNREVIEWED unset sends published ones only.'
      : '\nOnly published texts are sent.',
  );
  const gaps = all.flatMap(({ item: { id, series }, vi, en, state }) => [
    ...(vi.trim() === '' ? [{ id, of: `${series}, no Vietnamese text` }] : []),
    ...(en.trim() === '' ? [{ id, of: `${series}, no English text` }] : []),
    ...(state === 'draft' ? [{ id, of: `${series}, not reviewed` }] : []),
    ...(state === 'reviewed' ? [{ id, of: `${series}, reviewed and not published` }] : []),
  ]);
  console.log(gaps.length === 0 ? '\nNo gaps.' : '\nGaps:');
  for (const [of, found] of Map.groupBy(gaps, (gap) => gap.of)) {
    console.log(`${of} (${found.length}): ${found.map(({ id }) => id).join(' ')}`);
  }
  const { folders, faults } = languageFolders();
  for (const folder of folders) {
    const standings = await languageStandings(store, folder);
    const missing = untranslated(
      all.map(({ item }) => item.id),
      folder.texts,
    );
    const idsIn = (state: ReviewState) =>
      standings.filter((one) => one.state === state).map(({ item }) => item.id);
    console.log(
      `\n${folder.code} (${folder.name.en}): ${standings.length} of ${all.length} texts, ${idsIn('published').length} published`,
    );
    for (const [of, ids] of [
      ['missing, Vietnamese or English stands in', missing],
      ['not reviewed as it and the Vietnamese are today', idsIn('draft')],
      ['reviewed and not published', idsIn('reviewed')],
    ] as const) {
      if (ids.length > 0) console.log(`${folder.code}, ${of} (${ids.length}): ${ids.join(' ')}`);
    }
  }
  for (const fault of faults) console.log(fault);
});

/** `npm run content:check`: every fault of the texts and the series, a line each; exit code 1 where there is one. */
import { languageFaults } from '../../content/parity.ts';
import { seriesFaults } from '../guidance/series-faults.ts';
import { languageFiles, seriesFiles } from './content-files.ts';

const { series, faults: unreadable } = seriesFiles();
const faults = [...unreadable, ...(await seriesFaults(series)), ...languageFaults(languageFiles())];
for (const fault of faults) console.error(fault);
if (faults.length === 0) {
  const tips = series.reduce((sum, { items }) => sum + items.length, 0);
  console.log(`The content is in order: ${series.length} series with ${tips} tips, two languages at parity.`);
}
process.exitCode = faults.length === 0 ? 0 : 1;

/** `npm run content:check`: every fault of the texts, the series and the forms, a line each; exit code 1 where there is one. */
import { ANSWERS } from '../../content/answers.ts';
import { FORMS } from '../../content/forms/index.ts';
import { languageFaults } from '../../content/parity.ts';
import { sourceFaults } from '../../content/sources.ts';
import { itemTextFaults } from '../guidance/item-text.ts';
import { itemFaults, seriesFaults } from '../guidance/series-faults.ts';
import { tableSeriesOf } from '../guidance/tables/build.ts';
import { tableFaults } from '../guidance/tables/table-faults.ts';
import { formFaults } from '../reports/read/form-faults.ts';
import { catalogue } from './catalogue.ts';
import { formFiles, languageFiles, seriesFiles, tableFiles } from './content-files.ts';
import { languageFolders } from './language-folders.ts';

const { series, faults: unreadable } = seriesFiles();
const { forms, faults: unreadableForms } = formFiles();
const { tables, faults: unreadableTables } = tableFiles();
const listed = new Set<string>(Object.values(FORMS).map(({ id }) => id));
const { folders: further, faults: unreadableLanguages } = languageFolders();
const ids = new Set(catalogue().map(({ id }) => id));
const faults = [
  ...unreadable,
  ...(await seriesFaults(series)),
  ...sourceFaults(series.flatMap(({ items }) => items.map(({ id }) => id))),
  ...unreadableTables,
  ...(tables === undefined ? [] : tableFaults(tables)),
  ...(await Promise.all(ANSWERS.map(itemFaults))).flat(),
  ...unreadableForms,
  ...formFaults(forms),
  ...forms
    .filter(({ id }) => !listed.has(id))
    .map(({ id }) => `forms/${id}.json: not listed in content/forms/index.ts, so nobody can send it`),
  ...languageFaults(languageFiles()),
  ...unreadableLanguages,
  ...further.flatMap(({ code, texts }) => itemTextFaults(code, texts, ids)),
];
for (const fault of faults) console.error(fault);
if (faults.length === 0) {
  const tips = series.reduce((sum, { items }) => sum + items.length, 0);
  const reminders = (tables === undefined ? [] : tableSeriesOf(tables)).reduce(
    (sum, { items }) => sum + items.length,
    0,
  );
  const codes = forms.map(({ keyword, codes: all }) => `${keyword} (${all.length} codes)`).join(', ');
  console.log(
    `The content is in order: ${series.length} series with ${tips} tips, tables with ${reminders} reminders, ${ANSWERS.length} answers, the forms ${codes}, two languages at parity${further.length === 0 ? '' : `, texts in ${further.map(({ code }) => code).join(' ')}`}.`,
  );
}
process.exitCode = faults.length === 0 ? 0 : 1;

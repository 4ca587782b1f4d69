/** `npm run -s content:export -- texts.xlsx [series or topic …] [--language hmn]`: the texts, or the translations of one language, as a sheet for health staff. */
import { parseArgs } from 'node:util';
import type { LanguageFolder } from '../guidance/item-text.ts';
import { AdminRefused } from './admin-needs.ts';
import { contentCommand } from './content-command.ts';
import { languageFolders } from './language-folders.ts';
import { exportReview } from './review-desk.ts';

const USAGE =
  'How to use it: npm run -s content:export -- texts.xlsx [series or topic …] [--language hmn]\n--language: translations beside the Vietnamese, to be approved.';

await contentCommand(async (store) => {
  const { path, only, language } = parsed(process.argv.slice(2));
  const folder = language === undefined ? undefined : folderOf(language);
  const count = await exportReview(store, path, only, folder);
  console.log(
    `${count} ${folder === undefined ? 'texts' : 'translations'} are in ${path}. When it comes back: npm run -s content:import -- ${path} --by "name of who has read it"`,
  );
});

function parsed(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { language: { type: 'string' } },
    });
    const [path, ...only] = positionals;
    if (path === undefined) throw new AdminRefused(`Name the file to write.\n${USAGE}`);
    return { path, only, language: values.language };
  } catch (error) {
    throw error instanceof AdminRefused ? error : new AdminRefused(`${(error as Error).message}\n${USAGE}`);
  }
}

function folderOf(code: string): LanguageFolder {
  const { folders, faults } = languageFolders();
  const found = folders.find((folder) => folder.code === code);
  if (found !== undefined) return found;
  const codes = folders.map((folder) => folder.code).join(' ');
  throw new AdminRefused(
    [
      `There is no language "${code}" in content/languages${codes === '' ? '' : `, only ${codes}`}.`,
      ...faults,
    ].join('\n'),
  );
}

/** `npm run -s content:import -- texts.xlsx --by "Nguyễn Thị Hoa" [--publish] [--json]`: what came back from health staff. */
import { parseArgs } from 'node:util';
import { AdminRefused } from './admin-needs.ts';
import { contentCommand } from './content-command.ts';
import { languageFolders } from './language-folders.ts';
import { importReview } from './review-desk.ts';

const USAGE = `How to use it: npm run -s content:import -- texts.xlsx --by "Nguyễn Thị Hoa" [--publish] [--json]
--publish: what this sheet approves, or was approved before and stands in it unchanged, is sent from now on.`;

await contentCommand(async (store) => {
  const { path, by, publish, json } = parsed(process.argv.slice(2));
  const languages = languageFolders().folders;
  const done = await importReview(store, path, { by, publish, now: Date.now(), languages });
  const { edited, reviewed, published, unchanged, refused } = done;
  if (json) console.log(JSON.stringify({ edited, reviewed, published, unchanged, refused }));
  else {
    for (const { row, id, reason } of refused)
      console.error(`row ${row}${id === '' ? '' : ` (${id})`}: ${reason}`);
    console.log(
      `${edited.length} texts edited, ${reviewed.length} reviewed, ${published.length} published, ${unchanged} rows as they were, ${refused.length} rows refused.`,
    );
    const silent = edited.filter((id) => !published.includes(id)).length;
    if (silent > 0) {
      console.log(`${silent} of the edited texts are not sent until they are reviewed and published.`);
    }
  }
  if (refused.length > 0) process.exitCode = 1;
});

function parsed(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { by: { type: 'string' }, publish: { type: 'boolean' }, json: { type: 'boolean' } },
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new AdminRefused(`Name one file.\n${USAGE}`);
    return { path, by: values.by, publish: values.publish ?? false, json: values.json ?? false };
  } catch (error) {
    throw error instanceof AdminRefused ? error : new AdminRefused(`${(error as Error).message}\n${USAGE}`);
  }
}

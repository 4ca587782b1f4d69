/** `npm run -s content:export -- texts.xlsx [series or topic …]`: the texts as a sheet for health staff. */
import { AdminRefused } from './admin-needs.ts';
import { contentCommand } from './content-command.ts';
import { exportReview } from './review-desk.ts';

await contentCommand(async (store) => {
  const [path, ...only] = process.argv.slice(2);
  if (path === undefined) {
    throw new AdminRefused(
      'Name the file to write: npm run -s content:export -- texts.xlsx [series or topic …]',
    );
  }
  const count = await exportReview(store, path, only);
  console.log(
    `${count} texts are in ${path}. When it comes back: npm run -s content:import -- ${path} --by "name of who has read it"`,
  );
});

/** What the commands on texts share: the configured database, and faults told in a sentence. */
import { type Config, readConfig } from '../config.ts';
import { DatabaseBusy, type Store } from '../store/database.ts';
import { AdminRefused } from './admin-needs.ts';
import { openStore } from './open-database.ts';
import { SheetRefused } from './review-sheet.ts';
import { stopWith } from './stop-with.ts';

export async function contentCommand(run: (store: Store, config: Config) => Promise<void>): Promise<void> {
  // A database that is made here holds personal data: for this user alone.
  process.umask(0o077);
  let store: Store | undefined;
  try {
    const config = readConfig(process.env);
    store = await openStore(config.databaseUrl, config.mode, config.databaseToken);
    await run(store, config);
  } catch (error) {
    if (error instanceof SheetRefused || error instanceof AdminRefused) {
      console.error(error.message);
      process.exitCode = 1;
    } else if (error instanceof DatabaseBusy) {
      console.error('The database could not be written for now: run the same command again in a moment.');
      process.exitCode = 1;
    } else stopWith(error);
  } finally {
    await store?.close();
  }
}

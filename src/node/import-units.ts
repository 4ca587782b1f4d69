/** `npm run db:import-units` */
import { importUnits } from '../../db/import-units.ts';
import { readConfig } from '../config.ts';
import { openStore } from './open-database.ts';
import { stopWith } from './stop-with.ts';

// What is made here holds personal data: for this user alone, and for no other of the machine.
process.umask(0o077);

try {
  const config = readConfig(process.env);
  const store = await openStore(config.databaseUrl, config.mode, config.databaseToken);
  const { provinces, communes, former, successions, written } = await importUnits(store);
  store.close();
  const changes = written === 0 ? 'nothing to change' : `${written} rows written`;
  console.log(
    `${provinces} provinces, ${communes} communes, ${former} former communes, ${successions} successions (${changes})`,
  );
} catch (error) {
  stopWith(error);
}

/** `npm run db:migrate`: opening a database brings its tables up to date. */
import { readConfig } from '../config.ts';
import { openStore } from './open-database.ts';
import { stopWith } from './stop-with.ts';

// What is made here holds personal data: for this user alone, and for no other of the machine.
process.umask(0o077);

try {
  const config = readConfig(process.env);
  const store = await openStore(config.databaseUrl, config.mode, config.databaseToken);
  store.close();
  console.log(`The tables are up to date (${config.mode === 'demo' ? 'demo' : 'real'} database).`);
} catch (error) {
  stopWith(error);
}

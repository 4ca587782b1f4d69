/** `npm run -s content:feedback`: what people made of each tip that was sent, as one JSON object a line, for authors. */
import { readConfig } from '../config.ts';
import { itemFeedback } from '../store/feedback.ts';
import { openStore } from './open-database.ts';
import { stopWith } from './stop-with.ts';

// What is made here holds personal data: for this user alone, and for no other of the machine.
process.umask(0o077);

try {
  const config = readConfig(process.env);
  const store = await openStore(config.databaseUrl, config.mode, config.databaseToken);
  for (const line of await itemFeedback(store)) console.log(JSON.stringify(line));
  await store.close();
} catch (error) {
  stopWith(error);
}

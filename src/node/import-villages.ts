/** `npm run db:import-villages -- villages.csv` */
import { readFileSync } from 'node:fs';
import { unitsImported } from '../../db/import-units.ts';
import { importVillages } from '../../db/import-villages.ts';
import { readConfig } from '../config.ts';
import { invitationText } from '../consent/invited.ts';
import { nodeDeps } from './deps.ts';
import { stopWith } from './stop-with.ts';

const USAGE = 'Name the list: npm run db:import-villages -- villages.csv';

/** Excel saves "CSV UTF-8" or, as "Unicode text", UTF-16 with its mark. */
function textOf(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}

async function run(path: string): Promise<void> {
  let text: string;
  try {
    text = textOf(readFileSync(path));
  } catch (error) {
    const why =
      error instanceof TypeError ? 'it is not UTF-8: save it as "CSV UTF-8"' : (error as Error).message;
    console.error(`${path} can't be read: ${why}`);
    process.exitCode = 1;
    return;
  }
  const clock = () => Date.now();
  // The running service finds the invitations by itself.
  const deps = await nodeDeps(readConfig(process.env), { clock, wake: () => undefined, by: 'command' });
  const { store, secrets, newId } = deps;
  if (!(await unitsImported(store))) {
    store.close();
    console.error(
      'The communes are not in this database yet, or not in this edition: run npm run db:import-units first.',
    );
    process.exitCode = 1;
    return;
  }
  const ask = (village: string, commune: string) => invitationText(deps, 'vi', { village, commune });
  const done = await importVillages({ store, secrets, newId, invitationText: ask }, text, clock());
  store.close();
  for (const { line, reason } of done.bad) console.error(`line ${line}: ${reason}`);
  console.error(
    `${done.added} villages added, ${done.unchanged} known before, ${done.invited} people invited, ${done.bad.length} lines refused`,
  );
  if (done.added + done.unchanged === 0) process.exitCode = 1;
}

// What is made here holds personal data: for this user alone, and for no other of the machine.
process.umask(0o077);

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error(USAGE);
  process.exitCode = 1;
} else {
  await run(path).catch(stopWith);
}

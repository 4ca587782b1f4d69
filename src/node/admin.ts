/** `npm run admin -- …`: who may speak for a place, and its days. Numbers are shown by their last digits only. */
import crypto from 'node:crypto';
import { parseArgs } from 'node:util';
import { v7 } from 'uuid';
import { readConfig } from '../config.ts';
import { createSecrets } from '../secrets.ts';
import { type AdminNeeds, AdminRefused } from './admin-needs.ts';
import { addOfficer, endRole, inviteOfficer, listOfficers, placeFrom } from './officers.ts';
import { openStore } from './open-database.ts';
import { SET_REPORTING_OPTIONS, SET_REPORTING_USAGE, setReporting } from './set-reporting.ts';
import { stopWith } from './stop-with.ts';

const USAGE = `How to use it:
  npm run admin -- add-officer --phone 0912345678 --commune 03388 [--agreed]
  npm run admin -- add-officer --phone 0912345678 --province 12 [--agreed]
  npm run admin -- invite-officer --commune 03388      (or --province 12)
  npm run admin -- list-officers
  npm run admin -- end-role <id from list-officers>
${SET_REPORTING_USAGE}
--agreed: this person has agreed, on paper or by word, to be sent the monthly summaries.`;

/** The lines to print. */
export async function admin(needs: AdminNeeds, args: readonly string[]): Promise<readonly string[]> {
  const { positionals, values } = parsed(args);
  const [command, ...rest] = positionals;
  switch (command) {
    case 'add-officer':
      return addOfficer(needs, values, await placeFrom(needs.store, values));
    case 'invite-officer':
      return inviteOfficer(needs, await placeFrom(needs.store, values));
    case 'list-officers':
      return listOfficers(needs);
    case 'end-role':
      return endRole(needs, rest[0]);
    case 'set-reporting':
      return setReporting(needs, values.province, values);
    default:
      throw new AdminRefused(command === undefined ? USAGE : `There is no command "${command}".\n${USAGE}`);
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        phone: { type: 'string' },
        commune: { type: 'string' },
        province: { type: 'string' },
        agreed: { type: 'boolean' },
        ...SET_REPORTING_OPTIONS,
      },
    });
  } catch (error) {
    throw new AdminRefused(`${(error as Error).message}\n${USAGE}`);
  }
}

if (process.argv[1] === import.meta.filename) {
  // What is made here holds personal data: for this user alone, and for no other of the machine.
  process.umask(0o077);
  try {
    const config = readConfig(process.env);
    const store = await openStore(config.databaseUrl, config.mode, config.databaseToken);
    const secrets = createSecrets(crypto, config.secret, config.previousSecret);
    const lines = await admin({ store, secrets, newId: () => v7(), now: Date.now() }, process.argv.slice(2));
    store.close();
    console.log(lines.join('\n'));
  } catch (error) {
    if (error instanceof AdminRefused) console.error(error.message);
    else stopWith(error);
    process.exitCode = 1;
  }
}

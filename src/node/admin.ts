/** `npm run admin -- …`: who may speak for a place, its days, and messages nobody knows of. Numbers are shown by their last digits only. */
import crypto from 'node:crypto';
import { parseArgs } from 'node:util';
import { v7 } from 'uuid';
import { readConfig } from '../config.ts';
import { createSecrets } from '../secrets.ts';
import { DatabaseBusy } from '../store/database.ts';
import { type AdminNeeds, AdminRefused } from './admin-needs.ts';
import { addOfficer, endRole, inviteOfficer, listOfficers, placeFrom } from './officers.ts';
import { openStore } from './open-database.ts';
import { reseal } from './reseal.ts';
import { rightSecret } from './right-secret.ts';
import { SET_REPORTING_OPTIONS, SET_REPORTING_USAGE, setReporting } from './set-reporting.ts';
import { stopWith } from './stop-with.ts';
import { decideUnknowns, listUnknown, UNKNOWN_USAGE } from './unknown-messages.ts';

const USAGE = `How to use it:
  npm run admin -- add-officer --phone 0912345678 --commune 03388 [--agreed]
  npm run admin -- add-officer --phone 0912345678 --province 12 [--agreed]
  npm run admin -- invite-officer --commune 03388      (or --province 12)
  npm run admin -- list-officers
  npm run admin -- end-role <id from list-officers>
${SET_REPORTING_USAGE}
  npm run admin -- reseal [--lost]
${UNKNOWN_USAGE}
--agreed: this person has agreed, on paper or by word, to be sent the monthly summaries.
reseal: after a change of APP_SECRET, seals all with the new one; --lost where a former secret is not to be had any more.`;

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
    case 'reseal':
      return reseal(needs);
    case 'list-unknown':
      return listUnknown(needs);
    case 'decide-unknown':
      return decideUnknowns(needs, rest);
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
        lost: { type: 'boolean' },
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
    const args = process.argv.slice(2);
    const now = Date.now();
    const isDemo = config.mode === 'demo';
    const isLost = args[0] === 'reseal' && args.includes('--lost');
    await rightSecret({ store, secrets }, { now, by: 'command', isDemo, isLost });
    const progress = (line: string) => console.log(line);
    const lines = await admin({ store, secrets, newId: () => v7(), now, progress }, args);
    store.close();
    console.log(lines.join('\n'));
  } catch (error) {
    if (error instanceof AdminRefused) console.error(error.message);
    else if (error instanceof DatabaseBusy) {
      console.error('The database could not be written for now: run the same command again in a moment.');
    } else stopWith(error);
    process.exitCode = 1;
  }
}

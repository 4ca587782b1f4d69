import crypto from 'node:crypto';
import { v7 } from 'uuid';
import { pages } from '../../content/pages.ts';
import { simulatorSender } from '../channels/simulator.ts';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import { SHIPPED_LIBRARY } from '../guidance/ask/shipped.ts';
import { jsonLog } from '../log.ts';
import { takeReceipt } from '../receipts.ts';
import { createSecrets } from '../secrets.ts';
import { sendersOf } from '../senders.ts';
import { createTexts } from '../texts.ts';
import { recordingsIn } from './audio-files.ts';
import { quickFetch } from './http-client.ts';
import { CONTENT, furtherOf, languageFolders } from './language-folders.ts';
import { openStore } from './open-database.ts';
import { rightSecret } from './right-secret.ts';

export type NodeOptions = {
  readonly clock: () => number;
  readonly wake: () => void;
  /** A command works with the secrets that the service runs with, and takes none into use. */
  readonly by?: 'service' | 'command';
  /** The folder of content, where it is not the shipped one: languages of guidance are read from it. */
  readonly content?: string;
};

/** Everything made once, from the configuration. */
export async function nodeDeps(
  config: Config,
  { clock, wake, by = 'service', content = CONTENT }: NodeOptions,
): Promise<Deps> {
  const audio = config.audioDir === undefined ? {} : { audio: recordingsIn(config.audioDir) };
  const secrets = createSecrets(crypto, config.secret, config.previousSecret);
  const senders = sendersOf({ config, secrets, fetch: quickFetch(), now: clock });
  const log = jsonLog((line) => console.log(line), clock);
  const { folders, faults } = languageFolders(content);
  // Whoever chose it gets Vietnamese or English meanwhile: no reason to send nobody anything.
  for (const reason of faults) log('error', 'language-left-out', { reason });
  const further = furtherOf(folders);
  const deps: Deps = {
    config,
    store: await openStore(config.databaseUrl, config.mode, config.databaseToken, ({ message }) => {
      log('error', 'database-thread-ended', { reason: `${message} Start the service again.` });
      process.exit(1);
    }),
    secrets,
    texts: createTexts(pages),
    senders,
    newId: () => v7(),
    log,
    wake,
    library: async () => SHIPPED_LIBRARY,
    ...audio,
    ...(further === undefined ? {} : { further }),
  };
  if (await rightSecret(deps, { now: clock(), by, isDemo: config.mode === 'demo' })) {
    log('warn', 'secret-being-replaced', {
      reason: 'APP_SECRET_PREVIOUS is needed until "npm run admin -- reseal" has run.',
    });
  }
  if (config.mode === 'demo') {
    senders.set(
      'simulator',
      simulatorSender((receipt) => takeReceipt(deps, receipt, clock())),
    );
  }
  return deps;
}

import crypto from 'node:crypto';
import { v7 } from 'uuid';
import { twilioSender } from '../channels/twilio.ts';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import { jsonLog } from '../log.ts';
import type { Channel, SendPort } from '../message.ts';
import { createSecrets } from '../secrets.ts';
import { createTexts } from '../texts.ts';
import { openStore } from './open-database.ts';

export type NodeOptions = { readonly clock: () => number; readonly wake: () => void };

/** Everything made once, from the configuration. */
export async function nodeDeps(config: Config, { clock, wake }: NodeOptions): Promise<Deps> {
  return {
    config,
    store: await openStore(config.databaseUrl, config.mode, config.databaseToken),
    secrets: createSecrets(crypto, config.secret, config.previousSecret),
    texts: createTexts(),
    senders: sendersOf(config),
    newId: () => v7(),
    log: jsonLog((line) => console.log(line), clock),
    wake,
  };
}

function sendersOf(config: Config): ReadonlyMap<Channel, SendPort> {
  const senders = new Map<Channel, SendPort>();
  if (config.twilio !== undefined && config.publicUrl !== undefined) {
    senders.set('twilio', twilioSender({ config: config.twilio, publicUrl: config.publicUrl, fetch }));
  }
  return senders;
}

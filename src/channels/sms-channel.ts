/** What an SMS channel is made of and what it is handed. A new one is a file of this shape and its line in `sms-channels.ts`. */
import type { Hono } from 'hono';
import type { Config } from '../config.ts';
import type { Inbound, Receipt, SendPort } from '../message.ts';

export type ChannelSecrets = {
  readonly mac: (value: string) => string;
  readonly macs: (value: string) => readonly string[];
  /** In constant time. */
  readonly equal: (a: string, b: string) => boolean;
  readonly md5: (text: string, as: 'hex' | 'base64') => string;
  readonly hmac: (key: string, text: string) => string;
};

type World = { readonly config: Config; readonly secrets: ChannelSecrets; readonly now: () => number };

export type Sending = World & { readonly fetch: typeof fetch };

export type Receiving = World & {
  /** Called once a message is there, before any work on it. */
  readonly gather: () => Promise<void>;
  readonly receive: (inbound: Inbound) => Promise<unknown>;
  /** For a provider that takes the first reply as the answer to its request: that reply, and for a repeat the same. */
  readonly answer: (inbound: Inbound) => Promise<string>;
  readonly takeReceipt: (receipt: Receipt) => Promise<void>;
};

export type SmsChannel = {
  /** Both give undefined where the channel is not configured. */
  readonly sender: (world: Sending) => SendPort | undefined;
  readonly routes: (world: Receiving) => Hono | undefined;
};

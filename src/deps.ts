import type { Config } from './config.ts';
import type { Handler } from './handler.ts';
import type { Channel, SendPort } from './message.ts';
import type { Secrets } from './secrets.ts';
import type { Store } from './store/database.ts';
import type { Texts } from './texts.ts';

/** A line for the operator. Never a number, a text, a query string or a token. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  event: string,
  fields?: Readonly<Record<string, string | number | boolean | undefined>>,
) => void;

/** Everything the house works with, made once by an entry. */
export type Deps = {
  readonly config: Config;
  readonly store: Store;
  readonly secrets: Secrets;
  readonly texts: Texts;
  readonly senders: ReadonlyMap<Channel, SendPort>;
  /** Time-ordered and unique. */
  readonly newId: () => string;
  readonly log: Log;
  /** Something was queued: deliver soon. */
  readonly wake: () => void;
  /** Answers questions in a person's own words; absent where the library of answers has no room, as in a Worker. */
  readonly ask?: Handler;
  /** The same library by number: its topics, and what a number leads to. */
  readonly menu?: { readonly open: Handler; readonly choose: Handler };
};

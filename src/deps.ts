import type { Config } from './config.ts';
import type { Handler, Spoken } from './handler.ts';
import type { Channel, Recording, SendPort } from './message.ts';
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
  /** The recording of a text, where there is one; absent where there are no files, as in a Worker. */
  readonly audio?: (spoken: Spoken) => Promise<Recording | undefined>;
};

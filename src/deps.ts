import type { Answer } from '../content/answers-shape.ts';
import type { Config } from './config.ts';
import type { Spoken } from './handler.ts';
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

/** What answers parents' questions. */
export type Library = {
  readonly answers: readonly Answer[];
  /** Undefined where none of them answers it. */
  readonly find: (question: string) => Answer | undefined;
};

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
  /** Undefined where it can't be read just now. */
  readonly library: () => Promise<Library | undefined>;
  /** The recording of a text, where there is one; absent where there are no files, as in a Worker. */
  readonly audio?: (spoken: Spoken) => Promise<Recording | undefined>;
};

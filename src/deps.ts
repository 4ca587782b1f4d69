import type { Answer } from '../content/answers-shape.ts';
import type { TopicNames } from '../content/topic-names-shape.ts';
import type { Config } from './config.ts';
import type { Decision, Spoken, Turn } from './handler.ts';
import type { Channel, Language, Recording, SendPort } from './message.ts';
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
  readonly names: TopicNames;
  /** Undefined where none of them answers it. */
  readonly find: (question: string) => Answer | undefined;
};

/** What can be had in languages beyond Vietnamese and English. */
export type Further = {
  /** What a language is called in each of ours; undefined where there is none of this code. */
  readonly nameOf: (code: string) => Readonly<Record<Language, string>> | undefined;
  /** What `NN` and the words behind it, folded, come to; undefined where they name no language. */
  readonly choose: (deps: Pick<Deps, 'texts'>, turn: Turn, typed: string) => Decision | undefined;
  /** The text of an item that may leave; undefined where the one in Vietnamese or English stands in for it. */
  readonly textOf: (
    deps: Pick<Deps, 'store' | 'config'>,
    code: string,
    item: { readonly id: string; readonly vi: string; readonly isEdited: boolean },
  ) => Promise<string | undefined>;
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
  /** Absent where there are no such languages, and where there are no files, as in a Worker. */
  readonly further?: Further;
  /** The recording of a text, where there is one; absent where there are no files, as in a Worker. */
  readonly audio?: (spoken: Spoken) => Promise<Recording | undefined>;
};

/** What one sender keeps in mind from pass to pass: the pace, whose turn it is, and what is under way. */
import type { AddressKind } from './message.ts';
import { createPacer, type Pacer } from './pace.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { createTurns, type Turns } from './store/queue.ts';

/** Of each kind of address: a provider that hangs must not keep the other waiting. */
const MOST_AT_ONCE = 128;

export type Desk = {
  readonly clock: () => number;
  readonly pacer: Pacer;
  readonly turns: Turns;
  readonly recorder: Recorder;
  /** How many more calls may be made now. */
  free(kind: AddressKind): number;
  /** `call` ends when what became of the message is on disk; it never rejects. */
  begin(kind: AddressKind, id: number, call: Promise<void>): void;
  /** The messages whose calls have not ended. */
  underWay(): readonly number[];
  /** Resolves when every call that was begun has ended. */
  quiet(): Promise<void>;
  /** Called whenever a call ends. */
  onEnd(listener: () => void): void;
};

export type DeskOptions = {
  readonly pacer?: Pacer;
  /** Over all, where connections are few. */
  readonly mostInAll?: number;
};

export function createDesk(
  clock: () => number,
  { pacer = createPacer(), mostInAll = Number.POSITIVE_INFINITY }: DeskOptions = {},
): Desk {
  const calls = { phone: new Map<number, Promise<void>>(), telegram: new Map<number, Promise<void>>() };
  let ended = () => {};
  return {
    clock,
    pacer,
    turns: createTurns(),
    recorder: createRecorder(),
    free: (kind) =>
      Math.min(MOST_AT_ONCE - calls[kind].size, mostInAll - calls.phone.size - calls.telegram.size),
    begin(kind, id, call) {
      calls[kind].set(id, call);
      void call.then(() => {
        calls[kind].delete(id);
        ended();
      });
    },
    underWay: () => [...calls.phone.keys(), ...calls.telegram.keys()],
    async quiet() {
      await Promise.all([...calls.phone.values(), ...calls.telegram.values()]);
    },
    onEnd(listener) {
      ended = listener;
    },
  };
}

/** The driver's end of the providers' process. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Ask } from './providers.ts';
import type { Call, ProvidersRecord } from './record.ts';

export type Providers = {
  readonly twilioPort: number;
  readonly telegramPort: number;
  clock(aheadMs: number): Promise<unknown>;
  calm(): Promise<unknown>;
  /** The requests that the kill just now cut off. */
  killed(): Promise<readonly Call[]>;
  /** Resolves when every message that will be taken of those handed in has been taken. */
  settled(): Promise<unknown>;
  receiptsWaiting(): Promise<number>;
  record(): Promise<ProvidersRecord>;
  close(): void;
};

type Ports = { readonly twilio: number; readonly telegram: number };

export async function startProviders(
  seed: number,
  overheard: readonly string[],
  heard: (call: Call) => void,
): Promise<Providers> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'providers.ts'), [String(seed), ...overheard], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const open = new Map<number, (answer: unknown) => void>();
  let asked = 0;
  child.on('message', (message: { id?: number; answer?: unknown; heard?: Call }) => {
    if (message.heard !== undefined) heard(message.heard);
    if (message.id === undefined) return;
    open.get(message.id)?.(message.answer);
    open.delete(message.id);
  });
  const ask = <T>(question: Ask): Promise<T> =>
    new Promise((resolve, reject) => {
      asked += 1;
      open.set(asked, (answer) => resolve(answer as T));
      child.send({ ...question, id: asked }, (error) => {
        if (error !== null) reject(error);
      });
    });
  const ports = await ask<Ports>({ ask: 'ports' });
  return {
    twilioPort: ports.twilio,
    telegramPort: ports.telegram,
    clock: (aheadMs) => ask({ ask: 'clock', aheadMs }),
    calm: () => ask({ ask: 'calm' }),
    killed: () => ask({ ask: 'killed' }),
    settled: () => ask({ ask: 'settled' }),
    receiptsWaiting: () => ask({ ask: 'receipts' }),
    record: () => ask({ ask: 'record' }),
    close: () => child.kill('SIGKILL'),
  };
}

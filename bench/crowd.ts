/** A database with many people in two communes, and the processes that a bench of delivery needs. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Deps } from '../src/deps.ts';
import { addContact } from '../src/store/contacts.ts';
import { laiChau, MUONG_THAN, THAN_UYEN } from '../test/broadcasts/lai-chau.ts';

export const AUTHOR = '019a0000-0000-7000-8000-000000000000';
const TOGETHER = 5_000;

/** Each with a child, so that a message to parents is meant for all of them. */
export async function makeCrowd(
  { store, secrets }: Pick<Deps, 'store' | 'secrets'>,
  people: number,
  kind: 'phone' | 'telegram',
): Promise<void> {
  await store.commit(laiChau());
  for (let from = 0; from < people; from += TOGETHER) {
    const some = Array.from({ length: Math.min(TOGETHER, people - from) }, (_, n) => from + n);
    await store.commit(
      some.flatMap((n) => {
        const id = `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
        const unit = n % 2 === 0 ? MUONG_THAN : THAN_UYEN;
        const address = kind === 'phone' ? `+84200${String(n).padStart(6, '0')}` : String(1_000_000 + n);
        return [
          addContact({
            id,
            kind,
            addressMac: secrets.mac(`${kind}:${address}`),
            addressSealed: secrets.seal(address),
            consent: 'in',
            communeCode: unit.code,
            communeFrom: unit.validFrom,
            createdAt: 0,
          }),
          {
            sql: "INSERT INTO children (id, contact_id, born, status, created_at) VALUES (?, ?, '2026-03-15', 'active', 0)",
            args: [id, id],
          },
        ];
      }),
    );
  }
}

export async function startChild(
  file: string,
  args: readonly string[] = [],
): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const child = fork(join(import.meta.dirname, file), [...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (m) => resolve((m as { port: number }).port));
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  child.removeAllListeners('exit');
  return { child, port };
}

export function asked<T>(child: ChildProcess, question: string): Promise<T> {
  child.send(question);
  return new Promise((resolve) => child.once('message', (m) => resolve(m as T)));
}

/** The time of the world, moved to mid-morning here: at night nothing unasked would leave. */
export function morningClock(): () => number {
  const start = Date.now();
  const morning = Date.parse('2026-11-24T09:00:00+07:00');
  return () => morning + (Date.now() - start);
}

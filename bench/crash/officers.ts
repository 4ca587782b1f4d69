/** Two officers who send broadcasts as people do: `GUI`, wait for the code, send the code. */
import type { Mail } from './mail.ts';
import { COMMUNE_OFFICER, type Person, PROVINCE_OFFICER } from './people.ts';
import type { Call } from './record.ts';

export type Officers = {
  /** A message that an officer got. */
  heard(call: Call): void;
  stop(): void;
  /** How many codes were sent back. */
  confirmed(): number;
};

const CODE_COMES_WITHIN_MS = 20_000;

type Office = { readonly person: Person; readonly command: string };

/** The first by the day's rules, three a person; the others urgent, which may leave at any time and number. */
const OFFICES: readonly Office[] = [
  { person: PROVINCE_OFFICER, command: 'CTV CA TINH' },
  { person: COMMUNE_OFFICER, command: 'TAT CA' },
];

export function startOfficers(mail: Mail, everyMs: number): Officers {
  const listeners = new Map<string, (text: string) => void>();
  let isStopped = false;
  let confirmed = 0;
  let sleeping: (() => void)[] = [];

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      sleeping.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  function codeFor({ address }: Person): Promise<string | undefined> {
    return new Promise((resolve) => {
      listeners.set(address, (text) => {
        const code = /GUI (\d{4})/.exec(text)?.[1];
        if (code !== undefined) resolve(code);
      });
      void sleep(CODE_COMES_WITHIN_MS).then(() => resolve(undefined));
    });
  }

  async function work({ person, command }: Office, firstMs: number): Promise<void> {
    await sleep(firstMs);
    for (let n = 0; !isStopped; n += 1) {
      const code = codeFor(person);
      await mail.send(person, `GUI ${n === 0 ? '' : 'KHAN '}${command}: Tin so ${n} cua chung toi.`);
      const digits = await code;
      if (digits !== undefined && !isStopped) {
        await mail.send(person, `GUI ${digits}`);
        confirmed += 1;
      }
      await sleep(everyMs);
    }
  }

  OFFICES.forEach((office, i) => void work(office, (i * everyMs) / OFFICES.length));
  return {
    heard: ({ to, text }) => listeners.get(to)?.(text),
    confirmed: () => confirmed,
    stop() {
      isStopped = true;
      for (const wake of sleeping) wake();
      sleeping = [];
    },
  };
}

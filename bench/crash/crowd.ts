/** Who writes what, and when: decided by the seed. Each message is answered, and hardly two answers are the same. */
import { type Chance, chance } from './chance.ts';
import type { Mail } from './mail.ts';
import { collaborator } from './people.ts';

export type Crowd = { stop(): void };

export type CrowdOptions = {
  readonly seed: number;
  readonly people: number;
  readonly perSecond: number;
};

export function startCrowd(mail: Mail, { seed, people, perSecond }: CrowdOptions): Crowd {
  const luck = chance(seed, 'crowd');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let n = 0;
  const write = () => {
    const person = collaborator(Math.floor(luck.next() * people));
    void mail.send(person, textOf(luck, n, person.kind));
    n += 1;
    timer = setTimeout(write, (luck.between(0, 2) * 1_000) / perSecond);
  };
  write();
  return { stop: () => clearTimeout(timer) };
}

/** An answer in a chat has only its text to be known by, so there it repeats the numbers. */
function textOf(luck: Chance, n: number, kind: 'phone' | 'telegram'): string {
  const [some, few] = [(n % 90) + 9, (Math.floor(n / 90) % 80) + 1];
  const dice = luck.next();
  if (kind === 'telegram' || dice < 0.75) return `BC KT${some} KD${few} CM${(n % 7) + 1}`;
  if (dice < 0.85) return `BC KT${some} KT${some + few}`;
  return luck.oneOf(['XEM', 'TG', 'cho em hỏi lịch tiêm của bé ạ']);
}

/** One run: a province at work while its service is killed again and again, a quiet end, and the balance. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Chance, chance } from './chance.ts';
import { type Crowd, startCrowd } from './crowd.ts';
import { killing, stoppedAtWork } from './killing.ts';
import { type Balance, balanceOf, damageOf, processedOf } from './ledger.ts';
import { look } from './look.ts';
import { createMail, type Mail } from './mail.ts';
import { type Officers, startOfficers } from './officers.ts';
import { COMMUNE_OFFICER, makePeople, PROVINCE_OFFICER } from './people.ts';
import { type Providers, startProviders } from './providers-client.ts';
import { quietEnd } from './quiet.ts';
import type { ProvidersRecord } from './record.ts';
import { createService, type Service } from './service.ts';
import { MORNING } from './world.ts';

export type RunOptions = {
  readonly kills: number;
  readonly seed: number;
  readonly collaborators: number;
  readonly parents: number;
  readonly perSecond: number;
  readonly broadcastEveryMs: number;
};

export type Outcome = {
  readonly balance: Balance;
  readonly record: ProvidersRecord;
  readonly kills: number;
  readonly inFlightAtKills: number;
  readonly inboundAnswered: number;
  readonly inboundProcessed: number;
  readonly broadcasts: number;
  readonly startMs: readonly number[];
  readonly logged: ReadonlyMap<string, number>;
  /** Whatever else must not happen, a sentence each. */
  readonly problems: readonly string[];
};

/** What the phases of a run work with. */
export type Scene = {
  readonly file: string;
  readonly service: Service;
  readonly providers: Providers;
  readonly mail: Mail;
  readonly clock: Clock;
  readonly say: (line: string) => void;
};

export type Clock = {
  now(): number;
  aheadMs(): number;
  /** Only while no process of the service runs. */
  leap(ms: number): Promise<void>;
};

export async function run(options: RunOptions, say: (line: string) => void): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-crash-'));
  const file = join(folder, 'crash.db');
  const closing: (() => void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = () => {
    for (const one of closing.splice(0).reverse()) one();
  };
  // Whatever ends the driver ends its children.
  process.once('exit', close);
  try {
    await makePeople(file, options.collaborators, options.parents);
    say(`${options.collaborators} collaborators, ${options.parents} parents, 2 officers`);
    let officers: Officers | undefined;
    const overheard = [PROVINCE_OFFICER, COMMUNE_OFFICER].map(({ address }) => address);
    const providers = await startProviders(options.seed, overheard, (call) => officers?.heard(call));
    closing.push(providers.close);
    const port = await freePort(chance(options.seed, 'port', process.pid));
    const service = createService({ port, file, ...providers });
    closing.push(service.close);
    const clock = clockFrom(MORNING, providers);
    await clock.leap(0);
    const mail = createMail(port, clock.now);
    closing.push(mail.close);
    const scene = { file, service, providers, mail, clock, say };

    const crowd = startCrowd(mail, { ...options, people: options.collaborators });
    officers = startOfficers(mail, options.broadcastEveryMs);
    const underWay = await killing(scene, options, officers);
    await stoppedAtWork(scene);
    stop(crowd, officers);
    await quietEnd(scene);
    const record = await providers.record();
    mail.close();
    return look(file, (database) => {
      const damage = damageOf(database);
      return {
        balance: balanceOf(database, record, underWay.rows),
        record,
        kills: options.kills,
        inFlightAtKills: underWay.rows.size,
        inboundAnswered: mail.answered.size,
        inboundProcessed: processedOf(database, mail.answered),
        broadcasts: Number(database.all('SELECT count(*) AS n FROM broadcasts')[0]?.n),
        startMs: service.startMs,
        logged: service.logged,
        problems: [
          ...service.troubles,
          ...mail.complaints,
          ...record.complaints,
          ...underWay.problems,
          ...damage,
        ],
      };
    });
  } finally {
    process.removeListener('exit', close);
    close();
  }
}

function stop(crowd: Crowd, officers: Officers): void {
  crowd.stop();
  officers.stop();
}

function clockFrom(start: number, providers: Providers): Clock {
  let aheadMs = Math.round(start - Date.now());
  return {
    now: () => Date.now() + aheadMs,
    aheadMs: () => aheadMs,
    async leap(ms) {
      aheadMs += Math.round(ms);
      await providers.clock(aheadMs);
    },
  };
}

/** Below the ports that outgoing connections take, so that none sits there while the service is down. */
async function freePort(luck: Chance): Promise<number> {
  for (;;) {
    const port = Math.floor(luck.between(12_000, 32_000));
    const isFree = await new Promise<boolean>((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(false));
      server.listen(port, () => server.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}

/** The service on Node: environment, database file, clock, sockets. */
import { type ServerType, serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { createApp, telegramUpdates } from './app.ts';
import { ANSWER_SECONDS, telegramApi } from './channels/telegram-api.ts';
import { ConfigError, readConfig } from './config.ts';
import { createDeliverer } from './deliver-loop.ts';
import type { Deps } from './deps.ts';
import { type DemoClock, demoClock } from './node/demo-clock.ts';
import { nodeDeps } from './node/deps.ts';
import { gathering } from './node/gathering.ts';
import { ListenRefused, listening } from './node/listening.ts';
import { DatabaseRefused } from './node/open-database.ts';
import { type RunningTelegram, startTelegram } from './node/telegram.ts';
import { startTicker } from './tick-loop.ts';

const GRACE_MS = 10_000;
const LET_GO_EVERY_MS = 50;

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const demo = config.mode === 'demo' ? demoClock(() => Date.now()) : undefined;
  const clock = demo?.now ?? (() => Date.now());
  let wake = () => {};
  const deps = await nodeDeps(config, { clock, wake: () => wake() });
  const deliverer = createDeliverer(deps, clock);
  const simulator = demo === undefined ? undefined : await openDemo(deps, demo, deliverer.drain);
  wake = deliverer.wake;
  const app = createApp(deps, { now: clock, simulator, gather: gathering() });
  const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host }, (info) => {
    deps.log('info', 'listening', { mode: config.mode, url: `http://${config.host}:${info.port}` });
    if (demo !== undefined) console.log(`open http://127.0.0.1:${info.port}/simulator`);
    deliverer.wake();
  });
  await listening(server, config).catch(async (refused) => {
    await deps.store.close();
    throw refused;
  });
  const telegram = listenToTelegram(deps, clock);
  const ticker = startTicker(deps, clock);
  const finish = async () => {
    await telegram?.stop();
    await ticker.stop();
    await deliverer.stop();
  };
  stopOn(server, finish, () => deps.store.close());
}

/** Loaded on demand: the real service never holds the simulator or its invented people. */
async function openDemo(deps: Deps, clock: DemoClock, drain: (now: number) => Promise<void>): Promise<Hono> {
  const { startDemo } = await import('./node/demo.ts');
  return startDemo(deps, { clock, drain });
}

function listenToTelegram(deps: Deps, clock: () => number): RunningTelegram | undefined {
  const { telegram, publicUrl } = deps.config;
  if (telegram === undefined) return undefined;
  const { webhookSecret: secret } = telegram;
  return startTelegram({
    api: telegramApi(telegram, fetch, ANSWER_SECONDS.poll),
    take: telegramUpdates(deps, clock),
    webhook: publicUrl === undefined || secret === undefined ? undefined : { publicUrl, secret },
    texts: deps.texts,
    log: deps.log,
  });
}

/** Nothing new is begun; whoever keeps a connection open is let go between two requests. */
function stopOn(server: ServerType, finish: () => Promise<void>, close: () => Promise<void> | void): void {
  const stop = () => {
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    const letGo = setInterval(() => {
      if ('closeIdleConnections' in server) server.closeIdleConnections();
    }, LET_GO_EVERY_MS);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    void Promise.all([closed, finish()])
      .then(() => clearInterval(letGo))
      .then(close)
      .then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

// What is made here holds personal data: for this user alone, and for no other of the machine.
process.umask(0o077);

try {
  await start();
} catch (error) {
  if (error instanceof ConfigError || error instanceof DatabaseRefused || error instanceof ListenRefused) {
    console.error(error.message);
    process.exit(1);
  }
  throw error;
}

/** The service on Node: environment, database file, clock, sockets. */
import { type ServerType, serve } from '@hono/node-server';
import { createApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { createDeliverer } from './deliver-loop.ts';
import { DatabaseRefused } from './node/open-database.ts';
import { nodeDeps } from './node/deps.ts';

const GRACE_MS = 10_000;

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const clock = () => Date.now();
  let wake = () => {};
  const deps = await nodeDeps(config, { clock, wake: () => wake() });
  const deliverer = createDeliverer(deps, clock);
  wake = deliverer.wake;
  const app = createApp(deps, { now: clock });
  const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host }, (info) => {
    deps.log('info', 'listening', { mode: config.mode, url: `http://${config.host}:${info.port}` });
    deliverer.wake();
  });
  stopOn(server, async () => {
    await deliverer.stop();
    deps.store.close();
  });
}

function stopOn(server: ServerType, finish: () => Promise<void>): void {
  const stop = () => {
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    server.close(() => void finish().then(() => process.exit(0)));
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

try {
  await start();
} catch (error) {
  if (error instanceof ConfigError || error instanceof DatabaseRefused) {
    console.error(error.message);
    process.exit(1);
  }
  throw error;
}

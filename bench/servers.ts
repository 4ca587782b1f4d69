/** The servers that the load hits, each in a process of its own: `node bench/servers.ts echo|turns FILE`. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

function echo(): Hono {
  return new Hono().post('*', async (c) => c.text(await c.req.text()));
}

/** Loaded only here, so that the echo starts with nothing that it does not need. */
async function turns(file: string): Promise<Hono> {
  const { createApp } = await import('../src/app.ts');
  const { readConfig } = await import('../src/config.ts');
  const { nodeDeps } = await import('../src/node/deps.ts');
  const { gathering } = await import('../src/node/gathering.ts');
  const { BENCH_ENV } = await import('./collaborators.ts');
  const config = readConfig({ ...BENCH_ENV, DATABASE_URL: `file:${file}` });
  const clock = () => Date.now();
  const deps = await nodeDeps(config, { clock, wake: () => {} });
  return createApp(deps, { now: clock, gather: gathering() });
}

const [mode, file = ''] = process.argv.slice(2);
const app = mode === 'echo' ? echo() : await turns(file);
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => {
  process.send?.({ port: info.port });
});
process.on('message', (message) => {
  if (message === 'memory') process.send?.({ rss: process.memoryUsage().rss });
  if (message === 'cpu') {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system });
  }
  if (message === 'stop') server.close(() => process.exit(0));
});

/**
 * Loaded before `src/node.ts` (`node --import`): brings its modules into memory and waits there until it is the
 * service's turn, so that a restart takes no longer than what the service itself does at start. And it sets the
 * process's clock, as an outage of minutes or a night is part of the proof and nobody waits for one.
 */
import { flushCompileCache } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const MODULES = ['app', 'node/deps', 'node/gathering', 'node/telegram', 'deliver-loop', 'tick-loop'];

// Threads of the service load this too; they measure time, and do not tell it.
if (isMainThread) {
  await Promise.all(MODULES.map((name) => import(`../../src/${name}.ts`)));
  // A process that is killed leaves nothing of what it compiled to the next, unless told.
  flushCompileCache();
  const aheadMs = await turn();
  process.disconnect();
  const realNow = Date.now.bind(Date);
  Date.now = () => realNow() + aheadMs;
}

function turn(): Promise<number> {
  return new Promise((resolve) => {
    process.once('message', (message) => resolve(Number(message)));
    process.send?.('ready');
  });
}

/** A thread of the database that dies at the first thing it is asked. */
import { parentPort } from 'node:worker_threads';

parentPort?.postMessage({ refused: undefined });
parentPort?.on('message', () => {
  throw new Error('it was told to.');
});

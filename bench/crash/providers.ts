/** The providers' process: started by the driver, never killed, asked by messages. `node bench/crash/providers.ts` */
import type { Server } from 'node:http';
import { createCounter } from './counter.ts';
import { fakeTelegram } from './fake-telegram.ts';
import { fakeTwilio } from './fake-twilio.ts';
import { postman } from './receipts.ts';
import { BOT_TOKEN, TWILIO } from './world.ts';

export type Ask =
  | { readonly ask: 'ports' | 'calm' | 'killed' | 'settled' | 'receipts' | 'record' }
  /** How far the service's clock is ahead of the machine's. */
  | { readonly ask: 'clock'; readonly aheadMs: number };

const seed = Number(process.argv[2]);
/** What these hear is told to the driver as it comes: it reads their codes. */
const overheard = new Set(process.argv.slice(3));

let aheadMs = 0;
const now = () => Date.now() + aheadMs;
const counter = createCounter(seed, (call) => {
  if (overheard.has(call.to)) process.send?.({ heard: call });
});
const receipts = postman(TWILIO.token, counter.complain);
const twilio = fakeTwilio({ account: TWILIO, seed, counter, post: receipts.post, now });
const telegram = fakeTelegram(BOT_TOKEN, counter, now);
const ports = { twilio: await listening(twilio), telegram: await listening(telegram) };

process.on('message', async ({ id, ...asked }: Ask & { readonly id: number }) => {
  process.send?.({ id, answer: await answer(asked) });
});
process.on('disconnect', () => process.exit(0));

async function answer(asked: Ask): Promise<unknown> {
  switch (asked.ask) {
    case 'ports':
      return ports;
    case 'clock':
      aheadMs = asked.aheadMs;
      return true;
    case 'calm':
      counter.calm();
      return true;
    case 'killed':
      return counter.killed();
    case 'settled':
      await counter.settled();
      return true;
    case 'receipts':
      return receipts.waiting();
    case 'record':
      return counter.record();
  }
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

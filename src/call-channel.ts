/** One call to a channel: it never throws, and what it tells of the channel itself is kept for the calls after it. */
import type { Deps } from './deps.ts';
import type { Desk } from './desk.ts';
import type { SendPort, SendResult } from './message.ts';
import { CHANNEL_TROUBLE } from './outcome.ts';

export async function callChannel(
  deps: Pick<Deps, 'log'>,
  desk: Desk,
  port: SendPort,
  call: () => Promise<SendResult>,
): Promise<SendResult> {
  const result = await safely(deps, port, call);
  const now = desk.clock();
  if (result.kind === 'retry' && result.pauseMs === undefined && CHANNEL_TROUBLE.has(result.reason)) {
    const pauseMs = desk.pacer.trouble(port.channel, now);
    deps.log('warn', 'channel-rests', { channel: port.channel, reason: result.reason, ms: pauseMs });
    return { ...result, pauseMs };
  }
  desk.pacer.works(port.channel);
  if (result.kind === 'retry' && result.pauseMs !== undefined) {
    desk.pacer.pause(port.channel, now + result.pauseMs);
  }
  return result;
}

async function safely(
  deps: Pick<Deps, 'log'>,
  port: SendPort,
  call: () => Promise<SendResult>,
): Promise<SendResult> {
  try {
    return await call();
  } catch (error) {
    deps.log('error', 'send-threw', { channel: port.channel, error: (error as Error).name });
    return { kind: 'unknown', reason: 'interrupted' };
  }
}

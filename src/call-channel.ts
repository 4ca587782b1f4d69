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
  const { channel } = port;
  const rests = (reason: string, ms: number) => {
    const todo = CHANNEL_TROUBLE.get(reason);
    deps.log('warn', 'channel-rests', { channel, reason, ms, ...(todo === undefined ? {} : { todo }) });
  };
  if (result.kind === 'retry' && result.pauseMs === undefined && CHANNEL_TROUBLE.has(result.reason)) {
    const pauseMs = desk.pacer.trouble(channel, now);
    rests(result.reason, pauseMs);
    return { ...result, pauseMs };
  }
  // Each of these may have left and is not sent again: a provider that is down must not be asked at full speed.
  if (result.kind === 'unknown') {
    const restMs = desk.pacer.doubt(channel, now);
    if (restMs > 0) rests(result.reason, restMs);
    return result;
  }
  desk.pacer.works(channel);
  if (result.kind === 'retry' && result.pauseMs !== undefined) {
    desk.pacer.pause(channel, now + result.pauseMs);
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

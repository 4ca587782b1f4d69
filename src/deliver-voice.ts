/**
 * The recording behind a text, as a second message. It begins once the text is on disk as accepted, and is written down
 * nowhere: whatever happens between the two, or to the voice, leaves a voice missing and can never bring the text, or
 * the voice, twice. Only the process that sent the text knows of it, so a second one on the same file does nothing.
 */
import { callChannel } from './call-channel.ts';
import type { Deps } from './deps.ts';
import type { Desk } from './desk.ts';
import type { Spoken } from './handler.ts';
import type { Address, SendPort } from './message.ts';

/** A voice that finds no room for so long is let go: it would hold a place that texts need. */
const LONGEST_WAIT_MS = 30_000;

export type Behind = {
  readonly port: SendPort;
  readonly contactId: string;
  readonly to: Address;
  readonly spoken: Spoken;
};

/** Never rejects; does nothing where there is no recording or the channel has no voices. */
export async function speakBehind(deps: Deps, desk: Desk, behind: Behind): Promise<void> {
  const { port, contactId, to, spoken } = behind;
  const speak = port.speak;
  if (speak === undefined || deps.audio === undefined) return;
  const { item, language } = spoken;
  try {
    const recording = await deps.audio(spoken);
    if (recording === undefined) return;
    if (!(await roomFor(desk, port, contactId))) {
      deps.log('warn', 'voice-not-sent', { item, language, reason: 'no-room' });
      return;
    }
    const result = await callChannel(deps, desk, port, () => speak(to, recording));
    if (result.kind === 'accepted') return;
    deps.log('warn', 'voice-not-sent', { item, language, reason: result.reason });
  } catch (error) {
    deps.log('warn', 'voice-not-sent', { item, language, reason: (error as Error).message });
  }
}

/** Waits for its own place in the pace, after the text to the same person. */
async function roomFor(desk: Desk, port: SendPort, contactId: string): Promise<boolean> {
  const begun = desk.clock();
  let moment = begun;
  for (;;) {
    const waitMs = desk.pacer.take(port, contactId, 1, moment);
    if (waitMs === 0) break;
    if (moment + waitMs > begun + LONGEST_WAIT_MS) return false;
    await passing(waitMs);
    // What was waited has passed, also on a clock that stands still.
    moment = Math.max(desk.clock(), moment + waitMs);
  }
  await passing(desk.pacer.leavesIn(port, moment));
  return true;
}

async function passing(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}

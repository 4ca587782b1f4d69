import { expect, test } from 'vitest';
import { speakBehind } from '../../src/deliver-voice.ts';
import type { Deps } from '../../src/deps.ts';
import { createDesk } from '../../src/desk.ts';
import type { Recording, SendPort, SendResult } from '../../src/message.ts';

const RECORDING: Recording = { key: 'k', name: 'a.vi.ogg', bytes: 1, open: async function* () {} };

function voiced(result: SendResult = { kind: 'accepted', providerId: '1:2' }) {
  const spoken: string[] = [];
  const logs: unknown[] = [];
  const port: SendPort = {
    channel: 'telegram',
    form: 'rich',
    pace: { perSecond: 28.8, burst: 1, evenly: true, perAddressMs: 1_000 },
    send: async () => result,
    speak: async ({ value }) => {
      spoken.push(value);
      return result;
    },
  };
  const deps = {
    audio: async () => RECORDING,
    log: (...line: unknown[]) => logs.push(line),
  } as unknown as Deps;
  const desk = createDesk(() => 1_000_000);
  const speak = () =>
    speakBehind(deps, desk, {
      port,
      contactId: 'ann',
      to: { kind: 'telegram', value: '7' },
      spoken: { item: 'a', language: 'vi', since: 0 },
    });
  return { spoken, logs, port, desk, speak };
}

test('a voice counts in the pace as the message that it is: the next one waits for it', async () => {
  const { desk, port, speak, spoken } = voiced();
  await speak();
  expect(spoken).toEqual(['7']);
  expect(desk.pacer.spacing(port, 'ann', 1_000_000)).toBe(1_000);
  expect(desk.pacer.room(port, 1_000_000)).toMatchObject({ messages: 0 });
});

test('behind its text it waits for the distance that a chat needs', async () => {
  const { desk, port, speak, spoken } = voiced();
  desk.pacer.take(port, 'ann', 1, 1_000_000);
  desk.pacer.leavesIn(port, 1_000_000);
  const begun = performance.now();
  await speak();
  expect(performance.now() - begun).toBeGreaterThan(990);
  expect(spoken).toEqual(['7']);
});

test('where the channel rests for long it is let go, and the operator is told', async () => {
  const { desk, logs, speak, spoken } = voiced();
  desk.pacer.pause('telegram', 1_000_000 + 31_000);
  await speak();
  expect(spoken).toEqual([]);
  expect(logs).toEqual([['warn', 'voice-not-sent', { item: 'a', language: 'vi', reason: 'no-room' }]]);
});

test('a voice that is asked to wait silences the channel as a text would', async () => {
  const { desk, port, speak } = voiced({ kind: 'retry', reason: 'provider-busy', pauseMs: 9_000 });
  await speak();
  expect(desk.pacer.room(port, 1_000_000)).toEqual({ messages: 0, waitMs: 9_000 });
});

import crypto from 'node:crypto';
import type { Client, ResultSet } from '@libsql/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readConfig } from '../src/config.ts';
import type { Deps } from '../src/deps.ts';
import { createSecrets } from '../src/secrets.ts';
import { createStore } from '../src/store/create-store.ts';
import { createTexts } from '../src/texts.ts';
import { JOBS } from '../src/tick.ts';
import { startTicker } from '../src/tick-loop.ts';

const EVERY_MS = 30_000;
const START = Date.parse('2026-11-02T09:00:00+07:00');
const NOTHING: ResultSet = {
  columns: [],
  columnTypes: [],
  rows: [],
  rowsAffected: 0,
  lastInsertRowid: undefined,
  toJSON: () => ({}),
};

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A ticker on an empty database that answers as fast, or as badly, as a test wants. */
function ticking(answer: () => Promise<ResultSet> = async () => NOTHING) {
  const began: number[] = [];
  const ended: number[] = [];
  const failed: string[] = [];
  const secret = 'correct-horse-battery-staple-0123456789';
  const unused = () => {
    throw new Error('a tick with nothing to do only reads');
  };
  const client = { execute: answer } as Partial<Client> as Client;
  const deps: Deps = {
    config: readConfig({ NODE_ENV: 'test', APP_SECRET: secret, PUBLIC_URL: 'https://vongtay.test' }),
    store: createStore({ client, first: unused, commit: unused, close: unused }),
    secrets: createSecrets(crypto, secret, undefined),
    texts: createTexts(),
    library: async () => undefined,
    senders: new Map(),
    newId: unused,
    log: (_level, event) => failed.push(event),
    wake: () => ended.push(Date.now() - START),
  };
  const ticker = startTicker(deps, () => {
    began.push(Date.now() - START);
    return Date.now();
  });
  return { ticker, began, ended, failed };
}

function after(ms: number): Promise<ResultSet> {
  return new Promise((resolve) => setTimeout(() => resolve(NOTHING), ms));
}

test('the tick runs at once, then every half minute, and the sender is woken after each', async () => {
  const { ticker, began, ended, failed } = ticking();
  expect(began).toEqual([0]);
  await vi.advanceTimersByTimeAsync(EVERY_MS - 1);
  expect(began).toEqual([0]);
  await vi.advanceTimersByTimeAsync(1 + EVERY_MS);
  expect(began).toEqual([0, EVERY_MS, 2 * EVERY_MS]);
  expect(ended).toEqual(began);
  expect(failed).toEqual([]);
  await ticker.stop();
});

test('a tick that takes longer than half a minute is not overtaken by the next', async () => {
  const { ticker, began, ended } = ticking(() => after(EVERY_MS));
  await vi.advanceTimersByTimeAsync(10 * EVERY_MS);
  expect(began.length).toBeGreaterThan(1);
  began.slice(1).forEach((at, i) => {
    expect(at).toBe((ended[i] ?? 0) + EVERY_MS);
  });
  const stopping = ticker.stop();
  await vi.advanceTimersByTimeAsync(10 * EVERY_MS);
  await stopping;
});

test('a stop waits for the tick that is running, and no other follows', async () => {
  const { ticker, began, ended } = ticking(() => after(1000));
  let isStopped = false;
  const stopping = ticker.stop().then(() => {
    isStopped = true;
  });
  await vi.advanceTimersByTimeAsync(1000);
  expect(isStopped).toBe(false);
  await vi.advanceTimersByTimeAsync(9000);
  await stopping;
  expect(ended).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
  await vi.advanceTimersByTimeAsync(10 * EVERY_MS);
  expect(began).toEqual([0]);
});

test('a stop between two ticks leaves no timer behind', async () => {
  const { ticker, began } = ticking();
  await vi.advanceTimersByTimeAsync(EVERY_MS / 2);
  await ticker.stop();
  expect(vi.getTimerCount()).toBe(0);
  await vi.advanceTimersByTimeAsync(10 * EVERY_MS);
  expect(began).toEqual([0]);
});

test('a database that fails is written down, and the next tick comes all the same', async () => {
  const { ticker, began, failed } = ticking(async () => {
    throw new Error('disk I/O error');
  });
  await vi.advanceTimersByTimeAsync(EVERY_MS);
  expect(began).toEqual([0, EVERY_MS]);
  expect(failed).toEqual(Array(2 * JOBS.length).fill('job-failed'));
  await ticker.stop();
});

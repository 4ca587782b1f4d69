/**
 * A whole service in a test: fresh database file, real routes, doubled providers, a clock that the test moves.
 * Conversations read as people have them: `await phone.says('BC T10 KT5')` gives the texts that came back.
 */

import crypto from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import twilio from 'twilio/lib/webhooks/webhooks.js';
import { onTestFinished } from 'vitest';
import { pages } from '../../content/pages.ts';
import { createApp } from '../../src/app.ts';
import { DAY_MS } from '../../src/civil-time.ts';
import { advanceTo } from '../../src/clock.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { createDeliverer } from '../../src/deliver-loop.ts';
import type { Deps } from '../../src/deps.ts';
import { SHIPPED_LIBRARY } from '../../src/guidance/ask/shipped.ts';
import { recordingsIn } from '../../src/node/audio-files.ts';
import { openStore } from '../../src/node/open-database.ts';
import { createSecrets } from '../../src/secrets.ts';
import { sendersOf } from '../../src/senders.ts';
import { nextDueAt } from '../../src/store/queue.ts';
import { createTexts } from '../../src/texts.ts';
import { nextMoment, tick } from '../../src/tick.ts';
import { BOT_TOKEN, type TelegramDouble, telegramDouble } from '../doubles/telegram-api.ts';
import { type TwilioDouble, twilioDouble } from '../doubles/twilio-api.ts';
import { type Chat, chatIn, WEBHOOK_SECRET } from './chat.ts';

export const PUBLIC_URL = 'https://vongtay.test';
export const AUTH_TOKEN = 'a token that only the test knows';
export const APP_SECRET = 'correct-horse-battery-staple-0123456789';

export type Phone = {
  readonly number: string;
  /** Sends a text; the texts that came back to this phone, in order. */
  says(text: string): Promise<string[]>;
  /** What has come unasked since the last look. */
  hears(): Promise<string[]>;
};

export type House = {
  readonly app: Hono;
  readonly deps: Deps;
  readonly twilio: TwilioDouble;
  readonly telegram: TelegramDouble;
  readonly logs: { level: string; event: string }[];
  now(): number;
  /** Moves the clock to an instant with its offset, e.g. `2026-11-02T09:00:00+07:00`. */
  at(instant: string): void;
  /** Moves the clock and runs the tick and the sender at every due moment on the way. */
  advance(ms: number): Promise<void>;
  /** The same, told in days. */
  run(days: number): Promise<void>;
  phone(number: string): Phone;
  /** Someone who writes by Telegram. */
  chat(id: number): Chat;
  deliver(): Promise<void>;
};

export type HouseOptions = {
  readonly at?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Who answers at any address that is neither Twilio's nor Telegram's. */
  readonly elsewhere?: typeof fetch;
};

export async function house(options: HouseOptions = {}): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-'));
  let clock = Date.parse(options.at ?? '2026-11-02T09:00:00+07:00');
  const config: Config = readConfig({
    NODE_ENV: 'test',
    APP_SECRET,
    PUBLIC_URL,
    DATABASE_URL: `file:${join(folder, 'test.db')}`,
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_FROM: '+15005550006',
    TELEGRAM_BOT_TOKEN: BOT_TOKEN,
    TELEGRAM_WEBHOOK_SECRET: WEBHOOK_SECRET,
    ...options.env,
  });
  const api = twilioDouble(() => clock);
  const telegram = telegramDouble();
  const logs: { level: string; event: string }[] = [];
  const doubles = new Map([
    [config.twilio?.apiBase, api.fetch],
    [config.telegram?.apiRoot, telegram.fetch],
  ]);
  const world: typeof fetch = (input, init) => {
    const double = doubles.get(new URL(String(input)).origin) ?? options.elsewhere;
    if (double === undefined) throw new Error('nobody is there');
    return double(input, init);
  };
  const now = () => clock;
  const secrets = createSecrets(crypto, config.secret, config.previousSecret);
  const store = await openStore(config.databaseUrl, 'real');
  let ids = 0;
  const deps: Deps = {
    config,
    store,
    secrets,
    texts: createTexts(pages),
    library: async () => SHIPPED_LIBRARY,
    ...(config.audioDir === undefined ? {} : { audio: recordingsIn(config.audioDir) }),
    senders: sendersOf({ config, secrets, fetch: world, now }),
    newId: () => {
      ids += 1;
      return `id-${String(ids).padStart(8, '0')}`;
    },
    log: (level, event, fields) => logs.push({ level, event, ...fields }),
    wake: () => {},
  };
  const app = createApp(deps, { now });
  const deliverer = createDeliverer(deps, now);
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const deliver = () => deliverer.drain(clock);
  const advance = (ms: number) =>
    advanceTo(
      clock,
      clock + ms,
      async (moment) => {
        clock = moment;
        await tick(deps, moment);
        await deliver();
      },
      async (moment) => {
        const known = [await nextMoment(deps, moment), await nextDueAt(store)].filter((m) => m !== undefined);
        return known.length === 0 ? undefined : Math.min(...known);
      },
    );
  let messages = 0;
  let updates = 700_000;
  const heard = new Map<string, number>();

  return {
    app,
    deps,
    twilio: api,
    telegram,
    logs,
    now,
    at: (instant) => {
      clock = Date.parse(instant);
    },
    advance,
    run: (days) => advance(days * DAY_MS),
    deliver,
    chat: (id) =>
      chatIn(
        {
          app,
          store,
          telegram,
          now,
          moveTo: (ms) => {
            clock = ms;
          },
          deliver,
          nextUpdateId: () => {
            updates += 1;
            return updates;
          },
        },
        id,
      ),
    phone: (number) => {
      const hears = async () => {
        await deliver();
        const to = api.sent.filter((sms) => sms.to === number);
        const news = to.slice(heard.get(number) ?? 0);
        heard.set(number, to.length);
        return news.map((sms) => sms.body);
      };
      return {
        number,
        hears,
        says: async (text) => {
          await hears();
          messages += 1;
          const response = await postSms(app, {
            From: number,
            Body: text,
            MessageSid: `SMtest${messages}${number.slice(-6)}`,
          });
          if (response.status !== 200) throw new Error(`the webhook answered ${response.status}`);
          return hears();
        },
      };
    },
  };
}

/** An inbound SMS as Twilio posts it, signed with the test's token unless told otherwise. */
export async function postSms(
  app: Hono,
  fields: Readonly<Record<string, string>>,
  options: { readonly token?: string; readonly path?: string } = {},
): Promise<Response> {
  const path = options.path ?? '/webhooks/twilio';
  const params = { To: '+15005550006', NumMedia: '0', ...fields };
  const signature = twilio.getExpectedTwilioSignature(
    options.token ?? AUTH_TOKEN,
    `${PUBLIC_URL}${path}`,
    params,
  );
  return app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
    body: new URLSearchParams(params).toString(),
  });
}

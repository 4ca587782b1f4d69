/** The service on Cloudflare Workers: bindings, remote database, clock, queue and cron. */
import { waitUntil } from 'cloudflare:workers';
import crypto from 'node:crypto';
import { type Client, createClient } from '@libsql/client/http';
import type { ExecutionContext, Hono } from 'hono';
import { v7 } from 'uuid';
import { createApp } from './app.ts';
import { ANSWER_SECONDS, telegramApi } from './channels/telegram-api.ts';
import { troubleOf } from './channels/telegram-trouble.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { deliverShift } from './deliver-shift.ts';
import type { Deps, Log } from './deps.ts';
import { jsonLog } from './log.ts';
import { AHEAD_MS, createPacer, type Pacer } from './pace.ts';
import { checkSecret, SECRET_FAULTS, type SecretCheck } from './secret-check.ts';
import { createSecrets } from './secrets.ts';
import { sendersOf } from './senders.ts';
import { createStore } from './store/create-store.ts';
import { faultOf } from './store/database.ts';
import { openRemote, remoteConfig } from './store/remote.ts';
import { isAstray, setMenu, setWebhook } from './telegram-home.ts';
import { createTexts } from './texts.ts';
import { tick } from './tick.ts';
import { type Assets, libraryIn } from './worker-library.ts';

type Wake = { readonly wake: true };
type DeliveryQueue = {
  send(message: Wake, options?: { readonly delaySeconds?: number }): Promise<unknown>;
};
type Env = Readonly<Record<string, unknown>> & {
  readonly DELIVERY?: DeliveryQueue;
  readonly ASSETS?: Assets;
};
type Batch = { retryAll(options?: { readonly delaySeconds?: number }): void };

type Service = {
  readonly deps: Deps;
  readonly app: Hono;
  readonly pacer: Pacer;
  /** Whether this isolate has made sure that Telegram knows our address. */
  met: boolean;
  /** Whether it has made sure that the database is sealed with our secret. */
  fits: boolean;
};

/** What is due later than this the next cron finds. */
const SOON_MS = 60_000;
const AFTER_FAILURE_SECONDS = 10;
const NOT_CONFIGURED_SECONDS = 300;

const clock = () => Date.now();
const log: Log = jsonLog((line) => console.log(line), clock);
const worldFetch: typeof fetch = (input, init) => fetch(input, init);

/** Made once an isolate, from the first event's bindings; null where the configuration forbids it. */
let made: Service | null | undefined;
/** What was found in the way last: once in the log is enough. */
let told: SecretCheck | undefined;

export default {
  async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    const service = await workingService(env);
    if (service === undefined) {
      return new Response('Service Unavailable: the service cannot work, its log says why.', {
        status: 503,
        headers: { 'retry-after': String(NOT_CONFIGURED_SECONDS) },
      });
    }
    return service.app.fetch(request, env, ctx);
  },

  async scheduled(_event: unknown, env: Env): Promise<void> {
    const service = await workingService(env);
    if (service === undefined) return;
    await tick(service.deps, clock());
    service.deps.wake();
    await meetTelegram(service);
  },

  /** A wake carries nothing: what is due stands in the database, so one lost costs a minute, until the next cron. */
  async queue(batch: Batch, env: Env): Promise<void> {
    const service = await workingService(env);
    if (service === undefined) return batch.retryAll({ delaySeconds: NOT_CONFIGURED_SECONDS });
    const shift = await deliverShift(service.deps, service.pacer, clock);
    if (!shift.ok) return batch.retryAll({ delaySeconds: AFTER_FAILURE_SECONDS });
    const waitMs = (shift.nextAt ?? Number.POSITIVE_INFINITY) - clock();
    if (waitMs < SOON_MS) {
      await env.DELIVERY?.send({ wake: true }, { delaySeconds: Math.max(0, Math.ceil(waitMs / 1000)) });
    }
  },
};

/**
 * Each event asks for itself until one has found that it fits: what one event waits for another must not. Undefined
 * where nothing may be done, and the log says why.
 */
async function workingService(env: Env): Promise<Service | undefined> {
  const service = serviceOf(env);
  if (service === undefined || service.fits) return service;
  try {
    const check = await checkSecret(service.deps, clock(), 'service');
    service.fits = check === 'fits' || check === 'replacing';
    if (service.fits) return service;
    if (check !== told)
      log('error', 'not-configured', { reason: SECRET_FAULTS[check === 'part' ? 'part' : 'other'] });
    told = check;
  } catch (thrown) {
    const { message } = faultOf(thrown);
    log('warn', 'database-busy', {
      reason: `${message} Before its first use it is migrated: npm run db:migrate.`,
    });
  }
  return undefined;
}

function serviceOf(env: Env): Service | undefined {
  if (made === undefined) {
    try {
      made = serve(env);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      made = null;
      log('error', 'not-configured', { reason: error.faults.join('; ') });
    }
  }
  return made ?? undefined;
}

function serve(env: Env): Service {
  const config = workerConfig(env);
  const store = createStore(openRemote(databaseClient(config)));
  const pacer = createPacer(AHEAD_MS);
  const secrets = createSecrets(crypto, config.secret, config.previousSecret);
  const deps: Deps = {
    config,
    store,
    secrets,
    texts: createTexts(),
    senders: sendersOf({ config, secrets, fetch: worldFetch, now: clock }),
    newId: () => v7(),
    log,
    library: libraryIn(env.ASSETS, log),
    wake: () => waitUntil(wake(env, () => deliverShift(deps, pacer, clock))),
  };
  return {
    deps,
    pacer,
    app: createApp(deps, { now: clock }),
    met: config.telegram === undefined,
    fits: false,
  };
}

function databaseClient(config: Config): Client {
  try {
    return createClient(remoteConfig(config.databaseUrl, config.databaseToken, worldFetch));
  } catch {
    // Its own message quotes the address, which may carry a token.
    throw new ConfigError(['DATABASE_URL is no address of a database: it looks like libsql://name.turso.io']);
  }
}

/** Plain values only: bindings are no settings. */
function workerConfig(env: Env): Config {
  const config = readConfig(
    Object.fromEntries(Object.entries(env).filter((e): e is [string, string] => typeof e[1] === 'string')),
  );
  const faults: string[] = [];
  if (config.mode === 'demo') {
    faults.push('the demo runs on Node only (npm start): set NODE_ENV to production here');
  }
  if (!/^(?:libsql|https?):\/\/[^/]/.test(config.databaseUrl)) {
    faults.push('DATABASE_URL must be a remote libSQL database (libsql://…): a Worker has no files');
  }
  if (config.telegram !== undefined && (config.publicUrl === undefined || !config.telegram.webhookSecret)) {
    faults.push(
      'Telegram needs PUBLIC_URL and TELEGRAM_WEBHOOK_SECRET here: a Worker is called, it cannot poll',
    );
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

/** Through the queue, whose single consumer is the one pacer; without one, in the event that is being handled. */
async function wake(env: Env, deliver: () => Promise<unknown>): Promise<void> {
  try {
    if (env.DELIVERY === undefined) await deliver();
    else await env.DELIVERY.send({ wake: true });
  } catch (error) {
    log('warn', 'wake-failed', { reason: (error as Error).message });
  }
}

/** A Worker has no start at which to do it: the first cron of an isolate looks, and mends it where it must. */
async function meetTelegram(service: Service): Promise<void> {
  const { telegram, publicUrl } = service.deps.config;
  if (service.met || telegram?.webhookSecret === undefined || publicUrl === undefined) return;
  const api = telegramApi(telegram, worldFetch, ANSWER_SECONDS.send);
  try {
    if (await isAstray(api, publicUrl, clock())) {
      await setWebhook(api, { publicUrl, secret: telegram.webhookSecret });
      await setMenu(api, service.deps.texts);
      log('info', 'telegram-webhook-set');
    }
    service.met = true;
  } catch (error) {
    log('warn', 'telegram-webhook-failed', { reason: troubleOf(error).reason });
  }
}

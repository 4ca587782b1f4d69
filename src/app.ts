/** The service as one fetch handler, the same on Node and on Workers. */
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type TakeUpdate, telegramRoutes, updateTaker } from './channels/telegram.ts';
import type { Deps } from './deps.ts';
import { wakingFrom } from './gate.ts';
import { SMS_CHANNELS } from './message.ts';
import { metricsText } from './metrics.ts';
import { setReach } from './reach.ts';
import { readiness } from './readiness.ts';
import { takeReceipt } from './receipts.ts';
import { receive, receiveAndAnswer } from './receive.ts';
import { SMS } from './sms-channels.ts';
import { countsNowAndThen } from './store/counts.ts';
import { DatabaseBusy, faultOf } from './store/database.ts';
import { deliveryNow } from './store/delivery-now.ts';

const BODY_BYTES = 64 * 1024;

const measuredBody = bodyLimit({ maxSize: BODY_BYTES, onError: tooLarge });

function tooLarge(c: Context): Response {
  return c.text('Payload Too Large: 64 KB at most.', 413);
}

/**
 * A length that was declared is held to by the HTTP parser, so it needs no counting. Counting looks at the body's
 * stream, which costs a webhook on Node more than reading its whole text.
 */
const shortBody: MiddlewareHandler = async (c, next) => {
  const declared = c.req.header('content-length');
  if (declared === undefined || c.req.header('transfer-encoding') !== undefined) return measuredBody(c, next);
  return Number(declared) > BODY_BYTES ? tooLarge(c) : next();
};

export type AppOptions = {
  readonly now: () => number;
  /** Pages of the demo, handed in by the entry so that the real service does not even hold them. */
  readonly simulator?: Hono | undefined;
  /** Messages wait here for those that came at the same time. */
  readonly gather?: () => Promise<void>;
};

export function createApp(deps: Deps, { now, simulator, gather = async () => {} }: AppOptions): Hono {
  const app = new Hono();

  app.onError((thrown, c) => {
    const error = faultOf(thrown);
    if (error instanceof DatabaseBusy) {
      deps.log('warn', 'database-busy', { path: c.req.path, reason: error.message });
      return c.text('Service Unavailable: try again shortly.', 503, { 'retry-after': '5' });
    }
    deps.log('error', 'request-failed', { path: c.req.path, error: error.name, reason: error.message });
    return c.text('Internal Server Error', 500);
  });
  app.notFound((c) => c.text('Not Found', 404));

  app.use('/webhooks/*', shortBody);

  app.get('/healthz', (c) => c.text('ok'));
  const counts = countsNowAndThen(deps.store);
  app.get('/metrics', async (c) =>
    c.text(
      metricsText(await counts(now()), await deliveryNow(deps.store, now(), wakingFrom(now())), now()),
      200,
      {
        'content-type': 'text/plain; version=0.0.4',
      },
    ),
  );
  const ready = readiness(deps.store);
  app.get('/readyz', async (c) => {
    try {
      await ready(now());
      return c.text('ok');
    } catch (error) {
      return c.text(
        faultOf(error) instanceof DatabaseBusy
          ? 'The database cannot be written: look at the space on its disk and the rights of its file.'
          : 'The database does not answer or is not migrated: run "npm run db:migrate".',
        503,
      );
    }
  });

  const { config, secrets } = deps;
  for (const name of SMS_CHANNELS) {
    const routes = SMS[name].routes({
      config,
      secrets,
      now,
      gather,
      receive: (inbound) => receive(deps, inbound, now()),
      answer: (inbound) => receiveAndAnswer(deps, inbound, now()),
      takeReceipt: (receipt) => takeReceipt(deps, receipt, now()),
    });
    if (routes !== undefined) app.route('/', routes);
  }
  if (config.esms !== undefined && config.esms.cpid === undefined) {
    deps.log('warn', 'esms-cpid-not-set', {
      reason:
        'Set ESMS_CPID to the cpid of your short code: without it an overheard request can be cut into another.',
    });
  }
  const { telegram } = config;
  if (telegram?.webhookSecret !== undefined) {
    const take = telegramUpdates(deps, now);
    app.route('/', telegramRoutes({ secret: telegram.webhookSecret, equal: secrets.equal, take }));
  }
  if (simulator !== undefined && config.mode === 'demo') app.route('/', simulator);
  return app;
}

/** The same way in whether Telegram posts its updates or we fetch them. */
export function telegramUpdates(deps: Deps, now: () => number): TakeUpdate {
  return updateTaker({
    now,
    receive: (inbound) => receive(deps, inbound, now()),
    setReach: (address, reach) => setReach(deps, address, reach),
    acknowledge: async (pressId) => deps.senders.get('telegram')?.acknowledge?.(pressId),
  });
}

/** Any SMS gateway that speaks HTTP, such as a telephone with a SIM: docs/sms-gateway.md is written for whoever builds one. */
import { Hono } from 'hono';
import * as z from 'zod';
import type { Receipt, SendPort, SendResult } from '../message.ts';
import { deliveryToken, readDeliveryToken } from './delivery-token.ts';
import { fillRequest, type GatewayConfig } from './gateway-request.ts';
import { answerOf, statusResult } from './http-failure.ts';
import { believedSentAt, phoneAddress } from './sender.ts';
import type { ChannelSecrets, Receiving, Sending, SmsChannel } from './sms-channel.ts';

export const gateway: SmsChannel = {
  sender: (world) =>
    world.config.gateway === undefined ? undefined : gatewaySender(world.config.gateway, world),
  routes: (world) =>
    world.config.gateway === undefined ? undefined : gatewayRoutes(world.config.gateway, world),
};

/** Ten segments, more than which no telephone joins. */
const TEXT_UNITS = 1_530;
const ANSWER_TIME_MS = 15_000;
/** What waits in the telephone can no longer be stopped: a minute's worth at most. */
const AHEAD_SECONDS = 60;

function gatewaySender(config: GatewayConfig, { secrets, fetch: call, now }: Sending): SendPort {
  const perSecond = config.segmentsPerSecond;
  return {
    channel: 'gateway',
    form: 'plain',
    pace: { perSecond, burst: Math.max(1, perSecond * AHEAD_SECONDS), perAddressMs: 0 },
    async send({ to: { value: to }, text: typed, deliveryId }) {
      const text = typed.toWellFormed();
      if (text.length > TEXT_UNITS) return { kind: 'failed', reason: 'too-long' };
      const id = deliveryToken(secrets, 'gateway', deliveryId);
      const { url, init } = fillRequest(config.request, { to, text, id });
      if (config.ourFormat) {
        const at = now();
        const body = JSON.stringify({ id, to, text, sentAt: new Date(at).toISOString() });
        const timestamp = String(Math.floor(at / 1000));
        const headers = new Headers(init.headers);
        headers.set('content-type', 'application/json');
        headers.set('x-timestamp', timestamp);
        headers.set('x-signature', signatureOf(config, secrets, timestamp, body));
        Object.assign(init, { headers, body });
      }
      const signal = AbortSignal.timeout(ANSWER_TIME_MS);
      const answer = await answerOf(call(url, { ...init, redirect: 'manual', signal }));
      return 'kind' in answer ? answer : resultOf(answer, id);
    },
  };
}

/** Its own id of the message, if it has any, is not asked for: receipts come back with ours. */
function resultOf(response: Response, providerId: string): SendResult {
  void response.body?.cancel().catch(() => undefined);
  if (response.ok) return { kind: 'accepted', providerId };
  return statusResult(response.status) ?? { kind: 'failed', reason: 'refused-by-provider' };
}

const ID = z
  .union([z.string(), z.int()])
  .transform(String)
  .pipe(z.string().regex(/^[\w.-]{1,64}$/));

const inbound = z.object({
  id: ID,
  from: z.string(),
  text: z.string(),
  sentAt: z
    .union([z.int(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))])
    .optional(),
});

const status = z.object({
  id: ID,
  state: z.enum(['accepted', 'delivered', 'failed']),
  reason: z.string().optional(),
});

function gatewayRoutes(config: GatewayConfig, world: Receiving): Hono {
  const { secrets, now, gather } = world;
  const routes = new Hono();

  routes.post('/webhooks/gateway', async (c) => {
    const body = await c.req.text();
    await gather();
    const forbidden = forbiddenBecause(config, world, c.req.raw.headers, body);
    if (forbidden !== undefined) return c.text(`Forbidden: ${forbidden}.`, 403);
    const message = inbound.safeParse(jsonOf(body)).data;
    if (message === undefined) return c.text('Bad Request: this is no {id, from, text, sentAt}.', 400);
    const from = phoneAddress(message.from);
    if (from === undefined) return c.text('Bad Request: from is no phone number.', 400);
    await world.receive({
      channel: 'gateway',
      providerId: message.id,
      from,
      text: message.text,
      sentAt: believedSentAt(message.sentAt, now()),
      kind: 'text',
    });
    return c.body(null, 204);
  });

  routes.post('/webhooks/gateway/status', async (c) => {
    const body = await c.req.text();
    const forbidden = forbiddenBecause(config, world, c.req.raw.headers, body);
    if (forbidden !== undefined) return c.text(`Forbidden: ${forbidden}.`, 403);
    const told = status.safeParse(jsonOf(body)).data;
    if (told === undefined) return c.text('Bad Request: this is no {id, state, reason}.', 400);
    const deliveryId = readDeliveryToken(secrets, 'gateway', told.id);
    await world.takeReceipt({
      channel: 'gateway',
      providerId: told.id,
      state: told.state,
      ...(deliveryId === undefined ? {} : { deliveryId }),
      ...(told.state === 'failed' ? failureOf(told.reason) : {}),
    });
    return c.body(null, 204);
  });

  return routes;
}

/** What a gateway may say about a failure. Any other word is not kept: it could hold a number. */
const FAILURES: Readonly<Record<string, Pick<Receipt, 'reason' | 'reach'>>> = {
  'number-invalid': { reason: 'number-invalid', reach: 'invalid' },
  'number-unknown': { reason: 'number-unknown' },
  'phone-off': { reason: 'phone-off' },
  'out-of-credit': { reason: 'out-of-credit' },
  filtered: { reason: 'filtered' },
};

function failureOf(reason: string | undefined): Pick<Receipt, 'reason' | 'reach'> {
  return FAILURES[reason ?? ''] ?? { reason: 'not-delivered' };
}

/** Longer than a request is on its way, shorter than anyone needs to make use of one that was overheard. */
const TIMESTAMP_WINDOW_MS = 5 * 60_000;

function forbiddenBecause(
  config: GatewayConfig,
  { secrets, now }: Pick<Receiving, 'secrets' | 'now'>,
  headers: Headers,
  body: string,
): string | undefined {
  const timestamp = headers.get('x-timestamp') ?? '';
  const given = headers.get('x-signature') ?? '';
  if (!/^\d{1,12}$/.test(timestamp)) return 'X-Timestamp must be Unix time in seconds';
  if (!secrets.equal(given.toLowerCase(), signatureOf(config, secrets, timestamp, body))) {
    return 'the signature does not fit';
  }
  return Math.abs(now() - Number(timestamp) * 1000) > TIMESTAMP_WINDOW_MS
    ? "X-Timestamp is more than five minutes off: set the gateway's clock"
    : undefined;
}

function signatureOf(
  { secret }: GatewayConfig,
  secrets: ChannelSecrets,
  timestamp: string,
  body: string,
): string {
  return `sha256=${secrets.hmac(secret, `${timestamp}.${body}`)}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

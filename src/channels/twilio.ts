/** Twilio's Messages API and webhooks. Numbers and codes are from Twilio's documentation. */
import { Hono } from 'hono';
import * as z from 'zod';
import type { TwilioConfig } from '../config.ts';
import type { Inbound, Receipt, SendPort, SendResult } from '../message.ts';
import { neverConnected } from './http-failure.ts';

export type TwilioWiring = {
  readonly config: TwilioConfig;
  /** The public address, which Twilio signs; never one rebuilt from request headers. */
  readonly publicUrl: string;
  /** Twilio's own check, see `twilioSignature`. */
  readonly validSignature: (
    authToken: string,
    signature: string,
    url: string,
    params: Readonly<Record<string, string | readonly string[]>>,
  ) => boolean;
  readonly now: () => number;
  /** Called once a message's body is there, before any work on it. */
  readonly gather: () => Promise<void>;
  readonly receive: (inbound: Inbound) => Promise<unknown>;
  readonly takeReceipt: (receipt: Receipt) => Promise<void>;
};

const EMPTY_ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

export function twilioRoutes(wiring: TwilioWiring): Hono {
  const routes = new Hono();

  routes.post('/webhooks/twilio', async (c) => {
    const form = await signedForm(wiring, c.req.raw);
    if (form === undefined) return c.text('Forbidden: the signature does not fit.', 403);
    const inbound = inboundFrom(form, wiring.now());
    if (inbound === undefined) return c.text('Bad Request: From or MessageSid is missing or doubled.', 400);
    await wiring.receive(inbound);
    return c.body(EMPTY_ANSWER, 200, { 'content-type': 'text/xml; charset=utf-8' });
  });

  routes.post('/webhooks/twilio/status', async (c) => {
    const form = await signedForm(wiring, c.req.raw);
    if (form === undefined) return c.text('Forbidden: the signature does not fit.', 403);
    const receipt = receiptFrom(form, new URL(c.req.url).searchParams.get('d'));
    if (receipt !== undefined) await wiring.takeReceipt(receipt);
    // 200 for what is not ours too: Twilio would only repeat it.
    return c.body(null, 204);
  });

  return routes;
}

/** Every field as it came, untrimmed; a key that comes twice keeps all its values. */
async function signedForm(wiring: TwilioWiring, request: Request): Promise<URLSearchParams | undefined> {
  const signature = request.headers.get('x-twilio-signature');
  if (signature === null) return undefined;
  const body = await request.text();
  await wiring.gather();
  const form = new URLSearchParams(body);
  const { pathname, search } = splitUrl(request.url);
  const params: Record<string, string | string[]> = {};
  for (const [key, value] of form) {
    const known = params[key];
    params[key] = known === undefined ? value : Array.isArray(known) ? [...known, value] : [known, value];
  }
  const url = `${wiring.publicUrl}${pathname}${search}`;
  return wiring.validSignature(wiring.config.authToken, signature, url, params) ? form : undefined;
}

function splitUrl(url: string): { pathname: string; search: string } {
  const path = url.indexOf('/', url.indexOf('//') + 2);
  const query = url.indexOf('?', path);
  return query === -1
    ? { pathname: url.slice(path), search: '' }
    : { pathname: url.slice(path, query), search: url.slice(query) };
}

export function inboundFrom(form: URLSearchParams, now: number): Inbound | undefined {
  const one = (key: string) => (form.getAll(key).length === 1 ? form.get(key) : null);
  const from = one('From');
  const providerId = one('MessageSid');
  if (
    from === null ||
    providerId === null ||
    !/^\+?\d{3,15}$/.test(from) ||
    !/^\w{10,64}$/.test(providerId)
  ) {
    return undefined;
  }
  const text = one('Body') ?? '';
  const media = Number(form.get('NumMedia') ?? '0') > 0;
  return {
    channel: 'twilio',
    providerId,
    from: { kind: 'phone', value: from },
    text,
    sentAt: now,
    kind: media && text.trim() === '' ? 'media' : 'text',
  };
}

const RECEIPT_STATES: Readonly<Record<string, Receipt['state']>> = {
  sent: 'accepted',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

/** `queued` and `sending` tell nothing new: the API's answer was already recorded. */
function receiptFrom(form: URLSearchParams, delivery: string | null): Receipt | undefined {
  const state = RECEIPT_STATES[form.get('MessageStatus') ?? ''];
  const providerId = form.get('MessageSid');
  if (state === undefined || providerId === null) return undefined;
  const deliveryId = delivery !== null && /^\d{1,15}$/.test(delivery) ? Number(delivery) : undefined;
  const failure = state === 'failed' ? failureOf(Number(form.get('ErrorCode') ?? '0')) : undefined;
  return {
    channel: 'twilio',
    providerId,
    state,
    ...(deliveryId === undefined ? {} : { deliveryId }),
    ...(failure === undefined ? {} : failure),
  };
}

/** Twilio's error codes that are final, and what each tells of the number. */
const FINAL: Readonly<Record<number, { reason: string; reach?: 'blocked' | 'invalid' }>> = {
  21610: { reason: 'opted-out-at-provider', reach: 'blocked' },
  21211: { reason: 'number-invalid', reach: 'invalid' },
  21614: { reason: 'number-invalid', reach: 'invalid' },
  21635: { reason: 'number-invalid', reach: 'invalid' },
  30006: { reason: 'number-invalid', reach: 'invalid' },
  30003: { reason: 'phone-off' },
  30005: { reason: 'number-unknown' },
  30007: { reason: 'filtered' },
};

function failureOf(code: number): { reason: string; reach?: 'blocked' | 'invalid' } {
  return FINAL[code] ?? { reason: 'refused-by-provider' };
}

const ANSWER_TIME_MS = 15_000;
/** Twilio queues ten hours; more than ten minutes' worth there could no longer be stopped. */
const AHEAD_SECONDS = 600;

const created = z.object({ sid: z.string() });
const refused = z.object({ code: z.number().optional() });

export type TwilioSendOptions = {
  readonly config: TwilioConfig;
  readonly publicUrl: string;
  readonly fetch: typeof fetch;
  readonly segmentsPerSecond?: number;
};

export function twilioSender({
  config,
  publicUrl,
  fetch: post,
  segmentsPerSecond = 1,
}: TwilioSendOptions): SendPort {
  const url = `${config.apiBase}/2010-04-01/Accounts/${config.accountSid}/Messages.json`;
  const authorization = `Basic ${btoa(`${config.accountSid}:${config.authToken}`)}`;
  const sender = config.from.startsWith('MG') ? 'MessagingServiceSid' : 'From';
  return {
    channel: 'twilio',
    form: 'plain',
    pace: { perSecond: segmentsPerSecond, burst: segmentsPerSecond * AHEAD_SECONDS, perAddressMs: 0 },
    async send(message) {
      let response: Response;
      try {
        response = await post(url, {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({
            To: message.to.value,
            [sender]: config.from,
            Body: message.text,
            StatusCallback: `${publicUrl}/webhooks/twilio/status?d=${message.deliveryId}`,
          }).toString(),
          signal: AbortSignal.timeout(ANSWER_TIME_MS),
        });
      } catch (error) {
        return neverConnected(error)
          ? { kind: 'retry', reason: 'provider-unreachable' }
          : { kind: 'unknown', reason: 'no-answer' };
      }
      return resultOf(response);
    },
  };
}

async function resultOf(response: Response): Promise<SendResult> {
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) {
    const answer = created.safeParse(body);
    return answer.success
      ? { kind: 'accepted', providerId: answer.data.sid }
      : { kind: 'unknown', reason: 'answer-unreadable' };
  }
  // 429 was never processed; after a 5xx the message may exist.
  if (response.status === 429) return { kind: 'retry', reason: 'provider-busy', pauseMs: 1_000 };
  if (response.status >= 500) return { kind: 'unknown', reason: 'provider-error' };
  if (response.status === 401 || response.status === 403)
    return { kind: 'retry', reason: 'provider-credentials' };
  const code = refused.safeParse(body).data?.code ?? 0;
  return { kind: 'failed', ...failureOf(code) };
}

/** Twilio's Messages API and webhooks. Numbers and codes are from Twilio's documentation. */
import { Hono } from 'hono';
import * as z from 'zod';
import type { TwilioConfig } from '../config.ts';
import type { Found, Inbound, Receipt, SendPort, SendResult, Sought } from '../message.ts';
import { answerOf, statusResult } from './http-failure.ts';

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
  const senders = sendersIn(wiring.config);

  routes.post('/webhooks/twilio', async (c) => {
    const form = await signedForm(wiring, c.req.raw);
    if (form === undefined) return c.text('Forbidden: the signature does not fit.', 403);
    const inbound = inboundFrom(form, wiring.now());
    if (inbound === undefined) return c.text('Bad Request: From or MessageSid is missing or doubled.', 400);
    const to = form.get('To') ?? '';
    // Which number they write to matters only where there are several.
    const isOneOfOurs = senders.length > 1 && senders.includes(to);
    await wiring.receive(isOneOfOurs ? { ...inbound, to } : inbound);
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

/** Our own sender is at fault, in every message alike. */
const SENDER_FAULTS: ReadonlySet<number> = new Set([21212, 21606, 21659, 21660]);

function failureOf(code: number): { reason: string; reach?: 'blocked' | 'invalid' } {
  return FINAL[code] ?? { reason: 'refused-by-provider' };
}

const ANSWER_TIME_MS = 15_000;
/** Twilio queues ten hours; more than ten minutes' worth there could no longer be stopped. */
const AHEAD_SECONDS = 600;

/** Numbers, or ids of messaging services, between commas. */
function sendersIn({ from }: TwilioConfig): readonly string[] {
  return from
    .split(',')
    .map((sender) => sender.trim())
    .filter((sender) => sender !== '');
}

const created = z.object({ sid: z.string() });
const refused = z.object({ code: z.number().optional() });

export type TwilioSendOptions = {
  readonly config: TwilioConfig;
  readonly publicUrl: string;
  readonly fetch: typeof fetch;
};

export function twilioSender({ config, publicUrl, fetch: post }: TwilioSendOptions): SendPort {
  const url = `${config.apiBase}/2010-04-01/Accounts/${config.accountSid}/Messages.json`;
  const authorization = `Basic ${btoa(`${config.accountSid}:${config.authToken}`)}`;
  const senders = sendersIn(config);
  const { segmentsPerSecond = 1 } = config;
  return {
    channel: 'twilio',
    form: 'plain',
    pace: { perSecond: segmentsPerSecond, burst: segmentsPerSecond * AHEAD_SECONDS, perAddressMs: 0 },
    ...(senders.length > 1 ? { senders } : {}),
    async send(message) {
      const from = message.from ?? senders[0] ?? '';
      const call = post(url, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          To: message.to.value,
          [from.startsWith('MG') ? 'MessagingServiceSid' : 'From']: from,
          Body: message.text,
          StatusCallback: `${publicUrl}/webhooks/twilio/status?d=${message.deliveryId}`,
        }).toString(),
        signal: AbortSignal.timeout(ANSWER_TIME_MS),
      });
      const answer = await answerOf(call);
      return 'kind' in answer ? answer : resultOf(answer);
    },
    async find(sought) {
      try {
        const query = new URLSearchParams({ To: sought.to.value, PageSize: String(PAGE_SIZE) });
        const response = await post(`${url}?${query}`, {
          headers: { authorization },
          signal: AbortSignal.timeout(ANSWER_TIME_MS),
        });
        const page = listed.safeParse(await response.json());
        return response.ok && page.success ? foundIn(page.data, sought) : { kind: 'unclear' };
      } catch {
        return { kind: 'unclear' };
      }
    },
  };
}

const PAGE_SIZE = 100;
/** Twilio's clock may differ from ours; its date is that of the call, which takes seconds at most. */
const SKEW_MS = 2 * 60_000;
const AFTER_MS = 5 * 60_000;

const listed = z.object({
  messages: z.array(
    z.object({
      sid: z.string(),
      body: z.string().nullable(),
      status: z.string(),
      direction: z.string(),
      date_created: z.string(),
      error_code: z.coerce.number().nullable().optional(),
    }),
  ),
  next_page_uri: z.string().nullable().optional(),
});

/** The newest stand first. Not by the date of sending: what still waits at Twilio has none. */
function foundIn({ messages, next_page_uri: more }: z.infer<typeof listed>, sought: Sought): Found {
  const dated = messages.map((message) => ({ ...message, at: Date.parse(message.date_created) }));
  const from = sought.sentAt - SKEW_MS;
  const same = dated.findLast(
    ({ sid, body, direction, at }) =>
      direction.startsWith('outbound') &&
      at >= from &&
      at <= sought.sentAt + AFTER_MS &&
      // A trial account puts words of its own before ours.
      body?.endsWith(sought.text) === true &&
      !sought.others.has(sid),
  );
  if (same !== undefined) {
    const state = RECEIPT_STATES[same.status] ?? 'accepted';
    const failure = state === 'failed' ? failureOf(same.error_code ?? 0) : {};
    return { kind: 'found', receipt: { providerId: same.sid, state, ...failure } };
  }
  const isWhole = more == null || dated.some(({ at }) => at < from);
  return { kind: isWhole ? 'absent' : 'unclear' };
}

async function resultOf(response: Response): Promise<SendResult> {
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) {
    const answer = created.safeParse(body);
    return answer.success
      ? { kind: 'accepted', providerId: answer.data.sid }
      : { kind: 'unknown', reason: 'answer-unreadable' };
  }
  const known = statusResult(response.status);
  if (known !== undefined) return known;
  const code = refused.safeParse(body).data?.code ?? 0;
  if (SENDER_FAULTS.has(code)) return { kind: 'retry', reason: 'provider-setup' };
  return { kind: 'failed', ...failureOf(code) };
}

/** eSMS: brandname SMS out, a short code in. Shapes and codes are from its developer pages. */
import { Hono } from 'hono';
import * as z from 'zod';
import { civilDate, minuteOfDay } from '../civil-time.ts';
import type { EsmsConfig } from '../config.ts';
import type { Outbound, SendPort, SendResult } from '../message.ts';
import { deliveryToken, readDeliveryToken } from './delivery-token.ts';
import {
  clientResponse,
  isTimely,
  oneOf,
  outcomeOf,
  readQuery,
  readReceiptQuery,
  receiverTime,
  signatureFits,
} from './esms-request.ts';
import { answerOf, statusResult } from './http-failure.ts';
import { believedSentAt, phoneAddress } from './sender.ts';
import type { Receiving, Sending, SmsChannel } from './sms-channel.ts';

export const esms: SmsChannel = {
  sender: (world) => {
    const { esms: config, publicUrl } = world.config;
    return config === undefined || publicUrl === undefined ? undefined : esmsSender(config, publicUrl, world);
  },
  routes: (world) => (world.config.esms === undefined ? undefined : esmsRoutes(world.config.esms, world)),
};

/** Its pages name no rate: a modest one, and a minute of it at once. */
const PACE = { perSecond: 10, burst: 600, perAddressMs: 0 } as const;
/** Operators here take about three segments in one. */
const TEXT_UNITS = 495;
/** 20:00: later, what is to be sent again could be held until the morning, when the RequestId counts as new. */
const LAST_ASKED_MINUTE = 20 * 60;
/** Twice this is as long as one call to another provider may take: see the lease of `deliver.ts`. */
const ANSWER_TIME_MS = 7_000;

function esmsSender(config: EsmsConfig, publicUrl: string, { secrets, fetch: post, now }: Sending): SendPort {
  const url = `${config.apiBase}/MainService.svc/json/SendMultipleMessage_V4_post_json/`;
  const attempt = async (message: Outbound): Promise<SendResult> => {
    const requestId = deliveryToken(secrets, 'esms', message.deliveryId);
    const call = post(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ApiKey: config.apiKey,
        SecretKey: config.secretKey,
        Brandname: config.brandname,
        SmsType: '2',
        Phone: message.to.value.replace(/^\+84/, '0').replace(/^\+/, ''),
        Content: message.text,
        IsUnicode: /^[\n\r -~]*$/.test(message.text) ? '0' : '1',
        Sandbox: '0',
        RequestId: requestId,
        CallbackUrl: `${publicUrl}/webhooks/esms/status?d=${requestId}`,
      }),
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_TIME_MS),
    });
    const answer = await answerOf(call);
    return 'kind' in answer ? answer : resultOf(answer, requestId);
  };
  return {
    channel: 'esms',
    form: 'plain',
    pace: PACE,
    async send(message) {
      if (message.text.length > TEXT_UNITS) return { kind: 'failed', reason: 'too-long' };
      const first = await attempt(message);
      if (first.kind !== 'unknown') return first;
      // Within a day eSMS takes each RequestId once, so what may have left can be sent again.
      const again = await attempt(message);
      return again.kind === 'retry' ? first : again;
    },
    // Its pages tell of no way to ask for a RequestId; sending it again on the same day is one.
    async find({ sentAt }) {
      const sameDay = civilDate(sentAt) === civilDate(now()) && minuteOfDay(now()) < LAST_ASKED_MINUTE;
      return { kind: sameDay ? 'absent' : 'unclear' };
    },
  };
}

const answered = z.object({
  CodeResult: z.union([z.string(), z.number()]).transform(String),
  SMSID: z.string().min(1).optional(),
});

const ACCEPTED = '100';
const SAME_REQUEST_AGAIN = '124';

/** What the account's owner has to mend, for every message alike. */
const ACCOUNT: Readonly<Record<string, { readonly reason: string }>> = {
  101: { reason: 'provider-credentials' },
  102: { reason: 'provider-setup' },
  103: { reason: 'out-of-credit' },
  104: { reason: 'provider-setup' },
  140: { reason: 'provider-setup' },
};

/** What is final for this message. 99 means a blocked number on one page and any bad request on another: no reach. */
const FINAL: Readonly<Record<string, { readonly reason: string; readonly reach?: 'invalid' }>> = {
  108: { reason: 'number-invalid', reach: 'invalid' },
  146: { reason: 'template-refused' },
  177: { reason: 'sender-not-registered' },
};

async function resultOf(response: Response, requestId: string): Promise<SendResult> {
  const known = statusResult(response.status);
  if (known !== undefined) return known;
  const answer = answered.safeParse(await response.json().catch(() => undefined));
  if (!answer.success) {
    return response.ok
      ? { kind: 'unknown', reason: 'answer-unreadable' }
      : { kind: 'failed', reason: 'refused-by-provider' };
  }
  const { CodeResult: code, SMSID: providerId } = answer.data;
  if (code === ACCEPTED) {
    return providerId === undefined
      ? { kind: 'unknown', reason: 'answer-unreadable' }
      : { kind: 'accepted', providerId };
  }
  // It came through the first time; its own id comes with the receipt.
  if (code === SAME_REQUEST_AGAIN) return { kind: 'accepted', providerId: requestId };
  const account = ACCOUNT[code];
  if (account !== undefined) return { kind: 'retry', ...account };
  return { kind: 'failed', ...(FINAL[code] ?? { reason: 'refused-by-provider' }) };
}

/** A text of three segments, every letter of it accented and percent-encoded, is a quarter of this. */
const URL_CHARACTERS = 16 * 1024;

function esmsRoutes(config: EsmsConfig, world: Receiving): Hono {
  const { secrets, now } = world;
  const routes = new Hono();

  routes.use('/webhooks/esms/*', async (c, next) =>
    c.req.url.length > URL_CHARACTERS ? c.text('URI Too Long: 16 KB at most.', 414) : next(),
  );

  routes.get('/webhooks/esms', async (c) => {
    const query = readQuery(c.req.url);
    const [cpid, providerId, text, time] = ['cpid', 'smsid', 'content', 'receiverTime'].map((name) =>
      oneOf(query, name),
    );
    const sign = oneOf(query, 'sign');
    if (
      cpid === undefined ||
      providerId === undefined ||
      text === undefined ||
      time === undefined ||
      sign === undefined ||
      !signatureFits(secrets, sign, `${cpid}${providerId}${text}${time}${config.shortCodeKey}`)
    ) {
      return c.text('Forbidden: the signature does not fit.', 403);
    }
    if (config.cpid !== undefined && cpid !== config.cpid) {
      return c.text('Forbidden: cpid is not that of ESMS_CPID.', 403);
    }
    const told = receiverTime(time);
    if (!isTimely(time, told, now())) {
      return c.text('Forbidden: receiverTime is more than a day old, ahead, or cut off.', 403);
    }
    const from = phoneAddress(oneOf(query, 'sender') ?? '');
    if (from === undefined) return c.text('Bad Request: sender is no phone number.', 400);
    if (!PROVIDER_ID.test(providerId)) return c.text('Bad Request: smsid is no id.', 400);
    await world.gather();
    const sentAt = believedSentAt(told, now());
    const answer = await world.answer({
      channel: 'esms',
      providerId,
      from,
      text,
      sentAt,
      kind: 'text',
      answeredAtOnce: true,
    });
    const body = clientResponse(answer, providerId, from.value.replace('+', ''));
    return c.body(body, 200, { 'content-type': 'text/xml; charset=utf-8' });
  });

  routes.get('/webhooks/esms/status', async (c) => {
    const query = readReceiptQuery(c.req.url);
    const deliveryId = readDeliveryToken(secrets, 'esms', oneOf(query, 'd') ?? '');
    if (deliveryId === undefined) return c.text('Forbidden: this delivery is not ours.', 403);
    const providerId = oneOf(query, 'SMSID');
    if (providerId === undefined || !PROVIDER_ID.test(providerId)) {
      return c.text('Bad Request: SMSID is missing, doubled or no id.', 400);
    }
    const outcome = outcomeOf(query);
    if (outcome !== undefined) {
      await world.takeReceipt({ channel: 'esms', providerId, deliveryId, ...outcome });
    }
    return c.text('ok');
  });

  return routes;
}

const PROVIDER_ID = /^[\w.-]{1,64}$/;

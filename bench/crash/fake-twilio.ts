/** Twilio's Messages API with a memory: sends, lists what it has, tells of delivery by receipts. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { chance } from './chance.ts';
import { type Counter, sendJson } from './counter.ts';
import { receiptsFor } from './fates.ts';
import type { Postman } from './receipts.ts';
import type { TwilioAccount } from './world.ts';

type Message = {
  readonly sid: string;
  readonly to: string;
  readonly from: string | null;
  readonly service: string | null;
  readonly body: string;
  readonly at: number;
  readonly status: 'delivered' | 'undelivered';
};

export type TwilioWorld = {
  readonly account: TwilioAccount;
  readonly seed: number;
  readonly counter: Counter;
  readonly post: Postman['post'];
  /** ms, by the clock of the service. */
  readonly now: () => number;
};

const PAGE = 50;
/** Listing fails now and then too: the service asks again. */
const LIST_FAILS = 0.05;
const UNDELIVERED_CODE = 30008;

export function fakeTwilio({ account, seed, counter, post, now }: TwilioWorld): Server {
  const byRecipient = new Map<string, Message[]>();
  const messages = `/2010-04-01/Accounts/${account.sid}/Messages`;
  const authorization = `Basic ${Buffer.from(`${account.sid}:${account.token}`).toString('base64')}`;
  const listing = chance(seed, 'listing');
  let sent = 0;

  function create(form: URLSearchParams, request: IncomingMessage, response: ServerResponse): void {
    const to = form.get('To') ?? '';
    const text = form.get('Body') ?? '';
    const callback = form.get('StatusCallback') ?? '';
    const from = form.get('From');
    const service = form.get('MessagingServiceSid');
    if (to === '' || text === '' || (from === null) === (service === null)) {
      counter.complain('Twilio was asked to send without To, Body or one of From and MessagingServiceSid');
      sendJson(response, 400, { code: 21604, message: 'Incomplete', status: 400 });
      return;
    }
    sent += 1;
    const sid = `SM${String(sent).padStart(32, '0')}`;
    const plan = receiptsFor(seed, `${to}|${text}`);
    const deliveryId = deliveryIdIn(callback);
    const message: Message = {
      sid,
      to,
      from,
      service,
      body: text,
      at: now(),
      status: plan.delivered ? 'delivered' : 'undelivered',
    };
    const call = {
      provider: 'twilio',
      to,
      text,
      ...(deliveryId === undefined ? {} : { deliveryId }),
    } as const;
    counter.handle(call, request, response, {
      taken() {
        byRecipient.set(to, [...(byRecipient.get(to) ?? []), message]);
        for (const { status, afterMs } of callback === '' ? [] : plan.posts) {
          post({ url: callback, fields: receiptFields(message, status) }, afterMs);
        }
        return plan.delivered;
      },
      ok: () => ({ ...resource(message), status: 'queued' }),
      refused: () => ({ status: 400, body: { code: 21211, message: "Invalid 'To' number", status: 400 } }),
      busy: () => ({ code: 20429, message: 'Too Many Requests', status: 429 }),
    });
  }

  function receiptFields(message: Message, status: string): Readonly<Record<string, string>> {
    return {
      MessageSid: message.sid,
      SmsSid: message.sid,
      MessageStatus: status,
      SmsStatus: status,
      To: message.to,
      ...(message.from === null ? {} : { From: message.from }),
      ...(message.service === null ? {} : { MessagingServiceSid: message.service }),
      AccountSid: account.sid,
      ApiVersion: '2010-04-01',
      ...(status === 'undelivered' ? { ErrorCode: String(UNDELIVERED_CODE) } : {}),
    };
  }

  function resource(message: Message) {
    const at = new Date(message.at).toUTCString().replace('GMT', '+0000');
    const failed = message.status === 'undelivered';
    return {
      sid: message.sid,
      account_sid: account.sid,
      api_version: '2010-04-01',
      to: message.to,
      from: message.from,
      messaging_service_sid: message.service,
      body: message.body,
      status: message.status,
      error_code: failed ? UNDELIVERED_CODE : null,
      error_message: null,
      direction: 'outbound-api',
      date_created: at,
      date_sent: at,
      date_updated: at,
      num_segments: '1',
      num_media: '0',
      uri: `${messages}/${message.sid}.json`,
    };
  }

  /** Newest first, by recipient, sender and day or instant of sending, in pages. */
  function list(query: URLSearchParams, response: ServerResponse): void {
    if (listing.next() < LIST_FAILS) {
      sendJson(response, 503, { code: 20503, message: 'Service Unavailable', status: 503 });
      return;
    }
    const to = query.get('To');
    const all = to === null ? [...byRecipient.values()].flat() : (byRecipient.get(to) ?? []);
    const found = all
      .filter((message) => query.get('From') === null || message.from === query.get('From'))
      .filter(({ at }) => isSentWithin(at, query))
      .sort((a, b) => b.at - a.at);
    const size = Math.max(1, Number(query.get('PageSize') ?? PAGE));
    const page = Number(query.get('Page') ?? 0);
    const isMore = found.length > (page + 1) * size;
    const uri = (n: number) => {
      const next = new URLSearchParams(query);
      next.set('Page', String(n));
      return `${messages}.json?${next}`;
    };
    sendJson(response, 200, {
      messages: found.slice(page * size, (page + 1) * size).map(resource),
      page,
      page_size: size,
      start: page * size,
      end: Math.min(found.length, (page + 1) * size) - 1,
      uri: uri(page),
      first_page_uri: uri(0),
      next_page_uri: isMore ? uri(page + 1) : null,
      previous_page_uri: page > 0 ? uri(page - 1) : null,
    });
  }

  return createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (request.headers.authorization !== authorization) {
        counter.complain('Twilio was called without the right account and token');
        return sendJson(response, 401, { code: 20003, message: 'Authenticate', status: 401 });
      }
      if (url.pathname === `${messages}.json` && request.method === 'POST') {
        return create(new URLSearchParams(Buffer.concat(chunks).toString()), request, response);
      }
      if (url.pathname === `${messages}.json` && request.method === 'GET')
        return list(url.searchParams, response);
      counter.complain(`Twilio was asked for ${request.method} ${url.pathname}`);
      return sendJson(response, 404, { code: 20404, message: 'Not Found', status: 404 });
    });
  });
}

function deliveryIdIn(callback: string): number | undefined {
  const id = /[?&]d=(\d+)/.exec(callback)?.[1];
  return id === undefined ? undefined : Number(id);
}

const DAY_MS = 86_400_000;

/** `DateSent`, `DateSent>` and `DateSent<` as Twilio has them: an instant, or a whole day in UTC. */
function isSentWithin(at: number, query: URLSearchParams): boolean {
  for (const [key, value] of query) {
    const comparison = /^DateSent([<>]?)$/.exec(key)?.[1];
    if (comparison === undefined) continue;
    const isDay = /^\d{4}-\d\d-\d\d$/.test(value);
    const from = Date.parse(value);
    const until = isDay ? from + DAY_MS : from;
    if (comparison !== '<' && at < from) return false;
    if (comparison !== '>' && at >= until + (isDay ? 0 : 1_000)) return false;
  }
  return true;
}

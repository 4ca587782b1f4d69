import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contacts, inbox, outbox, receipts } from '../../db/schema.ts';
import { ConfigError, readConfig } from '../../src/config.ts';
import type { SendResult } from '../../src/message.ts';
import { type House, house } from '../conversations/house.ts';
import { withPlaces, withRole } from '../conversations/places.ts';
import {
  GATEWAY_ENV,
  type GatewayCall,
  type GatewayDouble,
  type GatewayFault,
  gatewayDouble,
  signedHeaders,
} from '../doubles/gateway.ts';

const FROM = '+84912345678';
const NO_TWILIO = { TWILIO_ACCOUNT_SID: '', TWILIO_AUTH_TOKEN: '', TWILIO_FROM: '' };
const TO = { kind: 'phone', value: FROM } as const;

async function office(env: Record<string, string> = {}): Promise<{ home: House; api: GatewayDouble }> {
  const api = gatewayDouble();
  return { api, home: await house({ env: { ...NO_TWILIO, ...GATEWAY_ENV, ...env }, elsewhere: api.fetch }) };
}

const sms = (over: Record<string, unknown> = {}) => ({ id: 'sms-1', from: FROM, text: 'TG', ...over });

type PostOptions = { readonly path?: string; readonly at?: number; readonly secret?: string };

function post(home: House, message: unknown, options: PostOptions = {}): Promise<Response> {
  const body = typeof message === 'string' ? message : JSON.stringify(message);
  const headers = signedHeaders(body, options.at ?? home.now(), options.secret);
  return Promise.resolve(
    home.app.request(options.path ?? '/webhooks/gateway', { method: 'POST', headers, body }),
  );
}

let messages = 0;
async function says(home: House, api: GatewayDouble, text: string): Promise<string[]> {
  messages += 1;
  const before = api.calls.length;
  expect((await post(home, sms({ id: `conversation-${messages}`, text }))).status).toBe(204);
  await home.deliver();
  return api.calls.slice(before).map((call) => (JSON.parse(call.body) as { text: string }).text);
}

describe('a telephone with a SIM brings messages and takes the answers', () => {
  test('a report is stored and its echo goes back by the same telephone', async () => {
    const { home, api } = await office();
    await withPlaces(home);
    await withRole(home, FROM, 'collaborator', { villageId: 'v-na-phat' });
    const [echo, ...more] = await says(home, api, 'BC T10 KT5');
    expect(echo).toMatch(/T10\/2026 .*KT5/);
    expect(more).toEqual([]);
    const [row] = await home.deps.store.db.select().from(outbox);
    expect(row).toMatchObject({ state: 'accepted', channel: 'gateway' });
  });

  test('one joins and leaves through it as through any other number', async () => {
    const { home, api } = await office();
    await withPlaces(home);
    expect((await says(home, api, 'DK 15/3/2026 xa Muong Than')).join()).toMatch(/15\/0?3\/2026/);
    expect((await says(home, api, 'TC')).join()).toContain('soan TIEP');
    expect((await home.deps.store.db.select().from(contacts))[0]?.consent).toBe('out');
  });

  test('the same message a hundred times in parallel has one effect and one answer', async () => {
    const { home, api } = await office();
    const statuses = await Promise.all(
      Array.from({ length: 100 }, () => post(home, sms()).then((r) => r.status)),
    );
    expect(new Set(statuses)).toEqual(new Set([204]));
    await home.deliver();
    expect(api.calls).toHaveLength(1);
    expect(await home.deps.store.db.select().from(inbox)).toHaveLength(1);
  });
});

describe('what is believed, refused and how', () => {
  const now = Date.parse('2026-11-02T09:00:00+07:00');
  const good = JSON.stringify(sms());
  const fresh = signedHeaders(good, now);
  type Row = readonly [name: string, body: string, headers: Record<string, string>, status: number];
  const signed = (name: string, message: unknown, status: number): Row => {
    const body = typeof message === 'string' ? message : JSON.stringify(message);
    return [name, body, signedHeaders(body, now), status];
  };
  const table: readonly Row[] = [
    ['signed', good, fresh, 204],
    [
      'signed in capitals',
      good,
      { ...fresh, 'x-signature': (fresh['x-signature'] ?? '').toUpperCase() },
      204,
    ],
    ['four minutes on its way', good, signedHeaders(good, now - 240_000), 204],
    signed('empty content', sms({ text: '' }), 204),
    signed('a number as an id', sms({ id: 17 }), 204),
    signed('more fields than we know', sms({ simSlot: 2, to: '+84900000000' }), 204),
    signed('a sender written as at home', sms({ from: '0912 345 678' }), 204),
    signed('markup', sms({ text: '<img src=x onerror=alert(1)>' }), 204),
    ['signed with another secret', good, signedHeaders(good, now, 'another secret'), 403],
    ['no signature', good, { 'x-timestamp': fresh['x-timestamp'] ?? '' }, 403],
    ['an empty signature', good, { ...fresh, 'x-signature': '' }, 403],
    [
      'a truncated signature',
      good,
      { ...fresh, 'x-signature': (fresh['x-signature'] ?? '').slice(0, 40) },
      403,
    ],
    [
      'a signature without its kind',
      good,
      { ...fresh, 'x-signature': (fresh['x-signature'] ?? '').slice(7) },
      403,
    ],
    ['another text', good.replace('TG', 'XOA'), fresh, 403],
    ['another sender', good.replace('345678', '345679'), fresh, 403],
    ['a space more', `${good} `, fresh, 403],
    ['a doubled key', good.replace('}', ',"text":"XOA"}'), fresh, 403],
    ['cut off in the middle', good.slice(0, 20), fresh, 403],
    ['no timestamp', good, { 'x-signature': fresh['x-signature'] ?? '' }, 403],
    ['another timestamp', good, { ...fresh, 'x-timestamp': String(now / 1000 + 1) }, 403],
    ['a timestamp that is none', good, { ...fresh, 'x-timestamp': 'now' }, 403],
    ['overheard and brought again after six minutes', good, signedHeaders(good, now - 360_000), 403],
    ['from six minutes ahead', good, signedHeaders(good, now + 360_000), 403],
    signed('no JSON', 'from=84912345678', 400),
    signed('nothing', '', 400),
    signed('a list', [sms()], 400),
    signed('no text', { id: '1', from: FROM }, 400),
    signed('no id', { from: FROM, text: 'TG' }, 400),
    signed('an id that is none', sms({ id: 'a b' }), 400),
    signed('an id that is too long', sms({ id: 'x'.repeat(65) }), 400),
    signed('a sender that is a name', sms({ from: 'Viettel' }), 400),
    signed('a sender that is a short code', sms({ from: '191' }), 400),
    signed('a time that is none', sms({ sentAt: 'yesterday' }), 400),
    signed('65 KB', sms({ text: 'x'.repeat(65 * 1024) }), 413),
  ];
  for (const [name, body, headers, status] of table) {
    test(`${name} → ${status}`, async () => {
      const { home } = await office();
      const response = await home.app.request('/webhooks/gateway', { method: 'POST', headers, body });
      expect(response.status).toBe(status);
      if (status === 400 || status === 403)
        expect(await response.text()).toMatch(/^(Forbidden|Bad Request): /);
      expect(await home.deps.store.db.select().from(inbox)).toHaveLength(status === 204 ? 1 : 0);
      expect(home.logs).toEqual([]);
    });
  }

  test('without a gateway there is no such address', async () => {
    const home = await house();
    expect((await post(home, sms())).status).toBe(404);
  });

  const times: readonly (readonly [string, unknown, number])[] = [
    ['as told in words', '2026-11-02T07:30:00+07:00', now - 5_400_000],
    ['as told in ms', now - 5_400_000, now - 5_400_000],
    ['on arrival, where it is not told', undefined, now],
    ['on arrival, where it lies ahead', now + 60_000, now],
    ['on arrival, where its clock was never set', 0, now],
  ];
  for (const [name, sentAt, expected] of times) {
    test(`it was sent ${name}`, async () => {
      const { home } = await office();
      expect((await post(home, sms({ sentAt }))).status).toBe(204);
      expect((await home.deps.store.db.select().from(inbox))[0]?.sentAt).toBe(expected);
    });
  }
});

describe('what goes out in our own format', () => {
  test('is signed JSON with our id, the number, the text and when', async () => {
    const { home, api } = await office({ GATEWAY_HEADERS: '{"Authorization":"Bearer x"}' });
    await send(home, 'Chao anh chi');
    const call = callOf(api);
    const told = JSON.parse(call.body) as Record<string, string>;
    expect([call.url, call.method]).toEqual([GATEWAY_ENV.GATEWAY_URL, 'POST']);
    expect(told).toEqual({
      id: expect.stringMatching(/^1\.[\w-]{22}$/),
      to: FROM,
      text: 'Chao anh chi',
      sentAt: '2026-11-02T02:00:00.000Z',
    });
    const expected = { ...signedHeaders(call.body, home.now()), authorization: 'Bearer x' };
    expect(Object.fromEntries(call.headers)).toEqual(expected);
  });

  const table: readonly (readonly [string, GatewayFault | undefined, SendResult | object])[] = [
    ['taken', undefined, { kind: 'accepted' }],
    ['refused', { status: 400 }, { kind: 'failed', reason: 'refused-by-provider' }],
    ['wrong key', { status: 401 }, { kind: 'retry', reason: 'provider-credentials' }],
    ['nothing there', { status: 404 }, { kind: 'retry', reason: 'provider-setup' }],
    [
      'sent elsewhere, which is not followed',
      { status: 307, location: 'http://169.254.169.254/' },
      { kind: 'retry', reason: 'provider-setup' },
    ],
    ['too many', { status: 429 }, { kind: 'retry', reason: 'provider-busy' }],
    ['a fault after the text was there', { status: 500 }, { kind: 'unknown', reason: 'provider-error' }],
    ['the telephone is off', { throws: 'refused' }, { kind: 'retry', reason: 'provider-unreachable' }],
    ['no answer', { throws: 'timeout' }, { kind: 'unknown', reason: 'no-answer' }],
  ];
  for (const [name, fault, expected] of table) {
    test(`${name}`, async () => {
      const { home, api } = await office();
      if (fault !== undefined) api.faults.push(fault);
      expect(await send(home, 'x')).toMatchObject(expected);
      expect(api.calls).toHaveLength(1);
    });
  }

  test('a text that no telephone would join is refused here', async () => {
    const { home, api } = await office();
    expect(await send(home, 'x'.repeat(1_531))).toEqual({ kind: 'failed', reason: 'too-long' });
    expect(api.calls).toEqual([]);
  });
});

describe('what goes out as the settings describe it', () => {
  const NASTY = [
    '"}, {"to": "+84999999999", "text": "',
    '&to=%2B84999999999&text=x#',
    '{{id}} {{to}} {{text}} $& $1 $`',
    'line\r\nX-Injected: yes\r\n\r\n',
    'Chào "anh chị" \\ 100% \u0000 \u2028',
  ];
  const JSON_BODY = '{"recipients":["{{to}}"],"message":{"body":"VT: {{text}}","ref":"{{id}}"},"sim":1}';
  const FORM_BODY = 'phone={{to}}&msg={{text}}&ref={{id}}&key=a%26b';
  const QUERY_URL = 'http://phone.test:8080/send?key=a%26b&to={{to}}&text={{text}}&id={{id}}';

  test('a JSON body keeps its shape whatever the text is', async () => {
    const { home, api } = await office({ GATEWAY_BODY: JSON_BODY });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary' })), async (text) => {
        await send(home, text);
        const call = callOf(api);
        expect(JSON.parse(call.body)).toEqual({
          recipients: [FROM],
          message: { body: `VT: ${text}`, ref: expect.stringMatching(/^1\./) },
          sim: 1,
        });
        expect([call.method, call.headers.get('content-type')]).toEqual(['POST', 'application/json']);
      }),
      { numRuns: 50 },
    );
  });

  test('a form body keeps its fields whatever the text is', async () => {
    const { home, api } = await office({ GATEWAY_BODY: FORM_BODY, GATEWAY_METHOD: 'PUT' });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary' })), async (text) => {
        await send(home, text);
        const call = callOf(api);
        expect([...new URLSearchParams(call.body)]).toEqual([
          ['phone', FROM],
          ['msg', text],
          ['ref', expect.stringMatching(/^1\./)],
          ['key', 'a&b'],
        ]);
        expect([call.method, call.headers.get('content-type')]).toEqual([
          'PUT',
          'application/x-www-form-urlencoded',
        ]);
      }),
      { numRuns: 50 },
    );
  });

  test('a query keeps its fields and its host whatever the text is', async () => {
    const { home, api } = await office({ GATEWAY_URL: QUERY_URL, GATEWAY_METHOD: 'GET' });
    for (const text of NASTY) {
      await send(home, text);
      const { url, method, body } = callOf(api);
      expect([new URL(url).host, new URL(url).pathname, method, body]).toEqual([
        'phone.test:8080',
        '/send',
        'GET',
        '',
      ]);
      expect([...new URL(url).searchParams]).toEqual([
        ['key', 'a&b'],
        ['to', FROM],
        ['text', text],
        ['id', expect.stringMatching(/^1\./)],
      ]);
    }
  });

  test('headers carry what the settings say, the number and the id, and our signature is left out', async () => {
    const { home, api } = await office({
      GATEWAY_BODY: JSON_BODY,
      GATEWAY_HEADERS:
        '{"Authorization":"Bearer x","X-Ref":"{{id}}","Content-Type":"application/vnd.sms+json"}',
    });
    await send(home, 'x');
    expect(Object.fromEntries(callOf(api).headers)).toEqual({
      authorization: 'Bearer x',
      'content-type': 'application/vnd.sms+json',
      'x-ref': expect.stringMatching(/^1\./),
    });
  });

  const refused: readonly (readonly [string, Record<string, string>, RegExp])[] = [
    ['half of it', { GATEWAY_URL: '' }, /The SMS gateway is set up by half: GATEWAY_URL missing/],
    ['the other half', { GATEWAY_SECRET: '' }, /The SMS gateway is set up by half: GATEWAY_SECRET missing/],
    [
      'a body alone',
      { GATEWAY_URL: '', GATEWAY_SECRET: '', GATEWAY_BODY: FORM_BODY },
      /settings that need GATEWAY_URL and GATEWAY_SECRET/,
    ],
    ['a short secret', { GATEWAY_SECRET: 'short' }, /GATEWAY_SECRET needs at least 32 characters/],
    ['an address that is none', { GATEWAY_URL: 'file:///etc/passwd' }, /GATEWAY_URL must be the address/],
    [
      'a host from the message',
      { GATEWAY_URL: 'http://x.test/{{to}}?t={{text}}' },
      /only behind its question mark/,
    ],
    ['a body that is no JSON', { GATEWAY_BODY: '{"to": {{to}}}' }, /GATEWAY_BODY is no JSON/],
    [
      'a body that is nothing',
      { GATEWAY_BODY: 'hello {{to}} {{text}}' },
      /GATEWAY_BODY is neither JSON nor a form/,
    ],
    ['a body without a text', { GATEWAY_BODY: 'to={{to}}' }, /must hold \{\{text\}\}/],
    ['a method alone', { GATEWAY_METHOD: 'GET' }, /must hold \{\{to\}\}/],
    ['a GET with a body', { GATEWAY_METHOD: 'GET', GATEWAY_BODY: FORM_BODY }, /a GET has no body/],
    ['an unknown placeholder', { GATEWAY_BODY: `${FORM_BODY}&n={{name}}` }, /\{\{name\}\} is unknown/],
    [
      'a text in a header',
      { GATEWAY_HEADERS: '{"X":"{{text}}"}' },
      /GATEWAY_HEADERS can hold \{\{to\}\} and \{\{id\}\}/,
    ],
    ['headers that are none', { GATEWAY_HEADERS: 'X: 1' }, /GATEWAY_HEADERS is no JSON object/],
    ['a header name that is none', { GATEWAY_HEADERS: '{"a b":"1"}' }, /GATEWAY_HEADERS is no JSON object/],
    ['a pace that is none', { GATEWAY_SEGMENTS_PER_SECOND: '0' }, /GATEWAY_SEGMENTS_PER_SECOND/],
    ['a way that is not there', { SMS_CHANNEL: 'esms' }, /SMS_CHANNEL is esms, which is not set up/],
  ];
  for (const [name, env, message] of refused) {
    test(`${name} is refused with a sentence`, () => {
      expect(faultsOf({ ...GATEWAY_ENV, APP_SECRET: GATEWAY_ENV.GATEWAY_SECRET, ...env }).join('\n')).toMatch(
        message,
      );
    });
  }
});

describe('receipts', () => {
  const path = '/webhooks/gateway/status';
  const states: readonly (readonly [readonly string[], string])[] = [
    [['delivered'], 'delivered'],
    [['accepted', 'delivered'], 'delivered'],
    [['delivered', 'accepted'], 'delivered'],
    [['delivered', 'delivered'], 'delivered'],
    [['failed'], 'failed'],
    [['failed', 'delivered'], 'delivered'],
  ];
  for (const [order, expected] of states) {
    test(`${order.join(', ')} → ${expected}`, async () => {
      const { home, api } = await office();
      const id = await answered(home, api);
      for (const state of order) expect((await post(home, { id, state }, { path })).status).toBe(204);
      expect((await home.deps.store.db.select().from(outbox))[0]?.state).toBe(expected);
    });
  }

  const reasons: readonly (readonly [string | undefined, string, string])[] = [
    ['number-invalid', 'number-invalid', 'invalid'],
    ['phone-off', 'phone-off', 'ok'],
    [undefined, 'not-delivered', 'ok'],
    ['could not reach +84912345678', 'not-delivered', 'ok'],
  ];
  for (const [reason, kept, reach] of reasons) {
    test(`failed because of "${reason}" is kept as ${kept}`, async () => {
      const { home, api } = await office();
      const id = await answered(home, api);
      await post(home, { id, state: 'failed', reason }, { path });
      expect((await home.deps.store.db.select().from(outbox))[0]).toMatchObject({
        state: 'failed',
        reason: kept,
      });
      expect((await home.deps.store.db.select().from(contacts))[0]?.reach).toBe(reach);
    });
  }

  test('one for a message whose answer was lost settles it', async () => {
    const { home, api } = await office();
    api.faults.push({ throws: 'timeout' });
    const id = await answered(home, api);
    expect((await home.deps.store.db.select().from(outbox))[0]?.state).toBe('unknown');
    await post(home, { id, state: 'delivered' }, { path });
    expect((await home.deps.store.db.select().from(outbox))[0]?.state).toBe('delivered');
  });

  test('one for an id that we do not know is answered, kept, and changes nothing', async () => {
    const { home, api } = await office();
    const id = await answered(home, api);
    for (const unknown of ['their-own-id', id.replace(/^\d+/, '2'), id.slice(0, -1)]) {
      expect((await post(home, { id: unknown, state: 'failed' }, { path })).status).toBe(204);
    }
    expect((await home.deps.store.db.select().from(outbox))[0]?.state).toBe('accepted');
    expect(await home.deps.store.db.select().from(receipts)).toHaveLength(3);
  });

  const refused: readonly (readonly [string, unknown, PostOptions, number])[] = [
    ['forged', { id: '1', state: 'delivered' }, { secret: 'another secret' }, 403],
    ['overheard', { id: '1', state: 'delivered' }, { at: 0 }, 403],
    ['a state that is none', { id: '1', state: 'read' }, {}, 400],
    ['no id', { state: 'delivered' }, {}, 400],
    ['65 KB', { id: '1', state: 'failed', reason: 'x'.repeat(65 * 1024) }, {}, 413],
  ];
  for (const [name, message, options, status] of refused) {
    test(`${name} → ${status}`, async () => {
      const { home } = await office();
      expect((await post(home, message, { path, ...options })).status).toBe(status);
      expect(await home.deps.store.db.select().from(receipts)).toEqual([]);
    });
  }
});

async function send(home: House, text: string): Promise<SendResult | undefined> {
  return home.deps.senders.get('gateway')?.send({ to: TO, text, buttons: [], deliveryId: 1 });
}

function callOf(api: GatewayDouble): GatewayCall {
  const call = api.calls.at(-1);
  if (call === undefined) throw new Error('nothing was sent');
  return call;
}

/** The id under which the answer to a message went out. */
async function answered(home: House, api: GatewayDouble): Promise<string> {
  await post(home, sms());
  await home.deliver();
  return (JSON.parse(callOf(api).body) as { id: string }).id;
}

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

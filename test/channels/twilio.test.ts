import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { contacts, inbox, outbox, receipts } from '../../db/schema.ts';
import { twilioSender } from '../../src/channels/twilio.ts';
import { house, postSms } from '../conversations/house.ts';
import { type Fault, twilioDouble } from '../doubles/twilio-api.ts';

const FROM = '+84912345678';
const sms = (over: Record<string, string> = {}) => ({
  From: FROM,
  Body: 'TG',
  MessageSid: 'SM00000000000000000000000000000001',
  ...over,
});

describe('the webhook believes only what Twilio signed', () => {
  test('a signature made with another token is forbidden and leaves nothing', async () => {
    const home = await house();
    expect((await postSms(home.app, sms(), { token: 'not the token' })).status).toBe(403);
    expect(await home.deps.store.db.select().from(inbox)).toEqual([]);
  });

  test('no signature, an empty one and a truncated one are forbidden', async () => {
    const home = await house();
    for (const signature of [undefined, '', 'abc', 'wy8Z+']) {
      const response = await home.app.request('/webhooks/twilio', {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          ...(signature === undefined ? {} : { 'x-twilio-signature': signature }),
        },
        body: new URLSearchParams(sms()).toString(),
      });
      expect(response.status).toBe(403);
    }
  });

  test('a parameter changed, added or doubled after signing is forbidden', async () => {
    const home = await house();
    const signed = await signedRequest(sms());
    for (const body of [
      signed.body.replace('TG', 'XOA'),
      `${signed.body}&Extra=1`,
      `${signed.body}&Body=XOA`,
      `${signed.body}&From=%2B84999999999`,
      signed.body.replace('NumMedia=0', 'NumMedia=1'),
    ]) {
      const response = await home.app.request('/webhooks/twilio', {
        method: 'POST',
        headers: signed.headers,
        body,
      });
      expect(response.status).toBe(403);
    }
    expect((await home.app.request('/webhooks/twilio', { method: 'POST', ...signed })).status).toBe(200);
  });

  test('the address is the configured one, whatever the Host header and the forwarding headers say', async () => {
    const home = await house();
    const signed = await signedRequest(sms());
    const response = await home.app.request('http://evil.example/webhooks/twilio', {
      method: 'POST',
      headers: {
        ...signed.headers,
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'http',
      },
      body: signed.body,
    });
    expect(response.status).toBe(200);
  });

  test('fields with spaces at their ends are signed as they came', async () => {
    const home = await house();
    expect((await postSms(home.app, sms({ Body: '  TG \n' }))).status).toBe(200);
  });

  test('a body over 64 KB is refused before it is read', async () => {
    const home = await house();
    expect((await postSms(home.app, sms({ Body: 'x'.repeat(65 * 1024) }))).status).toBe(413);
  });

  test('a request without a sender or an id is a bad request', async () => {
    const home = await house();
    expect(
      (await postSms(home.app, { Body: 'TG', MessageSid: 'SM00000000000000000000000000000001' })).status,
    ).toBe(400);
    expect((await postSms(home.app, { Body: 'TG', From: FROM })).status).toBe(400);
  });
});

test('the same message a hundred times in parallel has one effect and is always answered 200', async () => {
  const home = await house();
  const statuses = await Promise.all(
    Array.from({ length: 100 }, () => postSms(home.app, sms()).then((r) => r.status)),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(await home.deps.store.db.select().from(inbox)).toHaveLength(1);
  expect(await home.deps.store.db.select().from(contacts)).toHaveLength(1);
  expect(await home.phone(FROM).hears()).toHaveLength(1);
});

test('fifty different messages of one person at once are all kept and all answered', async () => {
  const home = await house();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      postSms(home.app, sms({ MessageSid: `SM${String(n).padStart(32, '0')}` })).then((r) => r.status),
    ),
  );
  const refused = answers.filter((status) => status !== 200);
  expect(new Set(refused)).toEqual(refused.length > 0 ? new Set([503]) : new Set());
  expect(await home.deps.store.db.select().from(inbox)).toHaveLength(50 - refused.length);
});

describe('bad input gets an answer and is never a stack trace', () => {
  const texts: readonly [string, string][] = [
    ['nothing', ''],
    ['spaces', '   '],
    ['invisible characters', '\u200b\u200b'],
    ['ten thousand invisible characters', '\u200b'.repeat(3000)],
    ['emoji', '👍🙏'],
    ['five thousand characters', 'con em bi ho '.repeat(385)],
    ['decomposed accents', 'Bé bị ho'.normalize('NFD')],
    ['UTF-8 read as Latin-1', 'BÃ¡o cÃ¡o'],
    ['markup', '<img src=x onerror=alert(1)>'],
    ['a lone surrogate', 'abc \ud83d'],
    ['right-to-left override', '\u202Eabc'],
    ['a template', '{{name}} $t(first.unread)'],
  ];
  for (const [name, text] of texts) {
    test(name, async () => {
      const home = await house();
      const [answer, ...more] = await home.phone(FROM).says(text);
      expect(answer).toMatch(/soan TG|115|bao cao|^Be ho, so mui/i);
      expect(more).toEqual([]);
      expect(home.logs).toEqual([]);
    });
  }

  test('a picture without words is answered with what to do', async () => {
    const home = await house();
    expect(
      (await postSms(home.app, sms({ Body: '', NumMedia: '1', MediaUrl0: 'https://api.twilio.com/x' })))
        .status,
    ).toBe(200);
    expect((await home.phone(FROM).hears())[0]).toMatch(/chua xem duoc anh/);
  });
});

describe('receipts raise a state and never lower it', () => {
  const states: readonly (readonly [readonly string[], string])[] = [
    [['sent', 'delivered'], 'delivered'],
    [['delivered', 'sent'], 'delivered'],
    [['delivered', 'delivered', 'sent', 'sent'], 'delivered'],
    [['undelivered'], 'failed'],
    [['sent', 'undelivered', 'delivered'], 'delivered'],
    [['queued', 'sending'], 'accepted'],
  ];
  for (const [order, expected] of states) {
    test(`${order.join(', ')} → ${expected}`, async () => {
      const home = await house();
      await home.phone(FROM).says('TG');
      const sid = home.twilio.sent[0]?.sid ?? '';
      const path = (home.twilio.sent[0]?.statusCallback ?? '').replace('https://vongtay.test', '');
      for (const status of order) {
        const code = status === 'undelivered' ? { ErrorCode: '30003' } : {};
        expect(
          (await postSms(home.app, { MessageSid: sid, MessageStatus: status, From: FROM, ...code }, { path }))
            .status,
        ).toBe(204);
      }
      const [row] = await home.deps.store.db.select().from(outbox);
      expect(row?.state).toBe(expected);
    });
  }

  test('a receipt for a message that we do not know is answered and kept for later', async () => {
    const home = await house();
    const response = await postSms(
      home.app,
      { MessageSid: 'SMnobodyknowsthisone0000000000001', MessageStatus: 'delivered', From: FROM },
      { path: '/webhooks/twilio/status' },
    );
    expect(response.status).toBe(204);
    expect(await home.deps.store.db.select().from(receipts)).toHaveLength(1);
  });

  test('a forged receipt is forbidden', async () => {
    const home = await house();
    const response = await postSms(
      home.app,
      { MessageSid: 'SM1', MessageStatus: 'delivered' },
      { path: '/webhooks/twilio/status', token: 'wrong' },
    );
    expect(response.status).toBe(403);
  });
});

describe('what a send came to', () => {
  const table: readonly (readonly [string, Fault | undefined, object])[] = [
    ['201', undefined, { kind: 'accepted' }],
    [
      'opted out at the provider',
      { status: 400, code: 21610 },
      { kind: 'failed', reason: 'opted-out-at-provider', reach: 'blocked' },
    ],
    [
      'not a mobile number',
      { status: 400, code: 21614 },
      { kind: 'failed', reason: 'number-invalid', reach: 'invalid' },
    ],
    ['too many requests', { status: 429, code: 20429 }, { kind: 'retry', reason: 'provider-busy' }],
    [
      'a server error after the body was sent',
      { status: 500, code: 20500 },
      { kind: 'unknown', reason: 'provider-error' },
    ],
    ['wrong credentials', { status: 401, code: 20003 }, { kind: 'retry', reason: 'provider-credentials' }],
    ['no connection', { throws: 'refused' }, { kind: 'retry', reason: 'provider-unreachable' }],
    ['no answer in time', { throws: 'timeout' }, { kind: 'unknown', reason: 'no-answer' }],
  ];
  for (const [name, fault, expected] of table) {
    test(name, async () => {
      const api = twilioDouble();
      if (fault !== undefined) api.faults.push(fault);
      const port = twilioSender({
        config: {
          accountSid: `AC${'0'.repeat(32)}`,
          authToken: 't',
          from: '+15005550006',
          apiBase: 'https://api.test',
        },
        publicUrl: 'https://vongtay.test',
        fetch: api.fetch,
      });
      const result = await port.send({
        to: { kind: 'phone', value: FROM },
        text: 'x',
        buttons: [],
        deliveryId: 1,
      });
      expect(result).toMatchObject(expected);
    });
  }

  test('an answer that may have left is not sent again blindly; one that surely did not is sent again', async () => {
    const home = await house();
    home.twilio.faults.push({ status: 500, code: 20500 });
    expect(await home.phone(FROM).says('TG')).toEqual([]);
    await home.advance(9 * 60_000);
    expect(home.twilio.sent).toEqual([]);
    const [row] = await home.deps.store.db.select().from(outbox);
    expect([row?.state, row?.reason]).toEqual(['unknown', 'not-found-yet']);

    home.twilio.faults.push({ throws: 'refused' });
    expect(await home.phone('+84987654321').says('TG')).toEqual([]);
    await home.advance(60_000);
    expect(home.twilio.sent.map((s) => s.to)).toEqual(['+84987654321']);
    const [late] = await home.deps.store.db.select().from(outbox).where(eq(outbox.id, 2));
    expect([late?.state, late?.attempts]).toEqual(['accepted', 0]);
  });
});

async function signedRequest(fields: Record<string, string>) {
  let captured: { headers: Record<string, string>; body: string } | undefined;
  const spy = {
    request: async (_path: string, init: { headers: Record<string, string>; body: string }) => {
      captured = { headers: init.headers, body: init.body };
      return new Response();
    },
  };
  await postSms(spy as unknown as Parameters<typeof postSms>[0], fields);
  if (captured === undefined) throw new Error('nothing was signed');
  return captured;
}

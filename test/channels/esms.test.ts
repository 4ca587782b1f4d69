import { describe, expect, test } from 'vitest';
import { contacts, inbox, outbox, receipts } from '../../db/schema.ts';
import { receiverTime } from '../../src/channels/esms-request.ts';
import type { SendResult } from '../../src/message.ts';
import { receiveAndAnswer } from '../../src/receive.ts';
import { queueMessage } from '../../src/store/outbox.ts';
import { type House, house, PUBLIC_URL, postSms } from '../conversations/house.ts';
import { withPlaces, withRole } from '../conversations/places.ts';
import {
  ESMS_ENV,
  type EsmsDouble,
  type EsmsFault,
  esmsDouble,
  type ShortCodeMessage,
  shortCodePath,
} from '../doubles/esms-api.ts';

const FROM = '+84912345678';
const NO_TWILIO = { TWILIO_ACCOUNT_SID: '', TWILIO_AUTH_TOKEN: '', TWILIO_FROM: '' };

async function office(env: Record<string, string> = NO_TWILIO): Promise<{ home: House; api: EsmsDouble }> {
  const api = esmsDouble();
  return { api, home: await house({ env: { ...ESMS_ENV, ...env }, elsewhere: api.fetch }) };
}

let messages = 0;
/** What a phone gets to read in the answer to its message, and what comes after it. */
async function says(home: House, api: EsmsDouble, content: string): Promise<string[]> {
  messages += 1;
  const before = api.sent.length;
  const response = await home.app.request(shortCodePath({ content, smsid: `conversation-${messages}` }));
  expect(response.status).toBe(200);
  await home.deliver();
  return [messageIn(await response.text()), ...api.sent.slice(before).map((sms) => sms.Content)];
}

function messageIn(xml: string): string {
  const message = /<Message>([^<]*)<\/Message>/.exec(xml)?.[1] ?? 'no message';
  return message
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

describe('a message to the short code', () => {
  test('a report is stored and its echo is the answer itself, which nobody sends a second time', async () => {
    const { home, api } = await office();
    await withPlaces(home);
    await withRole(home, FROM, 'collaborator', { villageId: 'v-na-phat' });
    const [echo, ...more] = await says(home, api, 'BC T10 KT5');
    expect(echo).toMatch(/T10\/2026 .*KT5/);
    expect(more).toEqual([]);
    await home.advance(3_600_000);
    expect(api.calls()).toBe(0);
    const [row] = await home.deps.store.db.select().from(outbox);
    expect(row).toMatchObject({ state: 'accepted', channel: 'esms', sentAt: home.now() - 3_600_000 });
    expect(row?.segments).toBeGreaterThan(0);
  });

  test('a machine that echoes us is answered three times and then no more', async () => {
    const { home, api } = await office();
    let [heard = ''] = await says(home, api, 'xin chào, đây là ai vậy');
    let answers = 0;
    for (; answers < 12 && heard !== ''; answers += 1) {
      await home.advance(1_000);
      [heard = ''] = await says(home, api, heard);
    }
    expect(answers).toBe(4);
    const rows = await home.deps.store.db.select().from(outbox);
    expect(rows.at(-1)).toMatchObject({ state: 'skipped', reason: 'loop-echo', sentAt: null });
    expect(await home.deps.store.db.select().from(inbox)).toHaveLength(1 + answers);
    // The same message again gives the same silence, and a person's own words are answered.
    const again = await home.app.request(
      shortCodePath({ content: 'whatever', smsid: `conversation-${messages}` }),
    );
    expect(messageIn(await again.text())).toBe('');
    expect((await says(home, api, 'TG'))[0]).not.toBe('');
  });

  test('one joins, asks and leaves through it as through any other number', async () => {
    const { home, api } = await office();
    await withPlaces(home);
    expect((await says(home, api, 'DK 15/3/2026 xa Muong Than')).join()).toMatch(/15\/03\/2026|15\/3\/2026/);
    expect((await says(home, api, 'TC')).join()).toContain('soan TIEP');
    const [person] = await home.deps.store.db.select().from(contacts);
    expect(person?.consent).toBe('out');
  });

  test('the parts of a long answer after the first go out through the outbox, in order', async () => {
    const { home, api } = await office();
    const long = { ...home.deps, texts: { say: () => `${'a'.repeat(450)} ${'b'.repeat(450)} c` } };
    const from = { kind: 'phone', value: FROM } as const;
    const inbound = {
      channel: 'esms',
      providerId: 'long',
      from,
      text: 'TG',
      sentAt: 0,
      kind: 'text',
    } as const;
    const answer = await receiveAndAnswer(long, { ...inbound, answeredAtOnce: true }, home.now());
    expect(answer).toBe('a'.repeat(450));
    await home.deliver();
    expect(api.sent.map((sms) => [sms.Phone, sms.Content.slice(0, 3)])).toEqual([['0912345678', 'bbb']]);
  });

  test('a repeat gets the same text again, also where it would be another one now', async () => {
    const { home } = await office();
    const path = shortCodePath({ content: 'TG' });
    const first = await (await home.app.request(path)).text();
    expect(messageIn(first)).toMatch(/\w/);
    await home.app.request(shortCodePath({ content: 'NN EN', smsid: 'another' }));
    expect(await (await home.app.request(path)).text()).toBe(first);
  });

  test('the answer names the message and the number in the form eSMS wants', async () => {
    const { home } = await office();
    const xml = await (await home.app.request(shortCodePath({ content: 'TG', smsid: 'x-1' }))).text();
    expect(xml).toMatch(
      /^<ClientResponse><Message>[^<]+<\/Message><Smsid>x-1<\/Smsid><Receiver>84912345678<\/Receiver><\/ClientResponse>$/,
    );
  });

  test('the same message a hundred times in parallel has one effect and one text', async () => {
    const { home } = await office();
    const path = shortCodePath({ content: 'TG' });
    const answers = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const response = await home.app.request(path);
        return `${response.status} ${await response.text()}`;
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(await home.deps.store.db.select().from(inbox)).toHaveLength(1);
    expect(await home.deps.store.db.select().from(outbox)).toHaveLength(1);
  });

  test('a repeat under another number hears nothing of what the first was told', async () => {
    const { home } = await office();
    await home.app.request(shortCodePath({ content: 'TG' }));
    const stolen = await home.app.request(shortCodePath({ content: 'TG', sender: '84987654321' }));
    expect(messageIn(await stolen.text())).toBe('');
    expect(await home.deps.store.db.select().from(inbox)).toHaveLength(1);
  });

  test('what a person typed is harmless in the answer, and no control character breaks it', async () => {
    const { home } = await office();
    for (const [n, content] of [
      '</Message><Receiver>84999',
      '&lt;',
      '\u0000\u0008',
      'a?b&c=d+e',
      '😀\ud83d',
    ].entries()) {
      const response = await home.app.request(shortCodePath({ content, smsid: `odd-${n}` }));
      expect(response.status).toBe(200);
      expect(await response.text()).toMatch(
        /^<ClientResponse><Message>[^<]*<\/Message><Smsid>odd-\d<\/Smsid><Receiver>84912345678<\/Receiver><\/ClientResponse>$/,
      );
    }
    expect(await home.deps.store.db.select().from(inbox)).toHaveLength(5);
    expect(home.logs).toEqual([]);
  });
});

describe('what is believed, refused and how', () => {
  const good = shortCodePath({ content: 'TG' });
  const changed = (name: string, value: string) => {
    const query = new URLSearchParams(good.slice(good.indexOf('?')));
    query.set(name, value);
    return `/webhooks/esms?${query}`;
  };
  const without = (name: string) => {
    const query = new URLSearchParams(good.slice(good.indexOf('?')));
    query.delete(name);
    return `/webhooks/esms?${query}`;
  };
  const sms = (over: Partial<ShortCodeMessage>) => shortCodePath({ content: 'TG', ...over });
  const table: readonly (readonly [string, string, number])[] = [
    ['signed in base64, as in its samples', good, 200],
    ['signed in hex', shortCodePath({ content: 'TG' }, 'hex'), 200],
    ['signed in base64 whose + was not encoded', good.replaceAll('%2B', '+'), 200],
    ['empty content', sms({ content: '' }), 200],
    ['a service number that we do not know', sms({ serviceNumber: '6088' }), 200],
    ['no service number and no keyword', without('serviceNumber').replace(/keyword=TG&/, ''), 200],
    ['a sender written as at home', sms({ sender: '0912345678' }), 200],
    ['a sender from abroad', sms({ sender: '+33612345678' }), 200],
    ['23 hours late', sms({ receiverTime: '20261101100000' }), 200],
    ['of a clock that is half an hour ahead', sms({ receiverTime: '20261102093000' }), 200],
    ['overheard a day and more ago', sms({ receiverTime: '20261101085930' }), 403],
    ['of a clock that was never set', sms({ receiverTime: '19700101000000' }), 403],
    ['more than an hour ahead', sms({ receiverTime: '20261102100100' }), 403],
    ['a time that has lost its first digit to the content', sms({ receiverTime: '0261102085930' }), 403],
    ['a time that is all in the content', sms({ receiverTime: '' }), 403],
    ['signed for another partner', sms({ cpid: '4' }), 403],
    ['signed with another key', shortCodePath({ content: 'TG' }, 'base64', 'another key'), 403],
    ['no signature', without('sign'), 403],
    ['an empty signature', changed('sign', ''), 403],
    ['a truncated signature', changed('sign', 'abc'), 403],
    ['another content', changed('content', 'XOA'), 403],
    ['another id', changed('smsid', '1'), 403],
    ['another time', changed('receiverTime', '20261102085931'), 403],
    ['another partner', changed('cpid', '43'), 403],
    ['cut off in the middle', good.slice(0, 60), 403],
    ['nothing at all', '/webhooks/esms', 403],
    ['a doubled content', `${good}&content=XOA`, 403],
    ['a doubled signature', `${good}&sign=x`, 403],
    ['no sender', without('sender'), 400],
    ['a doubled sender', `${good}&sender=84987654321`, 400],
    ['a sender that is a name', sms({ sender: 'Viettel' }), 400],
    ['a sender that is a short code', sms({ sender: '191' }), 400],
    ['an id that is none', sms({ smsid: 'a:b' }), 400],
    ['65 KB', sms({ content: 'x'.repeat(65 * 1024) }), 414],
  ];
  for (const [name, path, status] of table) {
    test(`${name} → ${status}`, async () => {
      const { home } = await office();
      expect((await home.app.request(path)).status).toBe(status);
      expect(await home.deps.store.db.select().from(inbox)).toHaveLength(status === 200 ? 1 : 0);
      expect(home.logs).toEqual([]);
    });
  }

  test('what was overheard and cut elsewhere, for a sender of choice, is not this partner any more', async () => {
    const { home } = await office();
    const cut = new URLSearchParams(good.slice(good.indexOf('?')));
    cut.set('cpid', '4');
    cut.set('smsid', `2${cut.get('smsid')}`);
    cut.set('sender', '0987654321');
    expect((await home.app.request(`/webhooks/esms?${cut}`)).status).toBe(403);
    expect(await home.deps.store.db.select().from(inbox)).toHaveLength(0);
  });

  test('without ESMS_CPID every partner is believed, and the log says at the start that this is a risk', async () => {
    const { home } = await office({ ...NO_TWILIO, ESMS_CPID: '' });
    expect(home.logs).toMatchObject([{ level: 'warn', event: 'esms-cpid-not-set' }]);
    expect((await home.app.request(sms({ cpid: '43' }))).status).toBe(200);
  });

  test('without eSMS there is no such address', async () => {
    const home = await house();
    expect((await home.app.request(good)).status).toBe(404);
  });
});

describe('when a message was sent', () => {
  const MORNING = Date.parse('2026-11-02T08:59:30+07:00');
  const table: readonly (readonly [string, number | undefined])[] = [
    ['20261102085930', MORNING],
    ['202611020859', MORNING - 30_000],
    ['2026-11-02 08:59:30', MORNING],
    ['2026-11-02T08:59:30.000', MORNING],
    ['2026/11/02 08:59', MORNING - 30_000],
    ['02/11/2026 08:59:30', MORNING],
    ['20261302085930', undefined],
    ['20261102256060', undefined],
    ['1762048770', undefined],
    ['', undefined],
    ['hom qua', undefined],
  ];
  for (const [text, instant] of table) {
    test(`"${text}"`, () => expect(receiverTime(text)).toBe(instant));
  }

  const kept: readonly (readonly [string, string, string])[] = [
    ['as told', '20261102085930', '2026-11-02T08:59:30+07:00'],
    ['on arrival, where it is no time', 'x', '2026-11-02T09:00:00+07:00'],
    ['on arrival, where it lies ahead', '20261102095930', '2026-11-02T09:00:00+07:00'],
  ];
  for (const [name, time, instant] of kept) {
    test(name, async () => {
      const { home } = await office();
      await home.app.request(shortCodePath({ content: 'TG', receiverTime: time }));
      const [row] = await home.deps.store.db.select().from(inbox);
      expect(row?.sentAt).toBe(Date.parse(instant));
    });
  }
});

describe('what a send came to', () => {
  const table: readonly (readonly [string, readonly EsmsFault[], SendResult | object, number])[] = [
    ['taken', [], { kind: 'accepted', providerId: 'd533459ee42b2b9525ba9eabf6a81' }, 1],
    [
      'a number that is none',
      [{ code: '108' }],
      { kind: 'failed', reason: 'number-invalid', reach: 'invalid' },
      1,
    ],
    ['a template nobody approved', [{ code: '146' }], { kind: 'failed', reason: 'template-refused' }, 1],
    [
      'an operator without the name',
      [{ code: '177' }],
      { kind: 'failed', reason: 'sender-not-registered' },
      1,
    ],
    ['99, which means two things', [{ code: '99' }], { kind: 'failed', reason: 'refused-by-provider' }, 1],
    ['a code of tomorrow', [{ code: '4711' }], { kind: 'failed', reason: 'refused-by-provider' }, 1],
    ['wrong keys', [{ code: '101' }], { kind: 'retry', reason: 'provider-credentials' }, 1],
    ['no money', [{ code: '103' }], { kind: 'retry', reason: 'out-of-credit' }, 1],
    ['no such brandname', [{ code: '104' }], { kind: 'retry', reason: 'provider-setup' }, 1],
    ['our address not on its list', [{ code: '140' }], { kind: 'retry', reason: 'provider-setup' }, 1],
    ['too many requests', [{ status: 429 }], { kind: 'retry', reason: 'provider-busy' }, 1],
    ['moved away', [{ status: 301 }], { kind: 'retry', reason: 'provider-setup' }, 1],
    ['no connection', [{ throws: 'refused' }], { kind: 'retry', reason: 'provider-unreachable' }, 1],
    ['taken, its answer lost', [{ takenThen: 'timeout' }], { kind: 'accepted' }, 2],
    ['no answer once', [{ throws: 'timeout' }], { kind: 'accepted' }, 2],
    [
      'no answer twice',
      [{ throws: 'timeout' }, { throws: 'timeout' }],
      { kind: 'unknown', reason: 'no-answer' },
      2,
    ],
    [
      'no answer, then no connection',
      [{ throws: 'timeout' }, { throws: 'refused' }],
      { kind: 'unknown', reason: 'no-answer' },
      2,
    ],
    ['a fault, then taken', [{ status: 502 }], { kind: 'accepted' }, 2],
    [
      'a page instead of an answer, twice',
      [{ body: '<html>' }, { body: '<html>' }],
      { kind: 'unknown', reason: 'answer-unreadable' },
      2,
    ],
    [
      'an answer without a code, twice',
      [{ body: '{}' }, { body: '{}' }],
      { kind: 'unknown', reason: 'answer-unreadable' },
      2,
    ],
  ];
  for (const [name, faults, expected, calls] of table) {
    test(name, async () => {
      const { home, api } = await office();
      api.faults.push(...faults);
      expect(await send(home, 'Chao anh chi')).toMatchObject(expected);
      expect(api.calls()).toBe(calls);
      expect(api.sent.length).toBeLessThan(2);
    });
  }

  test('the request carries our keys, the name, the number as at home and a receipt address of its own', async () => {
    const { home, api } = await office();
    await send(home, 'Chao anh chi', 1);
    await send(home, 'Chào anh chị', 2);
    const [plain, accented] = api.sent;
    expect(plain).toMatchObject({
      ApiKey: ESMS_ENV.ESMS_API_KEY,
      SecretKey: ESMS_ENV.ESMS_SECRET_KEY,
      Brandname: 'VongTay',
      SmsType: '2',
      Phone: '0912345678',
      Content: 'Chao anh chi',
      IsUnicode: '0',
      CallbackUrl: `${PUBLIC_URL}/webhooks/esms/status?d=${plain?.RequestId}`,
    });
    expect(plain?.RequestId.length).toBeLessThanOrEqual(50);
    expect(plain?.RequestId).not.toBe(accented?.RequestId);
    expect(accented?.IsUnicode).toBe('1');
  });

  test('a text longer than operators take is refused here', async () => {
    const { home, api } = await office();
    expect(await send(home, 'x'.repeat(496))).toEqual({ kind: 'failed', reason: 'too-long' });
    expect(api.calls()).toBe(0);
  });
});

describe('receipts', () => {
  const states: readonly (readonly [string, readonly string[], string])[] = [
    ['delivered', ['SendStatus=5&SendSuccess=1&SendFailed=0'], 'delivered'],
    ['not delivered', ['SendStatus=5&SendSuccess=0&SendFailed=1'], 'failed'],
    ['refused', ['SendStatus=4&SendSuccess=0&SendFailed=0'], 'failed'],
    ['done, without saying how', ['SendStatus=5&SendSuccess=0&SendFailed=0'], 'accepted'],
    [
      'late: waiting after delivered',
      ['SendStatus=5&SendSuccess=1', 'SendStatus=2', 'SendStatus=7'],
      'delivered',
    ],
    ['doubled', ['SendStatus=5&SendSuccess=1', 'SendStatus=5&SendSuccess=1'], 'delivered'],
    [
      'failed, then delivered after all',
      ['SendStatus=5&SendFailed=1', 'SendStatus=5&SendSuccess=1'],
      'delivered',
    ],
    ['a status of tomorrow', ['SendStatus=6'], 'accepted'],
    ['no status', ['SendSuccess=1'], 'accepted'],
  ];
  for (const [name, queries, expected] of states) {
    test(name, async () => {
      const { home, api } = await office();
      const path = await sentReply(home, api);
      for (const query of queries) {
        const smsId = api.sent[0]?.smsId;
        const response = await home.app.request(
          `${path}&SMSID=${smsId}&${query}&RequestId=&phonenumber=0912345678`,
        );
        expect(response.status).toBe(200);
      }
      const [row] = await home.deps.store.db.select().from(outbox);
      expect(row?.state).toBe(expected);
    });
  }

  test('one that comes before its message is known as sent finds it by our own id', async () => {
    const { home, api } = await office();
    api.faults.push({ throws: 'timeout' }, { takenThen: 'timeout' });
    const path = await sentReply(home, api);
    expect((await home.deps.store.db.select().from(outbox))[0]?.state).toBe('unknown');
    await home.app.request(`${path}&SMSID=late-one&SendStatus=7`);
    expect((await home.deps.store.db.select().from(outbox))[0]).toMatchObject({
      state: 'accepted',
      providerId: 'late-one',
    });
  });

  const lost: readonly (readonly [string, readonly EsmsFault[], string, string, number])[] = [
    ['never left: it leaves then', [{ throws: 'timeout' }, { throws: 'timeout' }], '09:00', 'accepted', 1],
    [
      'had left: it is not sent twice',
      [{ takenThen: 'timeout' }, { throws: 'timeout' }],
      '09:00',
      'accepted',
      1,
    ],
    [
      'never left, in the evening: staff decide',
      [{ throws: 'timeout' }, { throws: 'timeout' }],
      '20:30',
      'unknown',
      0,
    ],
  ];
  for (const [name, faults, time, state, sent] of lost) {
    test(`without any, a message of which no answer came ${name}`, async () => {
      const { home, api } = await office();
      home.at(`2026-11-02T${time}:00+07:00`);
      api.faults.push(...faults);
      await sentReply(home, api);
      expect((await home.deps.store.db.select().from(outbox))[0]?.state).toBe('unknown');
      await home.advance(2 * 3_600_000);
      expect((await home.deps.store.db.select().from(outbox))[0]?.state).toBe(state);
      expect(api.sent).toHaveLength(sent);
    });
  }

  test('its own query behind a second question mark is read too', async () => {
    const { home, api } = await office();
    const path = await sentReply(home, api);
    expect((await home.app.request(`${path}?SMSID=one&SendStatus=5&SendSuccess=1`)).status).toBe(200);
    expect((await home.deps.store.db.select().from(outbox))[0]?.state).toBe('delivered');
  });

  test('for a message that was erased meanwhile it is answered and kept', async () => {
    const { home, api } = await office();
    const path = await sentReply(home, api);
    await home.deps.store.db.delete(outbox);
    expect((await home.app.request(`${path}&SMSID=one&SendStatus=5&SendSuccess=1`)).status).toBe(200);
    expect(await home.deps.store.db.select().from(receipts)).toHaveLength(1);
  });

  test('a forged one is forbidden, a broken one refused, and neither changes anything', async () => {
    const { home, api } = await office();
    const path = await sentReply(home, api);
    const [id, signature = ''] = (new URLSearchParams(path.split('?')[1]).get('d') ?? '').split('.');
    const done = 'SMSID=one&SendStatus=5&SendSuccess=1';
    const status = '/webhooks/esms/status';
    const table: readonly (readonly [string, number])[] = [
      [`${status}?${done}`, 403],
      [`${status}?d=${id}&${done}`, 403],
      [`${status}?d=${id}.&${done}`, 403],
      [`${status}?d=${id}.${signature.slice(1)}&${done}`, 403],
      [`${status}?d=${id}.${'A'.repeat(22)}&${done}`, 403],
      [`${status}?d=2.${signature}&${done}`, 403],
      [`${path}&d=1&${done}`, 403],
      [`${path}&SendStatus=5&SendSuccess=1`, 400],
      [`${path}&${done}&SMSID=two`, 400],
      [`${path}&${done}&x=${'x'.repeat(65 * 1024)}`, 414],
    ];
    for (const [forged, expected] of table) {
      expect((await home.app.request(forged)).status).toBe(expected);
    }
    expect((await home.deps.store.db.select().from(outbox))[0]?.state).toBe('accepted');
    expect(await home.deps.store.db.select().from(receipts)).toEqual([]);
  });
});

describe('a person has one way for SMS', () => {
  const both = {
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'a token that only the test knows',
    TWILIO_FROM: '+15005550006',
  };
  const byShortCode = (home: House, smsid: string) =>
    home.app.request(shortCodePath({ content: 'TG', smsid }));
  const byTwilio = (home: House) => postSms(home.app, { From: FROM, Body: 'TG', MessageSid: 'SM0123456789' });

  test('it is the one they last wrote to', async () => {
    const { home, api } = await office(both);
    await byTwilio(home);
    await home.deliver();
    await byShortCode(home, 'one');
    await remind(home, 'a');
    expect([home.twilio.sent.length, api.sent.length]).toEqual([1, 1]);
  });

  test('it is the first configured for someone who never wrote', async () => {
    const { home, api } = await office(both);
    await withPlaces(home);
    const id = await withRole(home, FROM, 'collaborator', { villageId: 'v-na-phat' });
    await remind(home, 'a', id);
    expect([home.twilio.sent.length, api.sent.length]).toEqual([1, 0]);
  });

  test('it is that of SMS_CHANNEL for all, where that is set', async () => {
    const { home, api } = await office({ ...both, SMS_CHANNEL: 'esms' });
    await byTwilio(home);
    await home.deliver();
    expect([home.twilio.sent.length, api.sent.length]).toEqual([0, 1]);
  });

  test('while one rests, however many wait for it, people of the other are served', async () => {
    const { home, api } = await office(both);
    const numbers = Array.from({ length: 80 }, (_, n) => `849123400${String(n).padStart(2, '0')}`);
    for (const [n, sender] of numbers.entries()) {
      await home.app.request(shortCodePath({ content: 'TG', smsid: `rest-${n}`, sender }));
    }
    api.faults.push(...numbers.map(() => ({ status: 429 })));
    for (const person of await home.deps.store.db.select().from(contacts)) {
      await queueFor(home, person.id, person.id);
    }
    await home.deliver();
    expect(api.sent).toEqual([]);
    expect(await home.phone('+84987654321').says('TG')).toHaveLength(1);
    expect(api.sent).toEqual([]);
    api.faults.length = 0;
    await home.advance(600_000);
    expect(api.sent).toHaveLength(80);
  });
});

async function send(home: House, text: string, deliveryId = 1): Promise<SendResult | undefined> {
  const to = { kind: 'phone', value: FROM } as const;
  return home.deps.senders.get('esms')?.send({ to, text, buttons: [], deliveryId });
}

/** Something to send to the one person there is. */
async function remind(home: House, key: string, contactId?: string): Promise<void> {
  const [person] = await home.deps.store.db.select().from(contacts);
  await queueFor(home, contactId ?? person?.id ?? '', key);
  await home.deliver();
}

async function queueFor(home: House, contactId: string, key: string): Promise<void> {
  await home.deps.store.commit([
    queueMessage({
      key,
      contactId,
      kind: 'reply',
      bodySealed: home.deps.secrets.seal(JSON.stringify({ text: 'Chao anh chi' })),
      dueAt: home.now(),
      createdAt: home.now(),
    }),
  ]);
}

/** One message sent to one person; the path at which its receipts come. */
async function sentReply(home: House, api: EsmsDouble): Promise<string> {
  await withPlaces(home);
  await remind(home, 'a', await withRole(home, FROM, 'collaborator', { villageId: 'v-na-phat' }));
  return (api.sent[0]?.CallbackUrl ?? '').replace(PUBLIC_URL, '');
}

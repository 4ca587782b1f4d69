/** What writing to us can cost by SMS. */
import { describe, expect, test } from 'vitest';
import { inbox, outbox } from '../../db/schema.ts';
import { canBePerson } from '../../src/reply-limits.ts';
import { type House, house, postSms } from '../conversations/house.ts';
import { MUONG_THAN, withPlaces, withRole } from '../conversations/places.ts';
import { ESMS_ENV, esmsDouble, shortCodePath } from '../doubles/esms-api.ts';

const FROM = '+84912345678';
const LAST =
  'Hom nay Vong Tay xin khong tra loi them tin cua so nay, ngay mai tra loi tiep; neu nguy hiem, goi ngay 115.';
const DANGER = 'be bi co giat';

/** Of a flood from one number, how many were answered; `every` in ms between two of its messages. */
async function flood(
  home: House,
  from: string,
  { times, every, text }: { times: number; every: number; text: (n: number) => string },
): Promise<number> {
  const before = home.twilio.sent.length;
  const start = home.now();
  for (let n = 0; n < times; n += 1) {
    home.at(new Date(start + n * every).toISOString());
    await postSms(home.app, {
      From: from,
      Body: text(n),
      MessageSid: `SMflood${from.slice(-4)}${start}${n}`,
    });
    await home.deliver();
  }
  return home.twilio.sent.length - before;
}

async function reasons(home: House): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const row of await home.deps.store.db.select().from(outbox)) {
    if (row.state === 'skipped') found[row.reason ?? ''] = (found[row.reason ?? ''] ?? 0) + 1;
  }
  return found;
}

const WORDS = 'XEM|HOI|TG|DK|SDT|CHIA SE|SO CU|NN|NN en|NN vi|DOI XA|xin chao|TIEP'.split('|');
const cycling = (n: number) => WORDS[n % WORDS.length] ?? '';

describe('by SMS', { timeout: 60_000 }, () => {
  test('a machine that answers every 40 seconds is told the same ten times an hour, and all is kept', async () => {
    const home = await house();
    const text = (n: number) => `So quy khach vua nhan tin hien khong phuc vu. Ma ${n}`;
    expect(await flood(home, FROM, { times: 100, every: 40_000, text })).toBe(20);
    expect(await reasons(home)).toEqual({ 'loop-hour': 80 });
    expect(await home.deps.store.db.select().from(inbox)).toHaveLength(100);
  });

  test('nobody is answered more than 60 times a day, the last says so, and the next day all begins anew', async () => {
    const home = await house();
    expect(await flood(home, '+88216123456', { times: 80, every: 60_000, text: cycling })).toBe(60);
    expect(home.twilio.sent.at(-1)?.body).toMatch(/today.*115|Hom nay.*115/);
    expect(Object.keys(await reasons(home))).toEqual(['day-limit']);
    expect(await home.deps.store.db.select().from(inbox)).toHaveLength(80);
    expect(await home.phone(FROM).says('TG')).toHaveLength(1);
    home.at('2026-11-03T00:01:00+07:00');
    expect(await home.phone('+88216123456').says('TG')).toHaveLength(1);
  });

  test('danger is answered after that too, but a flood of it once a minute', async () => {
    const home = await house();
    const phone = home.phone(FROM);
    await flood(home, FROM, { times: 80, every: 60_000, text: cycling });
    expect(home.twilio.sent.at(-1)?.body).toBe(LAST);
    expect(await phone.says('TG')).toEqual([]);
    expect(await phone.says(DANGER)).toEqual([expect.stringContaining('115')]);
    expect(await phone.says('chong danh dap con toi')).toEqual([expect.stringContaining('111')]);
    const text = (n: number) => `${DANGER} ${n}`;
    await home.advance(60_000);
    expect(await flood(home, FROM, { times: 60, every: 10_000, text })).toBe(10);
    expect((await reasons(home))['loop-minute']).toBe(50);
  });

  test('whoever cries for help ten times at once is answered each time', async () => {
    const home = await house();
    const phone = home.phone(FROM);
    for (let n = 0; n < 10; n += 1) expect(await phone.says(`${DANGER} ${n}`)).toHaveLength(1);
    expect(await phone.says(DANGER)).toEqual([]);
  });

  test.each(['9123', '191', '+841900123456'])('%s is no person and is never answered', async (from) => {
    const home = await house();
    expect(await flood(home, from, { times: 3, every: 20_000, text: (n) => `Cu phap sai ${n}` })).toBe(0);
    expect(await flood(home, from, { times: 1, every: 0, text: () => DANGER })).toBe(0);
    expect(await reasons(home)).toEqual({ 'no-person': 4 });
    expect(await home.deps.store.db.select().from(inbox)).toHaveLength(4);
  });

  test.each([
    [FROM, true],
    ['0912345678', true],
    ['84912345678', true],
    ['+84200000001', true],
    ['+88216123456', true],
    ['+15005550006', true],
    ['1900123456', false],
    ['+8418001234', false],
    ['+9123', false],
    ['Viettel', false],
  ])('%s may be a person: %s', (from, may) => expect(canBePerson(from)).toBe(may));

  test("a collaborator's reports have 200 replies of their own, and other replies are there beside them", async () => {
    const home = await house();
    await withPlaces(home);
    await withRole(home, FROM, 'collaborator', { villageId: 'v-na-phat' });
    const report = (n: number) => `BC T10 KT${n % 9} TE${60 + (n % 7)}`;
    expect(await flood(home, FROM, { times: 130, every: 30_000, text: report })).toBe(130);
    expect(await home.phone(FROM).says('NN')).toHaveLength(1);
    expect(await flood(home, FROM, { times: 140, every: 60_000, text: report })).toBe(70 + 59);
    expect(home.twilio.sent.at(-1)?.body).toBe(LAST);
  });

  test('whoever has no role has none of these', async () => {
    const home = await house();
    await withPlaces(home);
    const text = (n: number) => (n % 2 === 0 ? `BC T${1 + (n % 9)} KT${n % 5}` : cycling(n));
    expect(await flood(home, FROM, { times: 90, every: 60_000, text })).toBeLessThanOrEqual(60);
  });

  test("an officer's answer to a parent leaves although the day is over", async () => {
    const home = await house();
    await withPlaces(home);
    const officer = '+84911111111';
    await withRole(home, officer, 'commune-officer', { commune: MUONG_THAN });
    const parent = home.phone(FROM);
    await parent.says('DK 2/9/2026 xa Muong Than');
    await parent.says('be nha em bi tim lai khi khoc nhieu co sao khong a');
    await flood(home, FROM, { times: 90, every: 60_000, text: cycling });
    await home.phone(officer).says('TL 1 Dua be den tram ngay nhe');
    expect((await parent.hears()).at(-1)).toContain('Dua be den tram');
  });
});

test('in Telegram, where a reply costs nothing, there is no such limit', async () => {
  const home = await house();
  const chat = home.chat(77);
  let answered = 0;
  for (let n = 0; n < 80; n += 1) {
    home.at(new Date(home.now() + 60_000).toISOString());
    answered += (await chat.says(cycling(n))).length;
  }
  expect(answered).toBeGreaterThan(75);
  expect(await reasons(home)).toEqual({});
});

test('what is answered in the answer to the request is counted there, and the last word is an SMS', async () => {
  const api = esmsDouble();
  const env = { ...ESMS_ENV, TWILIO_ACCOUNT_SID: '', TWILIO_AUTH_TOKEN: '', TWILIO_FROM: '' };
  const home = await house({ env, elsewhere: api.fetch });
  let answers = 0;
  for (let n = 0; n < 90; n += 1) {
    home.at(new Date(home.now() + 60_000).toISOString());
    const response = await home.app.request(shortCodePath({ content: cycling(n), smsid: `day-${n}` }));
    if (!(await response.text()).includes('<Message></Message>')) answers += 1;
    await home.deliver();
  }
  const rows = (await home.deps.store.db.select().from(outbox)).filter((row) => row.sentAt !== null);
  expect(rows).toHaveLength(60);
  expect(rows.at(-1)?.key).toMatch(/^quiet:/);
  expect(api.sent.at(-1)?.Content).toMatch(/today.*115|Hom nay.*115/);
  expect(answers).toBeLessThan(60);
});

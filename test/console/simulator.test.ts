import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contacts, inbox, reports, reportVersions } from '../../db/schema.ts';
import { DAY_MS } from '../../src/civil-time.ts';
import { house } from '../conversations/house.ts';
import { type DemoFolder, type DemoHouse, demoFolder, demoHouse, nonceIn, ORIGIN } from './demo-house.ts';

let folder: DemoFolder;
let demo: DemoHouse;

beforeAll(async () => {
  folder = demoFolder();
  demo = await demoHouse(folder);
}, 60_000);

afterAll(() => {
  demo.stop();
  folder.remove();
});

const PAGES = [
  '/simulator',
  '/simulator/phone/p01',
  '/simulator/outbox',
  '/simulator/delivery',
  '/simulator/totals',
  '/simulator/nowhere',
];

describe('the demo people', () => {
  test('the page shows parents with their children, collaborators with their village, and officers', async () => {
    const html = await demo.page('/simulator');
    expect(html).toContain('đã đăng ký, con 2 tháng, Mường Than');
    expect(html).toContain('đã đăng ký, con 21 tháng, con 5 tháng, Than Uyên');
    expect(html).toContain('dự sinh 05/02/2027');
    expect(html).toContain('cộng tác viên Bản Nà Phát, Mường Than');
    expect(html).toContain('cán bộ xã Sìn Hồ');
    expect(html).toContain('cán bộ tỉnh Lai Châu');
    expect(html).toContain('chưa nhắn lần nào');
  });

  test('months of counts are there, and some villages have missed some', async () => {
    const rows = await demo.deps.store.db.select().from(reports);
    expect(new Set(rows.map((row) => row.period)).size).toBe(10);
    expect(rows.length).toBeGreaterThan(150);
    expect(rows.length).toBeLessThan(200);
    expect((await demo.deps.store.db.select().from(reportVersions)).length).toBe(rows.length);
  });

  test('tips that were due in the week before have arrived', async () => {
    expect((await demo.screen('p01')).length).toBeGreaterThanOrEqual(4);
  });
});

describe('a phone', () => {
  test('shows at once what was written and what came back, without accents and with its SMS parts', async () => {
    const texts = await demo.says('p09', 'TG');
    expect(texts.at(-2)).toBe('TG');
    expect(texts.at(-1)).toMatch(/^Vong Tay gui huong dan/);
    expect(await demo.page('/simulator/phone/p09')).toMatch(/<span>\d phần<\/span>/);
  });

  test('sends a form twice as one message, and another text from the same old page as another', async () => {
    const nonce = nonceIn(await demo.page('/simulator/phone/p10'));
    const send = (text: string) => demo.post('/simulator/phone/p10', { nonce, text });
    await Promise.all([send('TG'), send('TG'), send('TG')]);
    await send('TG');
    expect(await demo.screen('p10')).toHaveLength(2);
    await send('be bi co giat');
    expect(await demo.screen('p10')).toHaveLength(4);
  });

  test('suggests what fits its owner', async () => {
    expect(await demo.page('/simulator/phone/p11')).toMatch(/value="BC T11 TS1\d\d TE/);
    expect(await demo.page('/simulator/phone/p04')).toContain('value="SINH 22/11/2026"');
    expect(await demo.page('/simulator/phone/p30')).toMatch(/value="GUI PH: /);
  });

  test('shows hostile texts harmlessly', async () => {
    const hostile = `<img src=x onerror=alert(1)>"'&\u202Egnirts${'\u200B'.repeat(1_500)}`;
    await demo.says('p10', hostile);
    const html = await demo.page('/simulator/phone/p10');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;gnirts</p>');
    expect(html).not.toContain('<img');
    expect(html).not.toMatch(/[\u200B\u202E]/);
  });

  test('refuses a text that is too long or a form that is not ours', async () => {
    const before = await inboxSize();
    const nonce = nonceIn(await demo.page('/simulator/phone/p10'));
    const long = await demo.post('/simulator/phone/p10', { nonce, text: 'a'.repeat(2_001) });
    expect(long.headers.get('location')).toBe('/simulator/phone/p10?problem=long');
    const bare = await demo.post('/simulator/phone/p10', { text: 'TG' });
    expect(bare.headers.get('location')).toBe('/simulator/phone/p10?problem=form');
    expect(await inboxSize()).toBe(before);
  });
});

describe('another phone', () => {
  const form = { number: '', name: '', role: 'none', commune: '', village: '' };

  test('gets a number of its own where none is given, and can write', async () => {
    const made = await demo.post('/simulator/phones', { ...form, name: 'Thử' });
    expect(made.status).toBe(303);
    const id = made.headers.get('location')?.split('/').at(-1) ?? '';
    expect(await demo.says(id, 'TG')).toHaveLength(2);
    expect(await demo.page(`/simulator/phone/${id}`)).toContain('+84500090001');
  });

  test('may be a collaborator of a village that is added', async () => {
    const made = await demo.post('/simulator/phones', {
      ...form,
      number: '0500 099 999',
      role: 'collaborator',
      commune: '03618',
      village: 'Bản Thử Nghiệm',
    });
    expect(made.status).toBe(303);
    expect(await demo.page('/simulator')).toContain('cộng tác viên Bản Thử Nghiệm, Mường Than');
  });

  test.each([
    ['a number that is none', { number: 'abc' }, 'Số máy gồm'],
    ['a number that is taken', { number: '0500000001' }, 'Số này đã có máy'],
    ['an officer without a commune', { role: 'commune-officer' }, 'cần chọn xã'],
    ['a collaborator without a village', { role: 'collaborator', commune: '03618' }, 'cần có tên thôn'],
  ])('is refused with its reason: %s', async (_, fields, reason) => {
    const answer = await demo.post('/simulator/phones', { ...form, ...fields });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(reason);
  });
});

describe('totals', () => {
  test('change when a collaborator reports', async () => {
    expect(await demo.page('/simulator/totals?period=2026-11')).toContain(
      'Chưa có báo cáo nào cho tháng này',
    );
    await demo.says('p11', 'BC T11 TS124 TE63 TD51 CM58 CK41 KT6 KD5 CP6 CH5 DB7 DG6');
    const row =
      /xã Mường Than<\/th>([\s\S]*?)<\/tr>/.exec(await demo.page('/simulator/totals?period=2026-11'))?.[1] ??
      '';
    // Another test may have added a village.
    expect(row.replace(/<[^>]*>/g, ' ').trim()).toMatch(/^1\/[45] +1\/[45] +1\/[45] +124 +63 +51 +58 +41 /);
  });

  test('as a file open in Excel: a byte order mark, commas, small numbers hidden', async () => {
    const response = await demo.get('/simulator/totals.csv?period=2026-10');
    expect(response.headers.get('content-disposition')).toContain('vong-tay-2026-10.csv');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [header, ...rows] = new TextDecoder().decode(bytes).trim().split('\r\n');
    expect(header).toBe(
      'period,commune_code,commune,villages_reported,villages_expected,villages_complete,villages_on_time,TS,TE,TD,CM,CK,KT,KD,CP,CH,DB,DG',
    );
    expect(rows).toHaveLength(7);
    const cells = rows.flatMap((row) => row.split(',').slice(7));
    expect(cells.filter((cell) => /^[1-4]$/.test(cell))).toEqual([]);
  });

  test('of a month that does not exist are not found', async () => {
    expect((await demo.get('/simulator/totals?period=2026-13')).status).toBe(404);
    expect((await demo.get('/simulator/totals.csv?period=../x')).status).toBe(404);
  });
});

describe('the outbox page', () => {
  test('says of every message where it is, and filters by it', async () => {
    expect(await demo.page('/simulator/outbox')).toContain('đã đến máy');
    const skipped = await demo.page('/simulator/outbox?state=failed');
    expect(skipped).toContain('Không có tin nào.');
  });

  test('shows no whole number', async () => {
    expect(await demo.page('/simulator/outbox')).not.toMatch(/\+84\d{6}/);
  });
});

describe('safety', () => {
  test.each(PAGES)('%s has no script, no inline style and a policy that allows none', async (path) => {
    const response = await demo.get(path);
    const policy = response.headers.get('content-security-policy') ?? '';
    const nonce = /style-src 'nonce-([^']+)'/.exec(policy)?.[1] ?? '-';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self'");
    const html = await response.text();
    expect(html).toContain(`<style nonce="${nonce}">`);
    expect(html).not.toMatch(/<script|\son\w+=| style="|javascript:/i);
  });

  test.each([
    ['without an origin', {}],
    ['from another site', { origin: 'https://evil.example' }],
    ['from nowhere', { origin: 'null' }],
  ])('a form %s is refused and changes nothing', async (_, headers) => {
    const before = await inboxSize();
    const at = demo.now();
    const nonce = nonceIn(await demo.page('/simulator/phone/p10'));
    expect((await demo.post('/simulator/phone/p10', { nonce, text: 'TG' }, headers)).status).toBe(403);
    expect((await demo.post('/simulator/clock', { days: '1' }, headers)).status).toBe(403);
    expect(await inboxSize()).toBe(before);
    expect(demo.now()).toBe(at);
  });

  test('a body over 64 KB is refused', async () => {
    expect((await demo.post('/simulator/phone/p10', { text: 'x'.repeat(70_000) })).status).toBe(413);
  });

  test('the clock comes back only to a page of the simulator', async () => {
    const answer = await demo.post('/simulator/clock', { to: '2026-01-01', back: '//evil.example/' });
    expect(answer.headers.get('location')).toBe('/simulator?problem=past');
  });
});

describe('language', () => {
  test('changes by a link and stays', async () => {
    const chosen = await demo.get('/simulator/totals?period=2026-10&lang=en');
    expect(chosen.headers.get('location')).toBe('/simulator/totals?period=2026-10');
    const cookie = chosen.headers.get('set-cookie')?.split(';')[0] ?? '';
    const html = await (await demo.get('/simulator', { cookie })).text();
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('Choose whose phone to pick up');
  });
});

test('the first page of the demo is the simulator', async () => {
  const response = await demo.get('/');
  expect(response.headers.get('location')).toBe('/simulator');
});

test('the real service has no simulator', async () => {
  const home = await house();
  for (const path of ['/simulator', '/simulator/outbox', '/']) {
    expect((await home.app.request(ORIGIN + path)).status).toBe(404);
  }
});

async function inboxSize(): Promise<number> {
  return (await demo.deps.store.db.select({ id: inbox.id }).from(inbox)).length;
}

describe('a restart', () => {
  test('keeps the clock, the people and what happened, and fills nothing twice', async () => {
    const own = demoFolder();
    const first = await demoHouse(own);
    await first.says('p09', 'TG');
    await first.post('/simulator/clock', { days: '3' });
    const [people, at] = [(await first.deps.store.db.select().from(contacts)).length, first.now()];
    first.stop();
    const second = await demoHouse(own);
    expect(second.now()).toBe(at);
    expect(await second.screen('p09')).toHaveLength(2);
    expect((await second.deps.store.db.select().from(contacts)).length).toBe(people);
    second.stop();
    own.remove();
  }, 60_000);

  test('the clock goes forward only, day by day or to a date, thirty days at once', async () => {
    const own = demoFolder();
    const home = await demoHouse(own);
    const start = home.now();
    for (const to of ['2026-11-22', '2026-11-01', '2029-01-01']) {
      const answer = await home.post('/simulator/clock', { to, back: '/simulator/phone/p01' });
      expect(answer.headers.get('location')).toBe('/simulator/phone/p01?problem=past');
    }
    expect(home.now()).toBe(start);
    const moved = await home.post('/simulator/clock', { days: '30' });
    expect(home.now()).toBe(start + 30 * DAY_MS);
    expect(moved.headers.get('location')).toMatch(/^\/simulator\?moved=[1-9]\d+$/);
    await home.post('/simulator/clock', { to: '2026-12-25' });
    expect(home.now()).toBe(start + 33 * DAY_MS);
    home.stop();
    own.remove();
  }, 60_000);
});

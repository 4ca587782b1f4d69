/** How a broadcast comes to its end: stopped, failing, or too late. The numbers that its officer reads add up. */
import { describe, expect, test } from 'vitest';
import { broadcasts } from '../../db/schema.ts';
import { tick } from '../../src/tick.ts';
import { laiChau, MUONG_THAN, person } from '../broadcasts/lai-chau.ts';
import { type House, house, postSms } from './house.ts';

const OFFICER = '+84912345601';
const MINUTE = 60_000;
const DAY = 86_400_000;

/** `perSecond` is of the sender: ten minutes' worth leave at once. */
async function commune(parents: number, perSecond = 100): Promise<House> {
  const home = await house({ env: { TWILIO_SEGMENTS_PER_SECOND: String(perSecond) } });
  const writes = [
    ...laiChau(),
    ...person(home.deps, { number: OFFICER, consent: 'none', officerOf: [{ commune: MUONG_THAN }] }),
    ...Array.from({ length: parents }, (_, n) =>
      person(home.deps, {
        number: `+84988386${String(n).padStart(3, '0')}`,
        lives: MUONG_THAN,
        children: ['active'],
      }),
    ).flat(),
  ];
  const committed = await home.deps.store.commit(writes);
  if (!committed.ok) throw new Error(`the people could not be written: ${committed.collided}`);
  return home;
}

async function sends(home: House): Promise<void> {
  const officer = home.phone(OFFICER);
  const code = /GUI (\d{4}) /.exec((await officer.says('GUI PH: Mai tiêm')).join(' '))?.[1];
  await officer.says(`GUI ${code}`);
}

/** Where the sender has no room, its answer comes a little later. */
async function asks(home: House, text: string): Promise<string> {
  const officer = home.phone(OFFICER);
  const at = await officer.says(text);
  if (at.length > 0) return at.join(' ');
  await home.advance(MINUTE / 2);
  return (await officer.hears()).join(' ');
}

const statusOf = async (home: House) => (await home.deps.store.db.select().from(broadcasts))[0]?.status;

/** The operator tells of the first so many that they did not arrive. */
async function fails(home: House, times: number, code: number): Promise<void> {
  const sent = home.twilio.sent.filter((sms) => sms.to !== OFFICER).slice(0, times);
  for (const sms of sent) {
    const path = sms.statusCallback.replace('https://vongtay.test', '');
    const fields = { MessageSid: sms.sid, MessageStatus: 'undelivered', ErrorCode: String(code) };
    await postSms(home.app, fields, { path });
  }
}

describe('where all of it has left', () => {
  test.each([
    [
      30006,
      'Tin gui luc 09:00 ngay 02/11/2026: 4 trong 60 tin khong den duoc. Cac tin da gui het. Xem ly do: XEM GUI.',
    ],
    [
      30007,
      'Tin gui luc 09:00 ngay 02/11/2026: nha mang chan 2 trong 60 tin vi coi la tin rac. Cac tin da gui het. Xem lai: XEM GUI.',
    ],
  ] as const)('failures (%i) are told once, and nothing is paused', async (code, words) => {
    const home = await commune(60);
    await sends(home);
    await fails(home, 5, code);
    const officer = home.phone(OFFICER);
    expect(await officer.hears()).toEqual([words]);
    expect((await officer.says('XEM GUI'))[0]).toMatch(
      /: 60 nguoi, da gui 55, dang cho 0, loi 5, bo qua 0\. Ly do: (?:khong lien lac duoc|ly do khac) 5\.$/,
    );
    expect(await officer.says('GUI TIEP')).toEqual(['Khong co tin nao dang tam ngung.']);
    await home.advance(DAY);
    expect(await statusOf(home)).toBe('done');
  });
});

test('one that was paused while the last of it left is done, and promises nothing', async () => {
  const home = await commune(3);
  await sends(home);
  await home.deps.store.commit([{ sql: "UPDATE broadcasts SET status = 'paused'", args: [] }]);
  const officer = home.phone(OFFICER);
  expect(await officer.says('XEM GUI')).toEqual([
    'Tin cho phu huynh luc 09:00 ngay 02/11/2026: 3 nguoi, da gui 3, dang cho 0, loi 0, bo qua 0.',
  ]);
  await tick(home.deps, home.now());
  expect(await statusOf(home)).toBe('done');
});

test('after a stop who was never written down counts as stopped too, at once and later', async () => {
  const home = await commune(900, 0.1);
  await sends(home);
  const stopped = await asks(home, 'GUI NGUNG');
  const [left = 0, rest = 0] = (stopped.match(/\d+/g) ?? []).map(Number);
  expect(left + rest).toBe(900);
  const told = `Tin cho phu huynh luc 09:00 ngay 02/11/2026: 900 nguoi, da gui ${left}, dang cho 0, loi 0, bo qua ${rest}. Ly do: da ngung gui ${rest}. Tin nay da ngung gui.`;
  expect(await asks(home, 'XEM GUI')).toBe(told);
  await home.advance(30 * MINUTE);
  expect(await asks(home, 'XEM GUI')).toBe(told);
});

describe('paused until it is too late', () => {
  async function pausedForDays(days: number): Promise<{ home: House; waiting: number }> {
    const home = await commune(700, 0.1);
    await sends(home);
    const paused = await asks(home, 'GUI TAM NGUNG');
    const waiting = Number(/(\d+) tin dang cho/.exec(paused)?.[1]);
    home.at(new Date(home.now() + days * DAY).toISOString());
    return { home, waiting };
  }

  test('GUI TIEP says that nobody else gets it, and all of them are counted as too late', async () => {
    const { home, waiting } = await pausedForDays(4);
    expect(waiting).toBeGreaterThan(500);
    expect(await asks(home, 'GUI TIEP')).toBe(
      `Tin nay da qua han nen khong gui cho ${waiting} nguoi con lai. Soan GUI de gui tin moi.`,
    );
    await home.advance(MINUTE);
    expect(await asks(home, 'XEM GUI')).toMatch(
      new RegExp(`dang cho 0, loi 0, bo qua ${waiting}\\. Ly do: qua han ${waiting}\\.$`),
    );
  });

  test('it comes to its end by itself', async () => {
    const { home, waiting } = await pausedForDays(4);
    await tick(home.deps, home.now());
    await home.advance(2 * 60 * MINUTE);
    expect(await statusOf(home)).toBe('done');
    expect(await asks(home, 'GUI TIEP')).toBe('Khong co tin nao dang tam ngung.');
    expect(await asks(home, 'XEM GUI')).toContain(`bo qua ${waiting}. Ly do: qua han ${waiting}.`);
  });

  test('one that is still in time stays paused', async () => {
    const { home, waiting } = await pausedForDays(2);
    await tick(home.deps, home.now());
    expect(await statusOf(home)).toBe('paused');
    expect(await asks(home, 'GUI TIEP')).toMatch(new RegExp(`^Gui tiep cho ${waiting} nguoi con lai\\.`));
  });
});

/** Who goes first: lanes, turns between broadcasts and communes; and a broadcast that is paused, by hand or by itself. */
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { audit, broadcasts, outbox, recipients } from '../../db/schema.ts';
import type { SendPort } from '../../src/message.ts';
import { startBroadcast } from '../../src/store/broadcasts.ts';
import { createTurns } from '../../src/store/queue.ts';
import { laiChau, MUONG_KIM, MUONG_THAN, person, THAN_UYEN } from '../broadcasts/lai-chau.ts';
import { type House, house, postSms } from '../conversations/house.ts';
import { kept, someone, waiting } from './people.ts';

const OFFICER = '+84912345601';

/** Telephones that take so many a second, and say in which order they were reached. */
function narrow(home: House, perSecond: number): string[] {
  const order: string[] = [];
  const port: SendPort = {
    channel: 'twilio',
    form: 'plain',
    pace: { perSecond, burst: perSecond, perAddressMs: 0 },
    async send({ deliveryId, text }) {
      order.push(text);
      return { kind: 'accepted', providerId: `SM${deliveryId}` };
    },
  };
  (home.deps.senders as Map<string, SendPort>).set('twilio', port);
  return order;
}

/** Second by second: what waits for its pace is not due later, it only has no room yet. */
async function seconds(home: House, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await home.advance(1_000);
}

async function sending(
  home: House,
  id: string,
  communes: readonly (typeof MUONG_THAN)[],
  authorId = 'officer',
): Promise<void> {
  await kept(home.deps, [
    startBroadcast(
      {
        id,
        authorId,
        audience: 'parents',
        communes,
        textSealed: home.deps.secrets.seal(id),
        recipients: 0,
        urgent: false,
        expiresAt: home.now() + 86_400_000,
      },
      home.now(),
    ),
  ]);
}

async function people(home: House, count: number, commune: typeof MUONG_THAN): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const number = `+849${commune.code}${String(n).padStart(3, '0')}`;
    await kept(
      home.deps,
      someone(home.deps, { id: `p${commune.code}-${n}`, number, commune, hasChild: true }),
    );
  }
}

test('replies leave before urgent broadcasts, reminders, tips and broadcasts, whatever came first', async () => {
  const home = await house();
  const order = narrow(home, 1);
  const kinds = ['broadcast', 'tip', 'reminder', 'urgent', 'reply'] as const;
  for (const [n, kind] of kinds.entries()) {
    await kept(home.deps, someone(home.deps, { id: kind, number: `+8491234567${n}` }), [
      waiting(home.deps, { key: kind, contactId: kind, kind, at: home.now() }),
    ]);
  }
  await seconds(home, 10);
  expect(order).toEqual(['reply', 'urgent', 'reminder', 'tip', 'broadcast']);
});

describe('broadcasts of one lane', () => {
  test('take turns, and a large one does not keep a small one waiting', async () => {
    const home = await house();
    await kept(home.deps, laiChau(), someone(home.deps, { id: 'officer', number: OFFICER }));
    await people(home, 40, MUONG_THAN);
    await people(home, 4, THAN_UYEN);
    const order = narrow(home, 1);
    await sending(home, 'large', [MUONG_THAN]);
    await sending(home, 'small', [THAN_UYEN]);
    await seconds(home, 9);
    expect(order.filter((id) => id === 'small')).toHaveLength(4);
    expect(order.length).toBeGreaterThanOrEqual(8);
  });

  test('and so do the communes of one broadcast', async () => {
    const home = await house();
    await kept(home.deps, laiChau(), someone(home.deps, { id: 'officer', number: OFFICER }));
    await people(home, 30, MUONG_THAN);
    await people(home, 3, THAN_UYEN);
    await people(home, 3, MUONG_KIM);
    narrow(home, 1);
    await sending(home, 'whole', [MUONG_THAN, THAN_UYEN, MUONG_KIM]);
    await seconds(home, 9);
    const rows = await home.deps.store.db.select().from(outbox).where(eq(outbox.state, 'accepted'));
    const reached = (commune: typeof MUONG_THAN) =>
      rows.filter((row) => row.flow?.endsWith(commune.code)).length;
    expect(reached(THAN_UYEN)).toBe(3);
    expect(reached(MUONG_KIM)).toBe(3);
    expect(reached(MUONG_THAN)).toBeGreaterThanOrEqual(3);
  });

  test('places go round, broadcasts first and then communes, and on from who was served last', () => {
    const turns = createTurns();
    const flows = ['a/1', 'a/2', 'a/3', 'b/1', 'c/1'];
    expect([...turns.shares(flows, 6)]).toEqual([
      ['a/1', 1],
      ['b/1', 2],
      ['c/1', 2],
      ['a/2', 1],
    ]);
    const served: string[] = [];
    for (let n = 0; n < 8; n += 1) {
      const [flow = ''] = turns.shares(flows, 1).keys();
      served.push(flow);
      turns.took(flow);
    }
    expect(served).toEqual(['a/1', 'b/1', 'c/1', 'a/2', 'b/1', 'c/1', 'a/3', 'b/1']);
  });
});

describe('a broadcast on its way', () => {
  async function started(count: number, perSecond = 1): Promise<{ home: House; order: string[] }> {
    const home = await house();
    await kept(home.deps, [
      ...laiChau(),
      ...person(home.deps, { number: OFFICER, consent: 'none', officerOf: [{ commune: MUONG_THAN }] }),
    ]);
    await people(home, count, MUONG_THAN);
    const order = narrow(home, perSecond);
    return { home, order };
  }
  const arrived = (order: readonly string[]) =>
    order.filter((text) => text === 'Xa Muong Than: Mai tiem').length;

  async function confirmed(home: House, order: string[]): Promise<void> {
    await postSms(home.app, { From: OFFICER, Body: 'GUI PH: Mai tiêm', MessageSid: 'SMofficer0001' });
    await seconds(home, 3);
    const code = /GUI (\d{4}) /.exec(order.join('\n'))?.[1] ?? '';
    order.length = 0;
    await postSms(home.app, { From: OFFICER, Body: `GUI ${code}`, MessageSid: 'SMofficer0002' });
    await seconds(home, 5);
  }
  let sids = 0;
  async function said(home: House, order: string[], text: string): Promise<string[]> {
    sids += 1;
    const before = order.length;
    await postSms(home.app, {
      From: OFFICER,
      Body: text,
      MessageSid: `SMofficer1${String(sids).padStart(4, '0')}`,
    });
    await seconds(home, 2);
    return order.slice(before).filter((one) => one !== 'Xa Muong Than: Mai tiem');
  }

  test('is paused within what was handed over, resumed, and stopped', async () => {
    const { home, order } = await started(60);
    await confirmed(home, order);
    expect(arrived(order)).toBeGreaterThan(2);
    const [paused] = await said(home, order, 'GUI TAM NGUNG');
    expect(paused).toMatch(/^Da tam ngung: \d+ tin da di, \d+ tin dang cho\. Gui tiep: GUI TIEP\./);
    const before = arrived(order);
    await seconds(home, 10);
    expect(arrived(order)).toBe(before);
    expect((await said(home, order, 'XEM GUI'))[0]).toMatch(
      /Dang tam ngung\. Gui tiep: GUI TIEP\. Ngung han: GUI NGUNG\.$/,
    );
    expect(await said(home, order, 'GUI TAM NGUNG')).toEqual(['Khong co tin nao dang gui de tam ngung.']);

    expect((await said(home, order, 'GUI TIEP'))[0]).toMatch(/^Gui tiep cho \d+ nguoi con lai\./);
    await seconds(home, 10);
    expect(arrived(order)).toBeGreaterThan(before + 5);
    const left = arrived(order);
    expect((await said(home, order, 'GUI NGUNG'))[0]).toMatch(/^Da ngung gui: \d+ tin da di/);
    await seconds(home, 10);
    expect(arrived(order)).toBeLessThanOrEqual(left + 2);
    expect(await said(home, order, 'GUI TIEP')).toEqual(['Khong co tin nao dang tam ngung.']);
    const acts = await home.deps.store.db.select({ action: audit.action }).from(audit);
    expect(acts.map((row) => row.action)).toEqual(
      expect.arrayContaining(['broadcast-paused', 'broadcast-resumed', 'broadcast-stopped']),
    );
  });

  test('that is paused keeps nobody else waiting, and is not looked at while it waits', async () => {
    const { home, order } = await started(30);
    await confirmed(home, order);
    await said(home, order, 'GUI TAM NGUNG');
    const at = home.now();
    await kept(home.deps, [
      waiting(home.deps, { key: 'tip', contactId: `p${MUONG_THAN.code}-29`, kind: 'tip', at }),
    ]);
    await seconds(home, 2);
    expect(order).toContain('tip');
  });

  test.each([
    ['30007', 4, /nha mang chan [234] trong \d+ tin vi coi la tin rac/],
    ['30005', 9, /[3-9] trong \d+ tin khong den duoc/],
  ] as const)(
    'pauses itself where %s comes back %i times, tells its author once, and goes on when told',
    async (code, times, words) => {
      const { home, order } = await started(160, 10);
      await confirmed(home, order);
      await seconds(home, 5);
      const sent = await home.deps.store.db.select().from(outbox).where(eq(outbox.state, 'accepted'));
      const some = sent.filter((row) => row.kind === 'broadcast').slice(0, times);
      order.length = 0;
      for (const row of some) {
        const fields = { MessageSid: row.providerId ?? '', MessageStatus: 'undelivered', ErrorCode: code };
        await postSms(home.app, fields, { path: `/webhooks/twilio/status?d=${row.id}` });
      }
      await seconds(home, 5);
      const told = order.filter((text) => /tu tam ngung/.test(text));
      expect(told).toHaveLength(1);
      expect(told[0]).toMatch(words);
      const [row] = await home.deps.store.db.select().from(broadcasts);
      expect(row).toMatchObject({
        status: 'paused',
        pauseReason: code === '30007' ? 'filtered' : 'failures',
      });
      const before = arrived(order);
      await seconds(home, 5);
      expect(arrived(order)).toBe(before);

      expect((await said(home, order, 'GUI TIEP'))[0]).toMatch(/^Gui tiep/);
      const late = sent.filter((one) => one.kind === 'broadcast').at(-1);
      const fields = { MessageSid: late?.providerId ?? '', MessageStatus: 'undelivered', ErrorCode: code };
      await postSms(home.app, fields, { path: `/webhooks/twilio/status?d=${late?.id}` });
      await seconds(home, 20);
      expect(arrived(order)).toBeGreaterThan(before);
      expect(order.filter((text) => /tu tam ngung/.test(text))).toHaveLength(1);
    },
  );

  test('goes on to be written down after a restart in the middle of it, each person once', async () => {
    const { home } = await started(0);
    await people(home, 1_300, MUONG_THAN);
    narrow(home, 1);
    await sending(home, 'long', [MUONG_THAN], `person:${OFFICER}`);
    const { expandNext, queueNext } = await import('../../src/broadcasts/expand.ts');
    const { nextExpanding } = await import('../../src/store/broadcasts.ts');
    const { expandTo, queueRecipients } = await import('../../src/store/recipients.ts');
    const { store } = home.deps;
    expect(await expandNext(home.deps, home.now(), 0)).toBe(400);
    const stale = await nextExpanding(store);
    expect(await expandNext(home.deps, home.now(), 0)).toBe(400);
    // The same step again, as by another process: it finds that it is done.
    if (stale !== undefined) await store.commit(expandTo(stale, [1, 2, 3], null));
    while ((await expandNext(home.deps, home.now())) > 0);
    const listed = await store.db.select({ contactId: recipients.contactId }).from(recipients);
    expect(new Set(listed.map((row) => row.contactId)).size).toBe(1_300);
    expect(listed).toHaveLength(1_300);

    // The queue holds some of them; each is on the list or has a message, and nobody both.
    while ((await queueNext(home.deps, home.now())) > 0);
    const long = { id: 'long', kind: 'phone', urgent: false, status: 'sending' } as const;
    await store.commit([...queueRecipients(long, 50, home.now()), ...queueRecipients(long, 50, home.now())]);
    const queued = await store.db.select({ contactId: outbox.contactId }).from(outbox);
    expect(queued).toHaveLength(700);
    const left = await store.db.select({ contactId: recipients.contactId }).from(recipients);
    expect(new Set([...queued, ...left].map((row) => row.contactId)).size).toBe(1_300);
    expect(left).toHaveLength(600);
  });

  test('to more people than the queue holds tells of all of them, and lets go of the rest when it is stopped', async () => {
    const { home, order } = await started(1_000, 20);
    await confirmed(home, order);
    const counts = async () => (await said(home, order, 'XEM GUI'))[0];
    expect(await counts()).toMatch(
      /: 1000 nguoi, da gui 1\d\d, dang cho 8\d\d, loi 0, bo qua 0\. Tam ngung: /,
    );
    const [paused = ''] = await said(home, order, 'GUI TAM NGUNG');
    const [left = 0, waiting = 0] = (paused.match(/\d+/g) ?? []).map(Number);
    expect(left + waiting).toBe(1_000);
    await seconds(home, 10);
    expect(await home.deps.store.db.select().from(recipients)).not.toEqual([]);

    await said(home, order, 'GUI NGUNG');
    await seconds(home, 10);
    expect(await home.deps.store.db.select().from(recipients)).toEqual([]);
    expect(arrived(order)).toBe(left);
    const total = `: 1000 nguoi, da gui ${left}, dang cho 0, loi 0, bo qua ${1_000 - left}.`;
    expect(await counts()).toContain(total);
  });
});

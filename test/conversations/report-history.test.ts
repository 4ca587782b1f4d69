/** Corrections, withdrawals and late arrivals: the newest message by send time wins, and nothing is forgotten. */
import { expect, test } from 'vitest';
import { audit, reports, reportVersions } from '../../db/schema.ts';
import { addContact } from '../../src/store/contacts.ts';
import { giveRole } from '../../src/store/roles.ts';
import { type House, house, postSms } from './house.ts';
import { withPlaces, withRole } from './places.ts';
import { talk } from './talk.ts';

const MAY = '+84912000001';

async function reporter() {
  const home = await house();
  await withPlaces(home);
  await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
  return { home, may: home.phone(MAY) };
}

async function storedIn(home: House): Promise<Record<string, unknown>> {
  const rows = await home.deps.store.db.select().from(reports);
  return Object.fromEntries(rows.map((row) => [row.period, row.values]));
}

test('a month is withdrawn after a yes, and can be reported anew', async () => {
  const { home, may } = await reporter();
  await may.says('BC T10 KT5 KD3');
  expect(await talk(may, 'HUY T10', '2', 'HUY thang 10', 'OK', 'XEM T10', 'HUY T10')).toMatchInlineSnapshot(`
    "> HUY T10
    < Huy bao cao T10/2026 cua Ban Na Phat (KT5 KD3)? Soan 1: huy. Soan 2: giu lai.
    > 2
    < Vang, giu nguyen bao cao T10/2026 cua Ban Na Phat.
    > HUY thang 10
    < Huy bao cao T10/2026 cua Ban Na Phat (KT5 KD3)? Soan 1: huy. Soan 2: giu lai.
    > OK
    < Da huy bao cao T10/2026 cua Ban Na Phat. Gui lai luc nao cung duoc bang BC.
    > XEM T10
    < Ban Na Phat chua co bao cao T10/2026.
    > HUY T10
    < Ban Na Phat chua co bao cao T10/2026."
  `);
  expect(await storedIn(home)).toEqual({ '2026-10': {} });
  await home.advance(60_000);
  await may.says('BC T10 TE9');
  expect(await storedIn(home)).toEqual({ '2026-10': { TE: 9 } });
  const versions = await home.deps.store.db.select().from(reportVersions);
  expect(versions.map(({ act, values }) => [act, values])).toEqual([
    ['report', { KT: 5, KD: 3 }],
    ['withdraw', {}],
    ['report', { TE: 9 }],
  ]);
  expect((await home.deps.store.db.select().from(audit)).map(({ action }) => action)).toContain(
    'report-withdrawn',
  );
});

test('HUY alone is leaving, and HUY with a month from somebody else is no withdrawal', async () => {
  const { home } = await reporter();
  const other = home.phone('+84987000000');
  expect((await other.says('HUY T10'))[0]).not.toMatch(/Huy bao cao/);
});

test('DUNG is never the yes to a withdrawal', async () => {
  const { home, may } = await reporter();
  await may.says('BC T10 KT5');
  await talk(may, 'HUY T10', 'dung');
  expect(await storedIn(home)).toEqual({ '2026-10': { KT: 5 } });
});

test('a text in Telegram that is changed is a new version, ordered by when it was changed', async () => {
  const { home } = await reporter();
  await withRoleInTelegram(home);
  const chat = home.chat(77);
  await chat.says('BC T10 KT5 KD3');
  await home.advance(60_000);
  expect((await chat.edits('BC T10 KT6 KD3'))[0]).toMatch(/KT6/);
  expect(await storedIn(home)).toEqual({ '2026-10': { KT: 6, KD: 3 } });
});

test('a message that was sent earlier and comes late never wins over a newer one', async () => {
  const { home } = await reporter();
  await withRoleInTelegram(home);
  const chat = home.chat(77);
  await home.advance(600_000);
  await chat.says('BC T10 KT6');
  const anHourAgo = Math.floor(home.now() / 1000) - 3600;
  expect(await chat.sends({ text: 'BC T10 KT5 TE9', date: anHourAgo })).toMatchInlineSnapshot(`
    [
      "Đã nhận BC T10/2026 Bản Nà Phát: TE9 KT6.
    Đã có báo cáo mới hơn cho T10/2026, các số mới được giữ nguyên.
    Còn thiếu: TS TD CM CK KD CP CH DB DG.",
    ]
  `);
  expect(await storedIn(home)).toEqual({ '2026-10': { KT: 6, TE: 9 } });
  const withdrawn = await chat.sends({ text: 'HUY T10', date: anHourAgo - 60 });
  expect(withdrawn[0]).toMatch(/Hủy báo cáo T10/);
});

test('two messages at the same time are both kept, in versions of their own', async () => {
  const { home, may } = await reporter();
  const answers = await Promise.all(
    ['BC T10 KT5', 'BC T10 KD3', 'BC T10 TE9'].map((Body, n) =>
      postSms(home.app, { From: MAY, Body, MessageSid: `SMatthesametime${n}` }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  await may.hears();
  expect(await storedIn(home)).toEqual({ '2026-10': { KT: 5, KD: 3, TE: 9 } });
  const versions = await home.deps.store.db.select().from(reportVersions);
  expect(versions.map(({ version }) => version).sort()).toEqual([1, 2, 3]);
});

async function withRoleInTelegram(home: House): Promise<void> {
  const { deps } = home;
  await deps.store.commit([
    addContact({
      id: 'chat',
      kind: 'telegram',
      addressMac: deps.secrets.mac('telegram:77'),
      addressSealed: deps.secrets.seal('77'),
      consent: 'in',
      createdAt: home.now(),
    }),
    giveRole({
      id: 'chat',
      contactId: 'chat',
      role: 'collaborator',
      place: { villageId: 'v-na-phat' },
      status: 'active',
      madeBy: 'test',
      at: home.now(),
    }),
  ]);
}

import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { SERIES } from '../../content/series/index.ts';
import { audit, consents, contacts, outbox } from '../../db/schema.ts';
import type { SentItem } from '../../src/guidance/child-series.ts';
import { tableSeries } from '../../src/guidance/tables/shipped.ts';
import { queueMessage } from '../../src/store/outbox.ts';
import { unaccented } from '../../src/vietnamese.ts';
import { between } from './ages.ts';
import { byAge, family, withoutQuestion } from './family.ts';
import { type House, house } from './house.ts';
import { withPlaces } from './places.ts';

const MOTHER = '+84912345678';
const LEFT =
  'Da ghi nhan luc 9:00 ngay 02/11/2026: Vong Tay khong tu gui tin cho anh chi nua. Muon nhan lai, soan TIEP. Anh chi van co the gui cau hoi bat cu luc nao.';

async function joined(): Promise<{ home: House; mother: ReturnType<House['phone']> }> {
  const home = await house();
  await withPlaces(home);
  const mother = home.phone(MOTHER);
  await mother.says('DK 15/3/2026 xa Muong Than');
  await home.advance(1000);
  await mother.hears();
  return { home, mother };
}

/** The ids of the tips for the age among the texts, in order. */
function tips(texts: readonly string[]): string[] {
  const items = [...Object.values(SERIES), ...tableSeries()].flatMap(
    (series): readonly SentItem[] => series.items,
  );
  return byAge(
    withoutQuestion(texts).map(
      (text) => items.find((item) => unaccented(item.vi) === text)?.id ?? `not a tip: ${text}`,
    ),
  );
}

async function consentOf(home: House): Promise<string | undefined> {
  return (await home.deps.store.db.select().from(contacts))[0]?.consent;
}

describe('leaving', () => {
  test.each(['TC', 'tu choi', 'Từ chối ạ', 'HUY', 'stop', 'ngung', 'DUNG', 'dừng', 'dung gui nua'])(
    '%s works at once and is confirmed once',
    async (word) => {
      const home = await house();
      await withPlaces(home);
      const mother = home.phone(MOTHER);
      await mother.says('DK 15/3/2026 xa Muong Than');
      expect(await mother.says(word)).toEqual([LEFT]);
      expect(await consentOf(home)).toBe('out');
    },
  );

  test.each(['tu choi bu', 'ngung tho', 'dung cho be an gi', 'tc cho be khi nao'])(
    '"%s" silences nobody',
    async (text) => {
      const { home, mother } = await joined();
      await mother.says(text);
      expect(await consentOf(home)).toBe('in');
    },
  );

  test('what waited to be sent is not sent, and no tip comes in the weeks after', async () => {
    const { home, mother } = await joined();
    const contactId = (await home.deps.store.db.select().from(contacts))[0]?.id ?? '';
    const text = home.deps.secrets.seal(JSON.stringify({ text: 'Hop thon ngay mai' }));
    await home.deps.store.commit([
      queueMessage({
        key: 'broadcast:b1:x',
        contactId,
        kind: 'reminder',
        bodySealed: text,
        dueAt: home.now() + 3_600_000,
        createdAt: home.now(),
      }),
    ]);
    await mother.says('TC');
    const [row] = await home.deps.store.db.select().from(outbox).where(eq(outbox.key, 'broadcast:b1:x'));
    expect(row).toMatchObject({ state: 'skipped', reason: 'opted-out' });
    await home.run(30);
    expect(await mother.hears()).toEqual([]);
  });

  test('what they write themselves is still answered', async () => {
    const { mother } = await joined();
    await mother.says('TC');
    expect(await mother.says('be bi co giat')).toEqual([expect.stringMatching(/115/)]);
    expect(await mother.says('TG')).toEqual([expect.stringMatching(/^Vong Tay gui huong dan/)]);
  });

  test('a second time is answered shortly', async () => {
    const { home, mother } = await joined();
    await mother.says('TC');
    expect(await mother.says('TC')).toEqual(['Anh chi da ngung nhan tin roi. Muon nhan lai, soan TIEP.']);
    const rows = await home.deps.store.db.select().from(consents).orderBy(consents.id);
    expect(rows.map((row) => row.act)).toEqual(['in', 'out']);
  });

  test('someone who never joined is not written to either', async () => {
    const home = await house();
    expect(await home.phone(MOTHER).says('TC')).toEqual([LEFT]);
    expect(await consentOf(home)).toBe('out');
  });

  test('coming and going is kept as proof', async () => {
    const { home, mother } = await joined();
    await mother.says('TC');
    await mother.says('TIEP');
    const { db } = home.deps.store;
    expect(await db.select().from(consents).orderBy(consents.id)).toMatchObject([
      { act: 'in', textVersion: 'join-2026-11', channel: 'twilio' },
      { act: 'out', textVersion: 'leave-2026-11', channel: 'twilio' },
      { act: 'in', textVersion: 'return-2026-11', channel: 'twilio' },
    ]);
    expect((await db.select().from(audit)).map((row) => row.action)).toEqual([
      'opted-in',
      'opted-out',
      'opted-in',
    ]);
  });
});

describe('THOI is asked, since it also means no and bye', () => {
  const QUESTION = 'Anh chi muon ngung nhan tin cua Vong Tay? Soan 1: ngung nhan. Soan 2: van nhan tin.';

  test('1 leaves', async () => {
    const { home, mother } = await joined();
    expect(await mother.says('thoi')).toEqual([QUESTION]);
    expect(await mother.says('1')).toEqual([expect.stringMatching(/^Da ghi nhan luc 9:00/)]);
    expect(await consentOf(home)).toBe('out');
  });

  test.each(['toi khong muon nhan tin nua', 'Thôi đừng nhắn nữa', 'huy dk'])(
    'a sentence that says as much is asked as well: %s',
    async (text) => {
      const { home, mother } = await joined();
      expect(await mother.says(text)).toEqual([QUESTION]);
      await mother.says('1');
      expect(await consentOf(home)).toBe('out');
    },
  );

  test('2 stays, and so does silence', async () => {
    const { home, mother } = await joined();
    await mother.says('thoi a');
    expect(await mother.says('2')).toEqual([
      'Da vang, chao anh chi. Khi can, anh chi cu gui tin cho Vong Tay nhe.',
    ]);
    expect(await consentOf(home)).toBe('in');
  });

  test('OK could mean either, so it is asked again', async () => {
    const { home, mother } = await joined();
    await mother.says('thoi');
    expect(await mother.says('ok')).toEqual([QUESTION]);
    expect(await consentOf(home)).toBe('in');
  });

  test('from someone who gets nothing it is goodbye', async () => {
    const home = await house();
    expect(await home.phone(MOTHER).says('thoi')).toEqual([
      'Da vang, chao anh chi. Khi can, anh chi cu gui tin cho Vong Tay nhe.',
    ]);
  });
});

describe('coming back', () => {
  test('TIEP says what will come, and tips come again', async () => {
    const { home, mother } = await joined();
    await mother.says('TC');
    expect(await mother.says('TIEP')).toEqual([
      'Anh chi da nhan tin tro lai. Vong Tay gui huong dan cho be sinh ngay 15/03/2026. Tin huong dan mien phi. Ngung nhan: soan TC.',
    ]);
    await home.run(45);
    expect((await mother.hears()).length).toBeGreaterThan(0);
  });

  test('without a child the date is asked', async () => {
    const home = await house();
    await withPlaces(home);
    const mother = home.phone(MOTHER);
    await mother.says('TC');
    expect(await mother.says('tiep a')).toEqual([
      expect.stringMatching(/^Anh chi da nhan tin tro lai\. Be sinh ngay nao\?/),
    ]);
    expect(await mother.says('15/3/2026')).toEqual([
      expect.stringMatching(/^Da dang ky: be sinh ngay 15\/03\/2026/),
    ]);
  });

  test('joining anew after leaving is coming back too', async () => {
    const { home, mother } = await joined();
    await mother.says('TC');
    expect(await mother.says('DK 15/3/2026')).toEqual([
      expect.stringMatching(/^Vong Tay da co: be sinh ngay 15\/03\/2026/),
    ]);
    expect(await consentOf(home)).toBe('in');
  });

  test('who never left hears that', async () => {
    const { mother } = await joined();
    expect(await mother.says('TIEP')).toEqual([
      expect.stringMatching(/^Anh chi van dang nhan tin cua Vong Tay\./),
    ]);
  });
});

describe('the tip of the age, once someone is back', () => {
  const MINUTE_MS = 60_000;
  const THURSDAY = '2026-11-05T15:00:00+07:00';

  test('comes at once after three months, none of those between, and none twice', async () => {
    const home = await house({ at: THURSDAY });
    await withPlaces(home);
    const mother = home.phone(MOTHER);
    await mother.says('DK 2/9/2026 xa Muong Than');
    // The vaccination at two months is told first.
    await home.run(1);
    expect(tips(await mother.hears())).toEqual(['fy-m02']);
    await mother.says('TC');
    await home.run(91);
    expect(await mother.hears()).toEqual([]);

    expect(await mother.says('TIEP')).toEqual([expect.stringMatching(/^Anh chi da nhan tin tro lai\./)]);
    await home.run(1);
    expect(tips(await mother.hears())).toEqual(['fy-m05']);
    expect(await mother.says('TIEP')).toEqual([
      expect.stringMatching(/^Anh chi van dang nhan tin cua Vong Tay\./),
    ]);
    await home.run(60);
    expect(tips(await mother.hears())).toEqual(between('2026-09-02', '2027-02-06', '2027-04-07'));
  });

  test('is not sent again where it was sent before leaving', async () => {
    const home = await house({ at: THURSDAY });
    await withPlaces(home);
    const mother = home.phone(MOTHER);
    await mother.says('DK 2/9/2026 xa Muong Than');
    await home.run(1);
    expect(tips(await mother.hears())).toEqual(['fy-m02']);
    await mother.says('TC');
    await home.advance(MINUTE_MS);
    await mother.says('TIEP');
    await home.run(2);
    expect(tips(await mother.hears())).toEqual(between('2026-09-02', '2026-11-05', '2026-11-08'));
  });

  test('comes where it still waited for the morning when they left', async () => {
    const home = await house({ at: '2026-11-05T22:00:00+07:00' });
    await withPlaces(home);
    const mother = home.phone(MOTHER);
    await mother.says('DK 4/9/2026 xa Muong Than');
    await home.advance(MINUTE_MS);
    await mother.says('TC');
    await home.run(1);
    expect(await mother.hears()).toEqual([]);
    home.at('2026-11-07T09:00:00+07:00');
    await mother.says('TIEP');
    await home.run(1);
    expect(tips(await mother.hears())).toEqual(['fy-m02']);
  });

  test('comes by joining anew as well, for every child there is', async () => {
    const home = await house({ at: THURSDAY });
    await withPlaces(home);
    const mother = await family(home, MOTHER, [{ born: '2026-09-02' }, { due: '2027-06-01' }], {
      consent: 'out',
    });
    await home.run(92);
    expect(await mother.hears()).toEqual([]);
    await mother.says('DK 2/9/2026');
    await home.run(2);
    expect(tips(await mother.hears())).toEqual(['pr-w23', 'fy-m05']);
  });

  test('never comes for a child that is lost, whether that was answered or not', async () => {
    for (const answers of [[], ['1']]) {
      const home = await house();
      await withPlaces(home);
      const mother = home.phone(MOTHER);
      await mother.says('DK THAI 20/12/2026');
      await mother.says('0');
      await mother.says('MAT');
      for (const answer of answers) await mother.says(answer);
      await mother.says('TC');
      await home.run(10);
      await mother.says('TIEP');
      await home.run(60);
      expect(await mother.hears()).toEqual([]);
    }
  });
});

describe('the language', () => {
  test('changes from the same answer on', async () => {
    const { mother } = await joined();
    expect(await mother.says('NN')).toEqual(['Chon ngon ngu: soan NN VI (tieng Viet) hoac NN EN (English).']);
    expect(await mother.says('nn en')).toEqual(['Vong Tay will write in English. Tieng Viet: NN VI.']);
    expect(await mother.says('TC')).toEqual([expect.stringMatching(/^Noted at 9:00 on 02\/11\/2026/)]);
    expect(await mother.says('NN VI a')).toEqual(['Vong Tay se nhan bang tieng Viet. For English: NN EN.']);
  });
});

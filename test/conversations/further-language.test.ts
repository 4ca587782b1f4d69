/** Guidance in a language beyond Vietnamese and English: chosen by a family, sent where a reviewed text exists. */
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { ANSWERS } from '../../content/answers.ts';
import { SERIES } from '../../content/series/index.ts';
import { contacts, outbox } from '../../db/schema.ts';
import { textHash } from '../../src/guidance/review.ts';
import { tableItem } from '../../src/guidance/tables/shipped.ts';
import { addReview, dropEdition, publish, putEdition } from '../../src/store/reviews.ts';
import { unaccented } from '../../src/vietnamese.ts';
import { audioFolder } from '../doubles/audio-folder.ts';
import { languageFolder } from '../doubles/language-folder.ts';
import { agreesToMove, erases } from './confirming.ts';
import { family } from './family.ts';
import { type House, house } from './house.ts';

const THURSDAY = '2026-11-05T15:00:00+07:00';
const MOTHER = '+84912345678';
const QUESTION = 'may thang thi cho con an dam';
const tip = SERIES['first-years'].items.find(({ id }) => id === 'fy-m02');
const answer = ANSWERS.find(({ id }) => id === 'an-feeding-start');
const reminder = tableItem('vx-2m');
if (tip === undefined || answer === undefined || reminder === undefined)
  throw new Error('the content has changed');
const TEXTS = { 'fy-m02': 'Xơ xa một', 'an-feeding-start': 'Xo xa hai', 'vx-2m': 'Xo xa ba' };
const EDITED = {
  vi: 'Bé tròn 2 tháng, mẹ đưa bé đến trạm y tế để cân và tiêm chủng nhé.',
  en: 'Two months old: take the baby to the health station.',
};

const ASK = 'Chon ngon ngu: soan NN VI (tieng Viet) hoac NN EN (English).';
const OFFER = `${ASK} Rieng tin huong dan con co: NN XOX (Tieng Thu).`;
const CHOSEN =
  'Ngon ngu cua tin huong dan: Tieng Thu. Bai chua co ban dich va cac tin khac van bang tieng Viet. Doi lai: soan NN VI.';

/** A service whose folder of content has one more language. */
async function home(env: Record<string, string> = {}, texts: Readonly<Record<string, string>> = TEXTS) {
  const content = languageFolder();
  content.write(texts);
  return house({ at: THURSDAY, env, content: content.path });
}

const PRODUCTION = { NODE_ENV: 'production' };

async function publishText(at: House, item: string, text: { readonly vi: string; readonly en: string }) {
  const read = { item, hash: await textHash(text) };
  await at.deps.store.commit([
    addReview({ ...read, reviewedBy: 'Hoa', reviewedAt: at.now() }),
    publish(read, 'Hoa', at.now()),
  ]);
}

/** What a new family of a two-month-old hears of that tip on its first day. */
async function tipFor(at: House, number: string, says: readonly string[] = ['NN XOX']): Promise<string[]> {
  const phone = await family(at, number, [{ born: '2026-09-02' }]);
  for (const text of says) await phone.says(text);
  await at.advance(60_000);
  return phone.hears();
}

async function contactOf(at: House, number = MOTHER) {
  const rows = await at.deps.store.db
    .select()
    .from(contacts)
    .where(eq(contacts.addressMac, at.deps.secrets.mac(`phone:${number}`)));
  return rows[0];
}

describe('NN', () => {
  test('offers Vietnamese and English alone where there is no further folder', async () => {
    const phone = (await house()).phone(MOTHER);
    expect(await phone.says('NN')).toEqual([ASK]);
    expect(await phone.says('NN XOX')).toEqual([ASK]);
    expect(await phone.says('NN EN')).toEqual(['Vong Tay will write in English. Tieng Viet: NN VI.']);
  });

  test('offers a further language beside them, and takes its code or its name', async () => {
    const at = await home();
    const phone = at.phone(MOTHER);
    expect(await phone.says('NN')).toEqual([OFFER]);
    for (const text of ['NN XOX', 'nn xox nhé', 'NN Tiếng Thử', 'nn thu', 'NN testish']) {
      await phone.says('NN VI');
      expect(await phone.says(text)).toEqual([CHOSEN]);
      expect(await contactOf(at)).toMatchObject({ language: 'vi', tipLanguage: 'xox' });
    }
  });

  test('has it on a button in a chat, from the first message on', async () => {
    const at = await home();
    const chat = at.chat(77);
    await chat.says('NN');
    expect(await chat.presses('Tiếng Thử')).toEqual([
      'Ngôn ngữ của tin hướng dẫn: Tiếng Thử. Bài chưa có bản dịch và các tin khác vẫn bằng tiếng Việt. Đổi lại: soạn NN VI.',
    ]);
    const newcomer = at.phone('+84987654321');
    await newcomer.says('NN XOX');
    expect(await contactOf(at, '+84987654321')).toMatchObject({ tipLanguage: 'xox' });
  });

  test('answers a language that there is none of with what there is', async () => {
    const at = await home();
    const phone = at.phone(MOTHER);
    expect(await phone.says('NN TAI')).toEqual([`Vong Tay chua co ngon ngu nay. ${OFFER}`]);
    await phone.says('NN EN');
    expect(await phone.says('NN TAI')).toEqual([
      'Vong Tay does not have this language yet. Choose a language: send NN VI (tieng Viet) or NN EN (English). For the guidance alone there is also: NN XOX (Testish).',
    ]);
    expect(await phone.says('NN XOX')).toEqual([
      'Language of the guidance: Testish. What has no translation, and all other messages, stay in English. To change back: send NN EN.',
    ]);
  });

  test('is no command before a sentence, and VI or EN takes the further language back', async () => {
    const at = await home();
    const phone = at.phone(MOTHER);
    await phone.says('NN XOX');
    await phone.says('nn vi sao con quay khoc dem');
    expect(await contactOf(at)).toMatchObject({ tipLanguage: 'xox' });
    await phone.says('NN EN');
    expect(await contactOf(at)).toMatchObject({ language: 'en', tipLanguage: null });
  });
});

describe('in production a tip', () => {
  test('comes in the language once its translation is published, and as Vietnamese before', async () => {
    const at = await home(PRODUCTION);
    expect(await tipFor(at, '+84912345001')).toEqual([]);
    await publishText(at, tip.id, tip);
    expect(await tipFor(at, '+84912345002')).toEqual([unaccented(tip.vi)]);
    await publishText(at, 'xox/fy-m02', { vi: tip.vi, en: TEXTS['fy-m02'] });
    // With its letters as they were written, whatever happens to those of Vietnamese.
    expect(await tipFor(at, '+84912345003')).toEqual(['Xơ xa một']);
    expect(await tipFor(at, '+84912345004', ['NN EN'])).toEqual([tip.en]);
    expect(await tipFor(at, '+84912345005', ['NN XOX', 'NN VI'])).toEqual([unaccented(tip.vi)]);
    expect(await tipFor(at, '+84912345006', ['NN EN', 'NN XOX'])).toEqual(['Xơ xa một']);
  });

  test('is Vietnamese again from an edit of the Vietnamese on, until the two are reviewed together', async () => {
    const at = await home(PRODUCTION);
    await publishText(at, tip.id, tip);
    await publishText(at, 'xox/fy-m02', { vi: tip.vi, en: TEXTS['fy-m02'] });
    await at.deps.store.commit([putEdition({ item: tip.id, ...EDITED, madeBy: 'Lan', madeAt: at.now() })]);
    expect(await tipFor(at, '+84912345001')).toEqual([]);
    await publishText(at, tip.id, EDITED);
    expect(await tipFor(at, '+84912345002')).toEqual([unaccented(EDITED.vi)]);
    await publishText(at, 'xox/fy-m02', { vi: EDITED.vi, en: TEXTS['fy-m02'] });
    expect(await tipFor(at, '+84912345003')).toEqual(['Xơ xa một']);
    await at.deps.store.commit([dropEdition(tip.id)]);
    expect(await tipFor(at, '+84912345004')).toEqual(['Xơ xa một']);
  });

  test('is Vietnamese where another translation was reviewed, or the same of another item', async () => {
    const at = await home(PRODUCTION);
    await publishText(at, tip.id, tip);
    await publishText(at, 'xox/fy-m02', { vi: tip.vi, en: 'Xo xa xưa' });
    await publishText(at, 'xox/fy-m03', { vi: tip.vi, en: TEXTS['fy-m02'] });
    await publishText(at, 'tai/fy-m02', { vi: tip.vi, en: TEXTS['fy-m02'] });
    expect(await tipFor(at, MOTHER)).toEqual([unaccented(tip.vi)]);
  });

  test('does not leave where the Vietnamese text may not, however well its translation was reviewed', async () => {
    const at = await home(PRODUCTION);
    await publishText(at, 'xox/fy-m02', { vi: tip.vi, en: TEXTS['fy-m02'] });
    expect(await tipFor(at, MOTHER)).toEqual([]);
  });

  test('is Vietnamese once the folder is gone; the choice waits for it', async () => {
    const at = await home(PRODUCTION);
    const mother = await family(at, MOTHER, [{ born: '2026-09-02' }]);
    await mother.says('NN XOX');
    await publishText(at, tip.id, tip);
    await publishText(at, 'xox/fy-m02', { vi: tip.vi, en: TEXTS['fy-m02'] });
    Object.assign(at.deps, { further: undefined });
    await at.advance(60_000);
    expect(await mother.hears()).toEqual([unaccented(tip.vi)]);
    expect((await mother.says('XEM')).join('\n')).toMatch(/\nTin huong dan: xox\.\n/);
    expect(await mother.says('NN VI')).toHaveLength(1);
    expect(await contactOf(at)).toMatchObject({ tipLanguage: null });
  });
});

describe('where the province allows unreviewed texts', () => {
  const ALLOWED = { ...PRODUCTION, ALLOW_UNREVIEWED: 'true' };

  test('an unreviewed translation leaves too, but never one of a Vietnamese text that was edited', async () => {
    const at = await home(ALLOWED);
    expect((await tipFor(at, '+84912345001'))[0]).toBe('Xơ xa một');
    await at.deps.store.commit([putEdition({ item: tip.id, ...EDITED, madeBy: 'Lan', madeAt: at.now() })]);
    expect((await tipFor(at, '+84912345002'))[0]).toBe(unaccented(EDITED.vi));
    await publishText(at, 'xox/fy-m02', { vi: EDITED.vi, en: TEXTS['fy-m02'] });
    expect((await tipFor(at, '+84912345003'))[0]).toBe('Xơ xa một');
  });

  test('a translation that the check finds fault with does not leave', async () => {
    const at = await home(ALLOWED, { 'fy-m02': 'Xo xa 250 mg' });
    expect((await tipFor(at, MOTHER))[0]).toBe(unaccented(tip.vi));
  });

  test('so do reminders of the tables; no voice and no question of another language stands behind a text', async () => {
    const folder = audioFolder('vx-2m.vi.ogg', 'fy-m02.vi.ogg');
    const content = languageFolder();
    content.write(TEXTS);
    const at = await house({
      at: '2026-10-20T08:00:00+07:00',
      env: { AUDIO_DIR: folder.path },
      content: content.path,
    });
    const mother = at.chat(77);
    await mother.says('NN XOX');
    await mother.says('DK 2/9/2026');
    await at.run(18);
    const heard = await mother.hears();
    expect(heard).toContain('Xo xa ba');
    expect(heard).toContain('Xơ xa một');
    expect(heard).not.toContain(reminder.vi);
    expect(at.telegram.voices).toEqual([]);
  });
});

describe('an answer', () => {
  test('to a question in own words comes in the language, with what leads to it in Vietnamese', async () => {
    const at = await home(PRODUCTION);
    await publishText(at, answer.id, answer);
    const mother = await family(at, MOTHER, [{ born: '2026-03-15' }]);
    await mother.says('NN XOX');
    expect(await mother.says(QUESTION)).toEqual([unaccented(answer.vi)]);
    await publishText(at, 'xox/an-feeding-start', { vi: answer.vi, en: 'Xo xa hai' });
    expect(await mother.says(QUESTION)).toEqual(['Xo xa hai']);
    await at.deps.store.commit([putEdition({ item: answer.id, ...EDITED, madeBy: 'Lan', madeAt: at.now() })]);
    await publishText(at, answer.id, EDITED);
    expect(await mother.says(QUESTION)).toEqual([unaccented(EDITED.vi)]);
  });

  test('found by number does so too', async () => {
    const at = await home();
    const mother = await family(at, MOTHER, [{ born: '2026-03-15' }]);
    await mother.says('NN XOX');
    await mother.says('HOI');
    // What is chosen by, `Khi nao cho an dam?`, is ours and stays Vietnamese.
    expect((await mother.says('2'))[0]).toMatch(/\n1\. Khi nao cho an dam\?\n/);
    expect(await mother.says('1')).toEqual(['Xo xa hai']);
  });
});

describe('the data rights', () => {
  test('XEM tells the language, XOA leaves none of it', async () => {
    const at = await home();
    const mother = at.phone(MOTHER);
    await mother.says('DK 15/3/2026 xa Muong Than');
    await mother.says('NN XOX');
    expect((await mother.says('XEM')).join('\n')).toMatch(
      /^Vong Tay dang luu: .*tieng Viet, tin khong dau\.\nTin huong dan: Tieng Thu\.\n/,
    );
    await erases(mother);
    expect(await contactOf(at)).toMatchObject({ tipLanguage: null });
  });

  test('a family that moves to another number takes it along', async () => {
    const at = await home();
    const before = await family(at, MOTHER, [{ born: '2026-09-02' }]);
    await before.says('NN XOX');
    const after = at.phone('+84987654321');
    await after.says('SO CU 0912345678');
    await agreesToMove(before);
    expect(await contactOf(at, '+84987654321')).toMatchObject({ tipLanguage: 'xox' });
  });
});

test('a text that an SMS carries as it was written is tried again as it was', async () => {
  const at = await home();
  await tipFor(at, MOTHER);
  const [row] = await at.deps.store.db.select().from(outbox).where(eq(outbox.item, tip.id));
  expect(JSON.parse(at.deps.secrets.open(row?.bodySealed ?? ''))).toEqual({
    text: 'Xơ xa một',
    asWritten: true,
  });
});

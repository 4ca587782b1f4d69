import { expect, test } from 'vitest';
import { ANSWERS } from '../../content/answers.ts';
import { TOPIC_NAMES } from '../../content/topic-names.ts';
import { pageAt } from '../../src/guidance/menu/offers.ts';
import { segmentsOf } from '../../src/texts.ts';
import { unaccented } from '../../src/vietnamese.ts';
import { family } from './family.ts';
import { house } from './house.ts';

const MOTHER = '+84912345678';
const textOf = (id: string) => ANSWERS.find((answer) => answer.id === id)?.vi ?? '';

test('HOI leads by numbers to the text that answers, and from there to the next', async () => {
  const home = await house();
  const mother = await family(home, MOTHER, [{ born: '2026-03-15' }]);
  const first = [
    'Anh chi muon hoi ve viec gi? Soan so:',
    '1. Sot, ho, tieu chay',
    '2. Be an uong',
    '3. Sua me',
    '4. Tiem chung, vitamin',
    '5. Be so sinh',
    '6. Lon, ngu, choi, tap noi',
    '7. An toan cho be',
    '8. Giay to, bao hiem, tro cap',
    '0. Viec khac',
  ].join('\n');
  expect(await mother.says('HOI')).toEqual([first]);
  expect(await mother.says('1')).toEqual([
    'Sot, ho, tieu chay. Soan so:\n1. Sot\n2. Ho, tho\n3. Tieu chay, non\n0. Quay lai',
  ]);
  expect((await mother.says('3'))[0]).toMatch(/^Tieu chay, non\. Soan so:\n1\. Cham be tieu chay o nha\n/);
  expect(await mother.says('2')).toEqual([unaccented(textOf('an-diarrhoea-oresol'))]);
  expect(await mother.says('3 a')).toEqual([unaccented(textOf('an-diarrhoea-food'))]);
  expect(await mother.says('vang a')).toEqual([]);
  expect(await mother.says('0')).toEqual([first]);
  expect((await mother.says('0'))[0]).toMatch(
    /^Anh chi muon hoi ve viec gi\? Soan so:\n1\. Kham thai, an uong\n/,
  );
  expect((await mother.says('77'))[0]).toMatch(/\n0\. Quay lai$/);
  expect(await mother.says('0')).toEqual([first]);
});

test('other words say what they say while the list is open: danger, a question, a command', async () => {
  const home = await house();
  const mother = await family(home, MOTHER, [{ born: '2026-03-15' }]);
  await mother.says('chu de');
  await home.advance(60_000);
  expect((await mother.says('be bi co giat'))[0]).toMatch(/dau hieu nguy hiem/);
  const [again = ''] = await mother.says('2');
  expect(again).toMatch(/hoi lai:\nAnh chi muon hoi ve viec gi\?/);
  expect((await mother.says('2'))[0]).toMatch(/^Be an uong\. Soan so:/);
  expect(await mother.says('pha oresol the nao')).toEqual([unaccented(textOf('an-diarrhoea-oresol'))]);
  expect((await mother.says('XEM'))[0]).toMatch(/^Vong Tay dang luu/);
});

test('in a chat they are buttons; an older one answers no later list', async () => {
  const home = await house();
  const chat = home.chat(77);
  expect((await chat.says('Hỏi'))[0]).toMatch(
    /^Anh chị muốn hỏi về việc gì\? Soạn số:\n1\. Khám thai, ăn uống\n/,
  );
  await chat.presses('Sốt, ho, tiêu chảy');
  await chat.presses('Sốt');
  expect(await chat.presses('Thuốc hạ sốt')).toEqual([textOf('an-fever-medicine')]);
  expect((await chat.presses('Sốt, ho, tiêu chảy'))[0]).toMatch(/hỏi lại:\nSốt\. Soạn số:/);
});

test('in English, for one who is expecting', async () => {
  const home = await house();
  const mother = await family(home, MOTHER, [{ due: '2026-12-15' }], { language: 'en' });
  expect((await mother.says('MENU'))[0]).toMatch(
    /^What would you like to ask about\? Send a number:\n1\. Checks and food in pregnancy\n/,
  );
});

test('what no health officer has read is not offered', async () => {
  const home = await house({ env: { NODE_ENV: 'production' } });
  expect((await home.phone(MOTHER).says('HOI'))[0]).toMatch(/^Vong Tay chua co bai nao de chon/);
});

test('no page takes more than two SMS, in either language', async () => {
  const home = await house();
  for (const language of ['vi', 'en'] as const) {
    for (const stage of ['pregnant', 'baby', 'child', 'unknown'] as const) {
      const places = [
        `groups:${stage}`,
        `others:${stage}`,
        ...TOPIC_NAMES.groups.map(({ id }) => `group:${id}`),
        ...Object.keys(TOPIC_NAMES.topics).map((topic) => `topic:${topic}`),
      ];
      for (const place of places) {
        const page = pageAt(place, stage, { answers: ANSWERS, names: TOPIC_NAMES }, language);
        if (page?.kind !== 'list') continue;
        const head =
          page.title === undefined
            ? home.deps.texts.say(language, 'topics.ask')
            : home.deps.texts.say(language, 'topics.within', { title: page.title });
        const text = [head, ...page.offers.map(({ title }, i) => `${i + 1}. ${title}`), '0. Other things'];
        expect(segmentsOf(unaccented(text.join('\n'))), `${language} ${place}`).toBeLessThanOrEqual(2);
      }
    }
  }
});

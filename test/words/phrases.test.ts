/** The language of the rules over words, and what takes a rule back. */
import { describe, expect, test } from 'vitest';
import { finderOf, listenerFor, type Rule, type RuleBook, scaleOf } from '../../src/words/phrases.ts';

const BOOK: RuleBook = {
  sets: {
    child: ['con', 'bé', 'cháu'],
    young: ['<child> mới? <n:1-59> ngày !nay/liền', 'sơ sinh'],
  },
  takenBack: ['không', 'nếu ~'],
  past: ['năm ngoái'],
  now: ['giờ', 'nay'],
};

function hears(rule: Rule, text: string): boolean {
  const finder = finderOf([rule], BOOK);
  return finder.finds(listenerFor(finder.vocabulary)(text));
}

describe('a phrase', () => {
  test.each<[Rule, string, boolean]>([
    ['sốt <n:39-42>', 'bé sốt 39 độ', true],
    ['sốt <n:39-42>', 'sốt 38 độ', false],
    ['đẻ <n:1-9> ngày', 'đẻ ba ngày', true],
    ['đẻ <n:1-9> ngày', 'de ba ngay', true],
    ['đẻ <n:10-40> ngày', 'đẻ hai mươi ngày', false],
    ['đẻ ~ <n:20-40> ngày', 'đẻ hai mươi ngày', true],
    ['con được? <n:1-9> ngày', 'con 5 ngày', true],
    ['con được? <n:1-9> ngày', 'con được 5 ngày', true],
    ['con được? <n:1-9> ngày', 'con sốt 5 ngày', false],
    ['<n:1-9> ngày !nay/liền', 'sốt 5 ngày nay', false],
    ['<n:1-9> ngày !nay/liền', 'được 5 ngày rồi', true],
    ['<n:1-9> ngày !nay/liền', 'được 5 ngày', true],
    ['=lả người', 'bé lả người', true],
    ['=lả người', 'nhieu nguoi la nguoi tot', false],
    ['vào nhà_vệ_sinh/phòng', 'kéo vào nhà vệ sinh', true],
    ['vào nhà_vệ_sinh/phòng', 'kéo vào nhà', false],
    ['<n:10-15> tuổi/t ~ có bầu', 'con gái 12t có bầu', true],
    ['<n:10-15> tháng ~ có bầu', 'con gái 12t có bầu', true],
    ['<n:10-15> tuổi/t ~ có bầu', 'con 12 tháng mẹ có bầu', false],
  ])('%s in %s: %s', (rule, text, found) => expect(hears(rule, text)).toBe(found));

  test.each([
    ['con 5 ngày sốt', true],
    ['chau moi 20 ngay sot', true],
    ['sơ sinh bị sốt', true],
    ['con 5 ngày nay sốt', false],
    ['con sốt 5 ngày', false],
    ['con 60 ngày sốt', false],
  ])('a list may hold phrases: %s', (text, found) =>
    expect(hears({ say: 'sốt', with: ['<young>'] }, text)).toBe(found),
  );

  test('that begins with no word is refused', () => {
    expect(() => finderOf(['~ sốt'], BOOK)).toThrow('begins with a word');
    expect(() => finderOf(['được? sốt'], BOOK)).toThrow('begins with a word');
    expect(() => finderOf(['<none> sốt'], BOOK)).toThrow('no list is called <none>');
  });
});

describe('what is said', () => {
  test.each([
    ['cháu co giật', true],
    ['cháu không co giật', false],
    ['nếu cháu bị co giật', false],
    ['năm ngoái cháu bị co giật', false],
    ['nam ngoai chau bi co giat 2 lan', false],
    ['năm ngoái cháu ngã, giờ co giật', true],
    ['năm ngoái cháu bị co giật, nay lại co giật', true],
    ['cháu co giật, năm ngoái cũng bị', true],
  ])('may be taken back or long ago: %s', (text, found) => expect(hears('co giật', text)).toBe(found));
});

test('signs add up, each once, and some speak against', () => {
  const scale = scaleOf(
    [
      { points: 2, say: ['ngã', 'té'] },
      { points: 3, say: 'nằm im' },
      { points: -3, say: 'bình thường' },
    ],
    BOOK,
  );
  const hear = listenerFor(scale.vocabulary);
  expect(scale.weigh(hear('bé ngã, té rồi ngã nữa'))).toBe(2);
  expect(scale.weigh(hear('bé ngã rồi nằm im'))).toBe(5);
  expect(scale.weigh(hear('bé ngã mà chơi bình thường'))).toBe(-1);
  expect(scale.weigh(hear('bé không ngã'))).toBe(0);
});

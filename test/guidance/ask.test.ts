/** What is decided on a question as parents write it: the table of the domain's own and one of ours. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ANSWERS } from '../../content/answers.ts';
import { TOPICS } from '../../content/topics.ts';
import { dangerIn } from '../../src/danger.ts';
import { decide } from '../../src/guidance/ask/decide.ts';
import { SHIPPED_LIBRARY } from '../../src/guidance/ask/shipped.ts';
import { unaccented } from '../../src/vietnamese.ts';

const KINDS = ['topic', 'danger', 'abuse', 'person'] as const;
const row = z.object({
  id: z.string(),
  text: z.string(),
  kind: z.enum(KINDS),
  topic: z.string().nullable(),
  item: z.string().nullable(),
});
type Row = z.infer<typeof row>;

const rows = readFileSync(join(import.meta.dirname, 'questions.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => row.parse(JSON.parse(line)));

const ofKind = (kind: Row['kind']) => rows.filter((each) => each.kind === kind);
const isRight = ({ text, kind, topic }: Row) => {
  const decided = decide(text);
  return decided.kind === kind && (decided.kind !== 'topic' || decided.topic === topic);
};
const wrongOf = (list: readonly Row[]) => list.filter((each) => !isRight(each)).map(({ text }) => text);

describe('220 questions', () => {
  test('nine of ten find their topic', () => {
    const asked = ofKind('topic');
    const withItem = asked.filter(({ item }) => item !== null);
    const sameItem = withItem.filter(({ text, item }) => {
      const decided = decide(text);
      return decided.kind === 'topic' && decided.item === item;
    });
    const right = asked.length - wrongOf(asked).length;
    console.log(
      `topic ${right} of ${asked.length}, the very item ${sameItem.length} of ${withItem.length}; ` +
        KINDS.slice(1)
          .map((kind) => `${kind} ${ofKind(kind).filter(isRight).length} of ${ofKind(kind).length}`)
          .join(', '),
    );
    expect(right / asked.length).toBeGreaterThanOrEqual(0.9);
    expect(sameItem.length / withItem.length).toBeGreaterThanOrEqual(0.85);
  });
  test('every emergency is one', () => expect(wrongOf(ofKind('danger'))).toEqual([]));
  test('every abuse is told from it', () => expect(wrongOf(ofKind('abuse'))).toEqual([]));
  test('what no text answers goes to a person, nine times of ten', () => {
    expect(wrongOf(ofKind('person')).length).toBeLessThanOrEqual(ofKind('person').length / 10);
  });
  test('hardly a harmless one is taken for danger', () => {
    const harmless = [...ofKind('topic'), ...ofKind('person')];
    const alarms = harmless.filter(({ text }) => dangerIn(text) !== undefined);
    expect(alarms.length / harmless.length).toBeLessThanOrEqual(0.02);
  });
  test('without their accents emergencies and abuse are still seen', () => {
    const missed = rows
      .filter(({ kind }) => kind === 'danger' || kind === 'abuse')
      .filter(({ text }) => dangerIn(unaccented(text)) === undefined);
    expect(missed.map(({ text }) => text)).toEqual([]);
  });
});

describe('questions of our own', () => {
  test.each([
    ['quen uong vien sat 1 tuan roi thi co phai uong bu ko', 'pregnancy-food'],
    ['Sắp sinh mà em chưa biết mua những đồ gì cho con', 'birth'],
    ['em be hay nac cut sau khi an sua', 'newborn'],
    ['nguc em cang cung dau lam, co cuc', 'breastfeeding'],
    ['may thag thi cho an dam dc a', 'feeding'],
    ['tiêm xong đùi con sưng đỏ thì chườm gì', 'vaccines'],
    ['pha oresol the nao cho dung', 'diarrhoea'],
    ['bé ho nhiều về đêm, có đờm', 'cough'],
    ['cho be xem youtube nhieu co hai ko', 'play'],
    ['lam khai sihn can giay to gi', 'papers'],
    ['the bao hiem cua con bi mat lam lai the nao', 'insurance'],
    ['con hay an va lan ra dat thi lam the nao', 'autism'],
  ] as const)('%s: %s', (text, topic) => expect(decide(text)).toMatchObject({ kind: 'topic', topic }));
  test.each([
    ['con toi nuot phai pin dong ho', 'danger'],
    ['be 1 tuoi khong dai tu sang den gio, moi kho, mat lom', 'danger'],
    ['thai 30 tuan tu toi qua khong thay may', 'danger'],
    ['nha no bat con toi 14 tuoi ve lam dau', 'abuse'],
    ['hom nay tram co lam viec ko', 'person'],
    ['ho so tro cap cua con toi den dau roi', 'person'],
    ['troi mua to qua', 'person'],
    ['con bo nha em de roi', 'person'],
  ] as const)('%s: %s', (text, kind) => expect(decide(text).kind).toBe(kind));
});

describe('what is not about children', () => {
  test.each([
    'gia heo hoi hom nay may nghin 1 ky',
    'đàn gà nhà em bị rù, có thuốc gì không',
    'dt em het pin roi, toi nhan sau',
    'nhan lon so roi ban oi',
    'ban la nguoi that hay may vay',
    'nhắn ba lần rồi mà không ai trả lời',
    'tối qua đội tuyển đá hay quá, mấy trái vậy',
    'bé nhà em hết sốt rồi, cảm ơn cán bộ nhiều',
    'ông nội 75 tuổi đau khớp thì uống gì',
    'cười đau cả bụng với thằng cu, haha',
  ])('%s: a person', (text) => expect(decide(text).kind).toBe('person'));
  test.each([
    ['nuôi con mèo trong nhà có bé nhỏ thì có sao không', 'safety-other'],
    ['chắc tại tôi nên con mất, cảm ơn cán bộ, giờ tôi an ủi vợ thế nào', 'loss'],
    ['bé bú mẹ đi phân mềm vàng ngày 5 lần có bình thường không', 'newborn'],
    ['con không thích đồ chơi hợp tuổi, chơi gì với nó', 'play'],
    ['bé gọi tên không trả lời, xoay bánh xe suốt', 'autism'],
    ['haha buồn cười quá, mà bé 5 tháng cứ mút tay suốt có sao không ạ', 'play'],
  ] as const)('but %s: %s', (text, topic) => expect(decide(text)).toMatchObject({ kind: 'topic', topic }));
});

test('words that fit no key well still find the topic that they are mostly said of', () => {
  for (const [text, topic] of [
    ['từ hôm sảy vợ cứ nằm im, chồng nên nói gì', 'loss'],
    ['con ngồi cứ đổ nghiêng, tháng thứ 9 rồi', 'movement'],
    ['chạy xe đường dài ít về, con thấy bố là lạ', 'father-grandparents'],
  ] as const) {
    expect(decide(text)).toMatchObject({ kind: 'topic', topic });
  }
});

test('a word that is common without accents is no sign of danger', () => {
  const alarms = [
    'co quan ao cu cho be khong',
    'bong gon lau ron mua o dau',
    'chi oi het sua roi',
    'con em hay danh ban o lop',
    'giat do bang nuoc gi',
    'em vat va qua',
    'bi ran da khi mang bau',
    'ban sang chau an it',
    'phong ngu co mat khong',
    'em co hai con',
  ].filter((text) => dangerIn(text) !== undefined);
  expect(alarms).toEqual([]);
});

describe('the answers', () => {
  test('have each its own name, and there is one for every topic', () => {
    expect(new Set(ANSWERS.map(({ id }) => id)).size).toBe(ANSWERS.length);
    expect(new Set(ANSWERS.map(({ topic }) => topic))).toEqual(new Set(TOPICS));
  });
  test('no whole question stands among the keys', () => {
    const long = ANSWERS.flatMap(({ keys }) => keys.filter((key) => key.split(' ').length > 8));
    expect(long).toEqual([]);
  });
});

test('no text throws, however strange', () => {
  const words = fc.constantFrom(
    'con',
    'co giat',
    'ko',
    'sốt',
    '3thang',
    'gooij',
    'đ',
    't',
    '1/2',
    '🙂',
    'ho',
  );
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.array(words, { maxLength: 12 }).map((list) => list.join(' ')),
  );
  fc.assert(
    fc.property(text, (typed) => {
      SHIPPED_LIBRARY.find(typed);
      expect(['topic', 'danger', 'abuse', 'person']).toContain(decide(typed).kind);
    }),
  );
});

test('a text of 10 KB does not keep everybody else waiting', () => {
  decide('nga');
  for (const word of ['nga ', 'khong ', 'thuocc ', 'be co giat te xuong ao ', 'x']) {
    const start = performance.now();
    decide(word.repeat(10_000 / word.length));
    // A guard against what grows with the square of a text; how fast it is is for the bench to say.
    expect(performance.now() - start).toBeLessThan(3_000);
  }
});

import { describe, expect, test } from 'vitest';
import { standing } from '../../../src/reports/quick/letters.ts';
import { resultText } from '../../../src/reports/quick/result.ts';
import { shownAbove, type TableVillage, tableOf } from '../../../src/reports/quick/table.ts';
import { createTexts, segmentsOf, smsForm } from '../../../src/texts.ts';

const DEADLINE = Date.parse('2026-11-24T17:00:00+07:00');
const count = (names: readonly string[]) => ({ question: 'Bão số 5?', names, deadlineAt: DEADLINE });

function answer(villageId: string, values: Readonly<Record<string, number>>, sentAt = 0, version = 1) {
  return { villageId, values, sentAt, version, receivedAt: sentAt, contactId: 'x' };
}

function villages(communes: Readonly<Record<string, number>>): readonly TableVillage[] {
  return Object.entries(communes).flatMap(([communeId, many]) =>
    Array.from({ length: many }, (_, n) => ({
      id: `${communeId}${n}`,
      name: `Bản ${communeId}${n}`,
      communeId,
      communeLabel: `Xã ${communeId}`,
    })),
  );
}

describe('the answers of a village', () => {
  test('the newest by send time counts, whichever arrived last', () => {
    expect(standing([answer('v', { A: 12 }, 200, 1), answer('v', { A: 9 }, 100, 2)])?.values).toEqual({
      A: 12,
    });
    expect(standing([answer('v', { A: 12 }, 100, 1), answer('v', { A: 9 }, 100, 2)])?.values).toEqual({
      A: 9,
    });
  });

  test('a letter that is left out stays as it was', () => {
    expect(standing([answer('v', { A: 12 }, 100, 1), answer('v', { B: 3 }, 200, 2)])?.values).toEqual({
      A: 12,
      B: 3,
    });
  });

  test('none is no standing', () => expect(standing([])).toBeUndefined());
});

describe('the table', () => {
  test('sums letters, names what is missing and marks what came late', () => {
    const table = tableOf(count(['số hộ', 'số trẻ']), villages({ M: 3 }), [
      answer('M0', { A: 12, B: 3 }),
      answer('M1', { A: 8 }, DEADLINE + 1),
    ]);
    expect(table.totals.all).toMatchObject({ expected: 3, reported: 2 });
    expect(table.totals.all.sums.get('A')?.value).toBe(20);
    expect(table.rows.map(({ missing, late }) => [missing.join(''), late])).toEqual([
      ['', false],
      ['B', true],
      ['AB', false],
    ]);
  });

  test('numbers of one to four are not shown above the commune, nor what would give them away', () => {
    const shown = (answers: readonly ReturnType<typeof answer>[]) => {
      const { communes, all } = shownAbove(
        tableOf(count(['số trẻ']), villages({ M: 2, T: 1, S: 1 }), answers),
      );
      return [...[...communes.values()].map(({ A }) => A), all.A];
    };
    expect(shown([answer('M0', { A: 30 }), answer('T0', { A: 20 }), answer('S0', { A: 10 })])).toEqual([
      30, 20, 10, 60,
    ]);
    // One alone would be the difference: the next smallest goes with it.
    expect(shown([answer('M0', { A: 30 }), answer('T0', { A: 20 }), answer('S0', { A: 3 })])).toEqual([
      30,
      '*',
      '*',
      53,
    ]);
    expect(shown([answer('M0', { A: 30 }), answer('T0', { A: 4 }), answer('S0', { A: 3 })])).toEqual([
      30,
      '*',
      '*',
      37,
    ]);
    // Zero is nobody.
    expect(shown([answer('M0', { A: 0 }), answer('T0', { A: 0 }), answer('S0', { A: 3 })])).toEqual([
      0,
      0,
      '*',
      '*',
    ]);
    expect(shown([answer('S0', { A: 3 })])).toEqual([undefined, undefined, '*', '*']);
    expect(shown([answer('M0', { A: 1 }), answer('M1', { A: 2 }), answer('T0', { A: 1 })])).toEqual([
      '*',
      '*',
      undefined,
      '*',
    ]);
  });
});

describe('as an officer reads it', () => {
  const texts = createTexts();
  const result = (names: readonly string[], many: number, whole: boolean, question = 'Bão số 5?') => {
    const asked = { ...count(names), question };
    return resultText((key, values) => texts.say('vi', key, values), {
      count: asked,
      table: tableOf(asked, villages({ M: many }), [answer('M0', { A: 12 })]),
      closed: false,
      villages: true,
      whole,
      foot: 'Đóng câu hỏi: soạn 1.',
    });
  };

  test('every row where they fit, else who is missing, as many names as two SMS hold', () => {
    expect(result(['số hộ'], 3, false)).toBe(
      'Bão số 5? (hạn 17:00 ngày 24/11)\n1/3 thôn đã trả lời.\nTổng: 12.\nBản M0: 12\nBản M1: chưa có\nBản M2: chưa có\nĐóng câu hỏi: soạn 1.',
    );
    const many = result(['số hộ'], 60, false);
    expect(many).toMatch(/\nCòn thiếu: Bản M1, Bản M2, .* và \d\d thôn khác\.\nĐóng câu hỏi: soạn 1\.$/);
    expect(segmentsOf(smsForm(many, false))).toBe(2);
    expect(result(['số hộ'], 60, true).split('\n')).toHaveLength(3 + 60 + 1);
  });

  test('the longest question and names still fit two SMS', () => {
    const names = Array.from({ length: 5 }, (_, n) => `số trẻ dưới sáu tuổi cần sữa nhóm số ${n}`);
    const long = 'Bão số 5: các thôn cho biết nhu cầu cứu trợ khẩn cấp sau bão theo từng nhóm dưới đây?';
    const text = result(names, 60, false, long);
    expect(segmentsOf(smsForm(text, false))).toBeLessThanOrEqual(2);
    expect(text).toMatch(/Còn thiếu: Bản M0 \(B C D E\), /);
  });
});

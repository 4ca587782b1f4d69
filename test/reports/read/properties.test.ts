import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORMS } from '../../../content/forms/index.ts';
import { BC, read, valuesOf } from './form.ts';
import { maker, random } from './messages.ts';
import { oracle } from './oracle.ts';
import { SHAPES } from './shapes.ts';

const T_CODES = BC.codes.filter(({ level }) => level === 'T').map(({ code }) => code);
const RUNS = { numRuns: 400 };

/** Counts that pass every check: one number for all codes would fail none of them. */
const counts = fc
  .uniqueArray(fc.constantFrom(...T_CODES), { minLength: 1, maxLength: 8 })
  .chain((codes) => fc.integer({ min: 13, max: 999 }).map((n) => codes.map((code) => [code, n] as const)));
const separator = fc.constantFrom(
  ' ',
  ', ',
  '; ',
  '\n',
  ' - ',
  ' / ',
  '|',
  '#',
  ',',
  '  ',
  ' . ',
  '_',
  ' và ',
);
const joint = fc.constantFrom('', ' ', ':', '=', ' = ', ': ', '-', '/', ' là ', ' có ', '(', '...', '_');
const month = fc.constantFrom(
  'T10',
  'th10',
  'tháng 10',
  'thang 10',
  '10/2026',
  'T10/26',
  '2026-10',
  'tháng mười',
  'T=10',
  '31/10',
);
const keyword = fc.constantFrom(
  'BC',
  'bc',
  'Báo cáo',
  'bao cao',
  'BÁO CÁO',
  'b/c',
  'B.C',
  'baso caso',
  'ba1o ca1o',
  'b¸o c¸o',
);
const greeting = fc.constantFrom('', 'Chào chị, ', 'Kính gửi chị Lan, ', 'Re: ', '​', 'Em chào chị Ba ạ. ');
const farewell = fc.constantFrom(
  '',
  ' ạ',
  '!!!',
  ' Cam on chi',
  ' - Lan thôn 2',
  ' Lan 0912345678',
  ' 👍',
  '\nGửi từ Samsung Galaxy A12',
);
const unit = fc.constantFrom('', ' cháu', 'c', ' em', ' người');
const casing = fc.constantFrom(
  (code: string) => code,
  (code: string) => code.toLowerCase(),
);

function isVniWord(code: string, n: number): boolean {
  return BC.old.signs.has(`${code}${n}`.toLowerCase());
}

function closing(mark: string): string {
  return mark === '(' ? ')' : '';
}

describe('layout', () => {
  test('any separator, order, case and politeness gives the same reading', () => {
    const layout = fc.tuple(counts, separator, joint, month, keyword, greeting, farewell, unit, casing);
    fc.assert(
      fc.property(layout, ([values, between, join, period, word, hello, bye, noun, cased]) => {
        const said = values.map(([code, n]) => `${cased(code)}${join}${n}${noun}${closing(join)}`);
        const text = `${hello}${word} ${period} ${said.join(between)}${bye}`;
        const reading = read(text);
        // Beside words in raw VNI, `te61` may be the word `tế`: asked, never a count.
        const words = values.filter(([code, n]) => word === 'ba1o ca1o' && join === '' && isVniWord(code, n));
        const sure = values.filter((value) => !words.includes(value));
        expect([text, valuesOf(reading)]).toEqual([
          text,
          sure.length === 0 ? {} : { '2026-10': Object.fromEntries(sure) },
        ]);
        if (words.length === 0) expect([text, reading.outcome]).toEqual([text, 'accepted']);
        else expect(reading.questions.map(({ field }) => field)).toEqual(words.map(([code]) => code));
      }),
      RUNS,
    );
  });

  test.each([16, 160, 169, 61, 610])(
    'TE%i beside raw VNI is that count or a question, never what is left of it',
    (n) => {
      const reading = read(`ba1o ca1o T10 TE${n} KT5`);
      const values = valuesOf(reading)['2026-10'];
      expect(values).toEqual(isVniWord('TE', n) ? { KT: 5 } : { TE: n, KT: 5 });
    },
  );

  test('the order of the codes does not matter', () => {
    fc.assert(
      fc.property(counts, (values) => {
        const text = (list: readonly (readonly [string, number])[]) =>
          `BC T10 ${list.map(([c, n]) => c + n).join(' ')}`;
        expect(valuesOf(read(text(values)))).toEqual(valuesOf(read(text(values.toReversed()))));
      }),
      RUNS,
    );
  });

  test('the full name reads as its code', () => {
    for (const { code, vi, level } of BC.codes) {
      const reading = read(`BC T10 ${vi} 7`);
      if (level === 'X') expect(reading.questions[0]?.field).toBe(code);
      else expect([vi, valuesOf(reading)]).toEqual([vi, { '2026-10': { [code]: 7 } }]);
    }
  });
});

/** Ways to write a count, each clear or unclear wherever it stands. */
const CLEAR = [
  '21',
  '021',
  '21 cháu',
  '21c',
  ': 21',
  '= 21',
  ' hai mươi mốt',
  ' là 21',
  '21.0',
  '(21)',
] as const;
const UNCLEAR = [
  ...([
    '~21',
    ' -21',
    '20-21',
    '20+1',
    '20/21',
    '2,5',
    '1,200',
    '1 200',
    '21?',
    '21%',
    '>21',
    '1e3',
  ] as const),
  ...([
    ' khoảng 21',
    ' gần 21',
    ' thêm 21',
    ' nam',
    ' không rõ',
    ' chưa có',
    ' nt',
    ' x',
    ' o',
    ' k',
    '',
  ] as const),
  ...([
    ' một trăm hai',
    ' 2 nam 1 nữ',
    '21 tuổi',
    '10000',
    ' 21 22',
    ' 21 (hai mươi hai)',
    ' như cũ',
  ] as const),
];

describe('a verdict', () => {
  const part = fc.oneof(
    fc.constantFrom(...CLEAR).map((text) => ({ text, clear: true })),
    fc.constantFrom(...UNCLEAR).map((text) => ({ text, clear: false })),
  );
  const parts = fc.uniqueArray(fc.tuple(fc.constantFrom(...T_CODES), part), {
    minLength: 1,
    maxLength: 7,
    selector: ([code]) => code,
  });
  const layout = fc.record({
    between: fc.constantFrom('; ', ', ', '\n', ' | ', ' '),
    month: fc.constantFrom('T10', 'thang 10', '10/2026', 'tháng mười:', '31/10'),
    hello: fc.constantFrom('', 'Chào chị, ', 'Re: ', 'Em chào chị Ba ạ. '),
    bye: fc.constantFrom('', '\nEm cảm ơn ạ', '. Lan 0912345678', '\n--\nLan'),
    lower: fc.boolean(),
    reversed: fc.boolean(),
  });

  test('is the same for every layout: order, separators, case, line breaks, politeness', () => {
    fc.assert(
      fc.property(parts, layout, (list, { between, month, hello, bye, lower, reversed }) => {
        const said = list.map(([code, { text }]) => `${lower ? code.toLowerCase() : code}${text}`);
        const text = `${hello}BC ${month} ${(reversed ? said.toReversed() : said).join(between)}${bye}`;
        const reading = read(text);
        const clear = list.filter(([, { clear: sure }]) => sure).map(([code]) => code);
        const unclear = list.map(([code]) => code).filter((code) => !clear.includes(code));
        expect([text, valuesOf(reading)]).toEqual([
          text,
          clear.length === 0 ? {} : { '2026-10': Object.fromEntries(clear.map((code) => [code, 21])) },
        ]);
        expect([text, reading.questions.map(({ field }) => field).sort()]).toEqual([text, unclear.sort()]);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('nothing wrong is stored', () => {
  const make = maker(FORMS.BC);
  const unsaid = oracle(FORMS.BC);

  test('a second opinion finds every stored count in the text, however it was spoiled', () => {
    const any = fc.record({ seed: fc.nat(), wild: fc.boolean(), spoiled: fc.boolean() });
    fc.assert(
      fc.property(any, ({ seed, wild, spoiled }) => {
        const r = random(seed);
        const made = wild ? make.wild(r) : make.tame(r);
        const { text } = spoiled ? make.mutate(r, made) : made;
        expect([text, unsaid(text, read(text))]).toEqual([text, []]);
      }),
      { numRuns: 1000 },
    );
  });

  test('a clear message is accepted with each of its counts', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { text, counts: said } = make.tame(random(seed));
        const values = Object.fromEntries(said.map(({ code, value }) => [code, value]));
        expect([text, read(text).outcome, valuesOf(read(text))['2026-10']]).toEqual([
          text,
          'accepted',
          values,
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  const junk = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...'0123456789 .,-+/?%oOlxTkKDBC~()\náđ'), maxLength: 10 }),
    fc.constantFrom(
      'khoảng',
      'nam',
      'T9',
      'không',
      'hai',
      '7',
      '-5',
      '1,200',
      'thôn 3',
      'KT',
      'và',
      '0x10',
      '⑤',
      'XX9',
      'KT9',
    ),
  );

  test('junk between counts never makes another number of one', () => {
    const places = fc.record({ before: junk, at: fc.nat({ max: 8 }), values: counts, tight: fc.boolean() });
    fc.assert(
      fc.property(places, ({ before, at, values, tight }) => {
        const words = ['BC', 'T10', ...values.map(([code, n]) => `${code} ${n}`)];
        words.splice(Math.max(2, at % (words.length + 1)), 0, before);
        const text = words.join(tight ? ';' : ' ; ');
        const told = Object.fromEntries(values);
        for (const { values: stored } of read(text).reports) {
          for (const [code, n] of Object.entries(stored)) {
            // A letter O after a digit is a zero, and a leading Đ is a D.
            const typed = text.replace(/o/giu, '0').replace(/đ/giu, 'd');
            const named = new RegExp(`${code}\\D*0*${n}(?!\\d)`, 'iu').test(typed);
            expect([text, code, n, told[code] === n || named || n === 0 || !(code in told)]).toEqual([
              text,
              code,
              n,
              true,
            ]);
          }
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('a digit put anywhere is stored only where it stands in that number', () => {
    const text = 'BC T10 KT 55 , KD 33 , TS 777 - Lan';
    for (let i = 0; i <= text.length; i++) {
      for (const digit of '0159') {
        const changed = `${text.slice(0, i)} ${digit} ${text.slice(i)}`;
        for (const { values } of read(changed).reports) {
          for (const [code, n] of Object.entries(values)) {
            expect([changed, code, n]).toEqual([changed, code, { KT: 55, KD: 33, TS: 777 }[code] ?? -1]);
          }
        }
      }
    }
  });
});

describe('any text at all', () => {
  test('never throws, and stores only whole counts of known codes', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc
        .array(
          fc.constantFrom(
            'BC',
            'T10',
            'KT',
            '5',
            ' ',
            ',',
            '-',
            'thôn',
            '?',
            '\n',
            'không',
            'tháng',
            '/',
            'nam',
            '(',
            'ba1o',
            "o'",
            'Ã¡',
            '\uE000',
          ),
          { maxLength: 60 },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(any, (text) => {
        for (const { period, values } of read(text).reports) {
          expect(period).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/u);
          for (const [code, n] of Object.entries(values)) {
            expect(T_CODES).toContain(code);
            expect(Number.isInteger(n) && n >= 0 && n <= 9999).toBe(true);
          }
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('a text of nothing but', () => {
  test.each(SHAPES)('%j, ten thousand characters of it, brings no count to the table', (shape) => {
    expect(read(shape.repeat(Math.ceil(10_240 / shape.length))).reports).toEqual([]);
  });
});

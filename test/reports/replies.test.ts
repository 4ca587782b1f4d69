/** What is offered in a reply is read as it was meant, and every reply fits two SMS. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { askedIn, isMixedUp, withValues } from '../../src/reports/draft.ts';
import { fitting } from '../../src/reports/fitting.ts';
import { VILLAGE_FORM } from '../../src/reports/form.ts';
import { shownPeriod } from '../../src/reports/periods.ts';
import { fails } from '../../src/reports/read/checks.ts';
import { readReport } from '../../src/reports/read/read.ts';
import { REASONS, type Reason } from '../../src/reports/read/reading.ts';
import { replyTo } from '../../src/reports/wording.ts';
import { createTexts, segmentsOf, smsForm } from '../../src/texts.ts';

const { form } = VILLAGE_FORM;
const NO_CHECKS = { ...form, checks: [], warnings: [] };
const SENT = new Date('2026-11-02T09:00:00+07:00');
const codes = fc.uniqueArray(
  fc.constantFrom(...form.codes.filter((c) => c.level === 'T').map((c) => c.code)),
  {
    minLength: 1,
  },
);
const UNSURE = ['~5', ' 5-6', ' nt', ' 2,5', ' 1,200', ' ?', ' 5+2', ' khoang 5'];

test('an offered line with its ? filled in is read as just those counts', () => {
  const said = fc.array(fc.oneof(fc.nat(9999).map(String), fc.constantFrom(...UNSURE)), {
    minLength: 31,
    maxLength: 31,
  });
  fc.assert(
    fc.property(
      codes,
      said,
      fc.array(fc.nat(9999), { minLength: 31, maxLength: 31 }),
      (names, values, answers) => {
        const text = `BC T10 ${names.map((code, i) => `${code}${values[i]}`).join(', ')}`;
        const reading = readReport(text, SENT, NO_CHECKS, { villages: [] });
        const line = reading.suggestion;
        if (line === undefined) return;
        const given = Object.fromEntries(askedIn(line).map((code, i) => [code, answers[i] ?? 0]));
        const filled = withValues(line, given);
        expect(filled).toBeDefined();
        const again = readReport(filled ?? '', SENT, NO_CHECKS, { villages: [] });
        expect(again.outcome, filled).toBe('accepted');
        expect(again.reports).toEqual([
          { period: '2026-10', village: null, values: { ...reading.reports[0]?.values, ...given } },
        ]);
      },
    ),
  );
});

test('a line of several months with unknown counts is no line to fill in', () => {
  expect(isMixedUp('BC T9 KD3 T10 TE6 KT?')).toBe(true);
  expect(isMixedUp('BC T9/2026 KD3 T10/2026 TE6')).toBe(false);
  expect(isMixedUp('BC T? KT5')).toBe(false);
});

test('what is left of a message never contradicts what is stored', () => {
  const small = fc.dictionary(fc.constantFrom('TS', 'TE', 'TN', 'KT', 'KD', 'KG', 'DB', 'DG'), fc.nat(9));
  fc.assert(
    fc.property(
      small,
      small,
      fc.array(fc.constantFrom<string>('TS', 'TE', 'KT', 'DB')),
      (stored, said, waiting) => {
        const { certain, unfit } = fitting(VILLAGE_FORM, { said, waiting, asked: [] }, stored);
        for (const check of form.checks) {
          if (fails(check, (code) => stored[code])) continue;
          expect(fails(check, (code) => certain[code] ?? stored[code])).toBe(false);
        }
        for (const code of Object.keys(said)) {
          expect(code in certain || waiting.includes(code) || unfit.includes(code)).toBe(true);
        }
      },
    ),
  );
});

test('every reply fits two SMS, and names the month of everything that was stored', () => {
  const texts = createTexts();
  const values = fc
    .tuple(codes, fc.array(fc.nat(9999), { minLength: 31, maxLength: 31 }))
    .map(([names, numbers]) => Object.fromEntries(names.map((code, i) => [code, numbers[i] ?? 0])));
  const village = fc.constantFrom(
    'Thôn 2',
    'Bản Nà Phát',
    'Tổ dân phố Nguyễn Thị Minh Khai nối dài khu tái định cư số 12',
  );
  const echo = fc.record({
    period: fc.constantFrom('2026-09', '2026-10'),
    village,
    named: values,
    late: fc.boolean(),
    overtaken: fc.boolean(),
    odd: fc.constantFrom([], ['KS', 'SS']),
  });
  const reasons = Object.keys(REASONS) as Reason[];
  const question = fc.record({
    field: fc.oneof(
      fc.constantFrom(...VILLAGE_FORM.order, 'period', 'layout', 'village'),
      fc.string({ maxLength: 30 }),
    ),
    reason: fc.constantFrom(...reasons),
  });
  const doubt = fc.record({
    code: fc.constantFrom(...VILLAGE_FORM.order),
    value: fc.nat(9999),
    before: fc.nat(9999),
    reason: fc.constantFrom('jump' as const, 'lower' as const, 'zero' as const),
  });
  fc.assert(
    fc.property(
      fc.constantFrom('vi' as const, 'en' as const),
      fc.array(echo, { maxLength: 2 }),
      fc.array(question, { maxLength: 31 }),
      fc.array(doubt, { maxLength: 31 }),
      fc.constantFrom([], ['2026-06'], ['2026-05', '2026-06']),
      codes,
      village,
      (language, stored, questions, doubts, closed, inLine, name) => {
        const line = `BC T10 ${inLine.map((code, i) => `${code}${i % 2 ? '?' : 1234}`).join(' ')}`;
        const { text: reply } = replyTo(texts, language, VILLAGE_FORM, {
          village: name,
          stored: stored.map((one) => ({ ...one, all: one.named })),
          questions,
          doubts,
          closed,
          mayReopen: false,
          line,
          confirmable: true,
          periods: [],
        });
        expect(segmentsOf(smsForm(reply, false)), reply).toBeLessThanOrEqual(2);
        for (const one of stored) expect(reply).toContain(shownPeriod(one.period));
      },
    ),
  );
});

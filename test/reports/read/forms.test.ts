import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FORMS, type FormFile } from '../../../content/forms/index.ts';
import { compileForm } from '../../../src/reports/read/form.ts';
import { formFaults } from '../../../src/reports/read/form-faults.ts';
import { readReport } from '../../../src/reports/read/read.ts';
import { read, SENT_AT, valuesOf } from './form.ts';

const BX = compileForm(FORMS.BX);

function readBx(text: string) {
  return readReport(text, new Date(SENT_AT), BX, { villages: [] });
}

test('every file of a form is listed', () => {
  const files = readdirSync(join(import.meta.dirname, '../../../content/forms'));
  const ids = Object.values(FORMS).map(({ id }) => `${id}.json`);
  expect(files.filter((name) => name.endsWith('.json')).sort()).toEqual(ids.sort());
});

test('each form is listed under its own keyword', () => {
  for (const [keyword, form] of Object.entries(FORMS)) expect(form.keyword).toBe(keyword);
});

test('the shipped forms are without fault', () => {
  expect(formFaults(Object.values(FORMS))).toEqual([]);
});

describe('a form with a fault is told', () => {
  const code = (name: string, more: Partial<FormFile['codes'][number]> = {}): FormFile['codes'][number] => ({
    ...{
      code: name,
      vi: `Số ${name}`,
      en: name,
      aliases: [],
      unit: 'trẻ',
      kind: 'stock',
      level: 'T',
      short: true,
    },
    ...more,
  });
  const form = (codes: FormFile['codes'], more: Partial<FormFile> = {}): FormFile => ({
    ...{ id: 'ab', keyword: 'AB', keywords: ['AB'], level: 'T', codes, checks: [], warnings: [] },
    ...more,
  });

  test.each([
    [
      'a code and the letter of the month',
      form([code('KS'), code('KST')]),
      'KST is KS and the letter of the month',
    ],
    ['a command', form([code('HUY')]), 'HUY is a command'],
    ['a code twice', form([code('KS'), code('KS', { vi: 'Khác' })]), 'KS is listed twice'],
    ['a keyword', form([code('KS'), code('AB')]), 'AB is the keyword of a form'],
    ['a word for none', form([code('KO')]), 'KO is a word for a zero'],
    ['a word for a village', form([code('TO')]), 'TO is a word for a village'],
    [
      'codes in a code',
      form([code('KAB'), code('KA')], { keyword: 'B', keywords: ['B'] }),
      'KAB can be read as other codes',
    ],
    [
      'two codes of one name',
      form([code('KS', { aliases: ['Trẻ lạ'] }), code('TK', { aliases: ['tre la'] })]),
      'TK and KS are both',
    ],
    ['a name that is a code', form([code('KS', { aliases: ['tk'] }), code('TK')]), 'KS and TK are both "tk"'],
    [
      'a check of no code',
      form([code('KS')], { checks: [{ left: 'KS', op: '<=', right: 'ZZ' }] }),
      'a check names ZZ',
    ],
    ['nothing asked for', form([code('KS', { short: false })]), 'no code is asked for every month'],
    [
      'a code of another level asked for',
      form([code('KS'), code('TK', { level: 'X' })]),
      'TK is asked for, but is of another level',
    ],
    ['no spelling of the keyword', form([code('KS')], { keywords: ['abc'] }), 'the keyword AB is not among'],
  ])('%s', (_, faulty, fault) => {
    expect(formFaults([faulty]).join('\n')).toContain(`form ${faulty.keyword}: ${fault}`);
  });

  test('two forms of one keyword', () => {
    expect(formFaults([form([code('KS')]), form([code('TK')])])).toContain('AB: two forms with this keyword');
  });
});

describe('BX, the form of the commune', () => {
  test.each([
    ['BX T10 CB12 TB8', { CB: 12, TB: 8 }],
    ['bx t10 hv1 nt 2 bt: 3', { HV: 1, NT: 2, BT: 3 }],
    ['BX thang 10 MK1 DN1 MT0 ML0 MH1', { MK: 1, DN: 1, MT: 0, ML: 0, MH: 1 }],
    ['BX T10 12CB 8TB', { CB: 12, TB: 8 }],
    ['BX T10 cán bộ liên quan đến trẻ em 12', { CB: 12 }],
    ['báo cáo xã T10 CS4 TX2', { CS: 4, TX: 2 }],
    ['BX CB mười hai TB không', { CB: 12, TB: 0 }],
  ])('%s is accepted', (text, values) => {
    const reading = readBx(text);
    expect(reading.outcome).toBe('accepted');
    expect(valuesOf(reading)).toEqual({ '2026-10': values });
  });

  test.each([
    ['BX T10 CB8 TB12 HV1', { HV: 1 }, ['CB', 'TB']],
    ['BX T10 MK2 CB12', { CB: 12 }, ['MK']],
    ['BX T10 CB12 KT5', { CB: 12 }, ['KT']],
    ['BX T10 CB~12 TB8', { TB: 8 }, ['CB']],
    ['BX T10 HV nt CB12', { CB: 12 }, ['HV']],
  ])('%s is partly asked', (text, values, asked) => {
    const reading = readBx(text);
    expect(reading.outcome).toBe('partial');
    expect(valuesOf(reading)).toEqual({ '2026-10': values });
    expect(reading.questions.map(({ field }) => field).sort()).toEqual(asked);
  });

  test('the line to send back names its codes', () => {
    expect(readBx('BX T10 CB12 TB?').suggestion).toBe('BX T10 CB12 TB?');
  });

  test('its codes in a report of a village stay a question', () => {
    expect(read('BC T10 HV1')).toMatchObject({
      outcome: 'asked',
      reports: [],
      questions: [{ field: 'HV', reason: 'level-x' }],
    });
  });

  test('a report of a village is none of the commune', () => {
    expect(readBx('BC T10 KT5').outcome).toBe('other');
  });
});

/** `node test/reports/read/fuzz.ts [minutes] [seed]`: messages without end against the rules that must always hold. */
import { FORMS } from '../../../content/forms/index.ts';
import { compileForm } from '../../../src/reports/read/form.ts';
import { readReport } from '../../../src/reports/read/read.ts';
import type { Reading } from '../../../src/reports/read/reading.ts';
import { type Made, maker, random } from './messages.ts';
import { oracle } from './oracle.ts';

const [minutes = 1, seed = Math.floor(performance.timeOrigin) % 1_000_000_000] = process.argv
  .slice(2)
  .map(Number);
const MOST_SHOWN = 40;
const SENT_AT = new Date('2026-11-02T09:00:00+07:00');
const form = compileForm(FORMS.BC);
const make = maker(FORMS.BC);
const unsaid = oracle(FORMS.BC);
const codes = new Set(FORMS.BC.codes.filter(({ level }) => level === FORMS.BC.level).map(({ code }) => code));

/** A code in capitals with its number, standing free: nothing but a count. */
const OBVIOUS = /(?<![\p{L}\p{N}.,:/+~?-])([A-Z]{2})(\d{1,3})(?= |$|\n)(?! ?[\d?%(+~/-])/gu;
const NOT_COUNTS = /thôn|ấp|KP|SĐT|Fwd|gửi từ|gui tu/iu;

function broken(made: Made, reading: Reading): readonly string[] {
  const { outcome, reports, questions } = reading;
  const faults = [...unsaid(made.text, reading, made.spelled)];
  const asked = new Set(questions.map(({ field }) => field));
  const stored = new Map(reports.flatMap(({ values }) => Object.entries(values)));
  for (const { period, values } of reports) {
    if (!/^20\d\d-(?:0[1-9]|1[0-2])$/u.test(period)) faults.push(`the month ${period}`);
    for (const [code, value] of Object.entries(values)) {
      if (!codes.has(code)) faults.push(`${code} is no code of a village`);
      if (!Number.isInteger(value) || value < 0 || value > 9999) faults.push(`${code} is ${value}`);
      if (asked.has(code) && !/T\d.* T\d/u.test(reading.suggestion ?? ''))
        faults.push(`${code} is stored and asked`);
    }
  }
  if ((outcome === 'accepted') !== (reports.length > 0 && questions.length === 0))
    faults.push(`called ${outcome}`);
  if (made.tame) {
    if (outcome !== 'accepted') faults.push(`a clear message is ${outcome}: ${[...asked].join(' ')}`);
    for (const { code, value } of made.counts)
      if (stored.get(code) !== value) faults.push(`${code} is not ${value}`);
  } else if (outcome === 'accepted' && reports.length === 1 && !NOT_COUNTS.test(made.text.normalize('NFC'))) {
    for (const [, code = '', digits] of made.text.matchAll(OBVIOUS)) {
      if (codes.has(code) && !stored.has(code)) faults.push(`${code}${digits} has vanished`);
    }
  }
  return faults;
}

const until = performance.now() + minutes * 60_000;
let inputs = 0;
let shown = 0;
while (performance.now() < until && shown < MOST_SHOWN) {
  const r = random(seed + inputs);
  const base = r.chance(0.3) ? make.tame(r) : make.wild(r);
  const made = r.chance(0.5) ? make.mutate(r, base) : base;
  inputs++;
  try {
    const reading = readReport(made.text, SENT_AT, form, { villages: [] });
    const faults = broken(made, reading);
    if (faults.length === 0) continue;
    shown++;
    console.log(
      `${seed + inputs - 1}: ${JSON.stringify(made.text)}\n    ${faults.join('; ')}\n    ${JSON.stringify(reading)}`,
    );
  } catch (error) {
    shown++;
    console.log(`${seed + inputs - 1}: ${JSON.stringify(made.text)} throws`, error);
  }
}
console.log(`${inputs} inputs from seed ${seed}, ${shown} broken.`);
process.exitCode = shown === 0 ? 0 : 1;

/** How an officer reads the answers: short enough for an SMS, or every row where there is room. Pure but for the texts. */
import { fitted, listed } from '../listed.ts';
import { lettersOf } from './letters.ts';
import { type CountTable, HIDDEN, type Row, type ShownValues, shownAbove, shownWithin } from './table.ts';
import { type Count, fits, momentIn, namesOf, type Say, shortened } from './wording.ts';

export type Result = {
  readonly count: Count;
  readonly table: CountTable;
  readonly closed: boolean;
  /** Of an officer of the communes themselves; above them a few people are not shown. */
  readonly villages: boolean;
  /** Every row; otherwise what fits two SMS. */
  readonly whole: boolean;
  /** What stands below, such as how to close. */
  readonly foot: string | undefined;
};

export function resultText(say: Say, result: Result): string {
  const whole = wholeText(say, result);
  return result.whole || fits(whole) ? whole : shortText(say, result);
}

function wholeText(say: Say, result: Result): string {
  const { count, table, villages, foot } = result;
  const above = villages ? undefined : shownAbove(table);
  const rows =
    above === undefined
      ? villageRows(say, count.names, table)
      : communeRows(say, count.names, table, above.communes);
  const totals = totalsLine(say, count.names, above?.all ?? shownWithin(table), true);
  const hides = [totals, ...rows].some((line) => line.includes(HIDDEN));
  return [
    headLine(say, result, count.question),
    answeredLine(say, table),
    totals,
    ...rows,
    ...(hides ? [say('quick.result.hidden')] : []),
    ...(foot === undefined ? [] : [foot]),
  ].join('\n');
}

/** Together, and as many names of who is missing as there is room for. */
function shortText(say: Say, result: Result): string {
  const { count, table, villages, foot } = result;
  const totals = totalsLine(say, count.names, villages ? shownWithin(table) : shownAbove(table).all, false);
  const missing = villages ? missingVillages(count.names, table) : missingCommunes(say, table);
  const text = (question: string, named: number) => {
    const names = listed(say, missing, named, villages ? 'villages' : 'communes');
    return [
      headLine(say, result, question),
      answeredLine(say, table),
      totals,
      ...(missing.length === 0 ? [] : [say('quick.result.missing', { names })]),
      ...(totals.includes(HIDDEN) ? [say('quick.result.hidden')] : []),
      ...(foot === undefined ? [] : [foot]),
    ].join('\n');
  };
  // A question cut short is better than nobody named.
  const questions = [count.question, shortened(count.question), shortened(count.question, SHORTEST)];
  const question = questions.find((tried) => fits(text(tried, 1))) ?? questions.at(-1) ?? '';
  return fitted(missing.length, (named) => text(question, named));
}

const SHORTEST = 30;

function headLine(say: Say, { count, closed }: Result, question: string): string {
  const deadline = momentIn(say, count.deadlineAt);
  return say(closed ? 'quick.result.closed' : 'quick.result.open', { question, deadline });
}

function answeredLine(say: Say, { rows, totals }: CountTable): string {
  const late = rows.filter((row) => row.late).length;
  const { expected, reported } = totals.all;
  return late === 0
    ? say('quick.result.answered', { answered: reported, expected })
    : say('quick.result.answeredLate', { answered: reported, expected, late });
}

function totalsLine(say: Say, names: readonly string[], values: ShownValues, named: boolean): string {
  const letters = lettersOf(names);
  if (letters.every((letter) => values[letter] === undefined)) return say('quick.result.nothing');
  if (letters.length === 1) return say('quick.result.total', { values: values.A ?? 0 });
  const shown = letters.map((letter, n) => {
    const value = values[letter] ?? '-';
    return named ? `${letter} ${value} (${names[n]})` : `${letter} ${value}`;
  });
  return say('quick.result.total', { values: shown.join(', ') });
}

/** `Nà Ban`, or `Bản Lướt (B)` where only B is missing. */
function missingVillages(names: readonly string[], { rows }: CountTable): readonly string[] {
  return rows
    .filter((row) => row.missing.length > 0)
    .map(({ village, missing }) =>
      missing.length === names.length ? village.name : `${village.name} (${missing.join(' ')})`,
    );
}

function missingCommunes(say: Say, { communes }: CountTable): readonly string[] {
  return [...communes.values()]
    .filter((commune) => commune.incomplete > 0)
    .map(({ label, incomplete }) => say('quick.result.missingIn', { commune: label, villages: incomplete }));
}

function villageRows(say: Say, names: readonly string[], { rows, communes }: CountTable): readonly string[] {
  let commune = '';
  return rows.flatMap((row) => {
    const heading =
      communes.size > 1 && row.village.communeId !== commune ? [`${row.village.communeLabel}:`] : [];
    commune = row.village.communeId;
    return [...heading, villageRow(say, names, row)];
  });
}

function villageRow(
  say: Say,
  names: readonly string[],
  { village, values, missing, answered, late }: Row,
): string {
  if (!answered) return say('quick.result.rowNone', { village: village.name });
  const notes = [
    ...(missing.length > 0 ? [say('quick.result.rowMissing', { names: namesOf(names, missing) })] : []),
    ...(late ? [say('quick.result.rowLate')] : []),
  ];
  return [`${village.name}: ${valuesIn(names, values)}`, ...notes].join(', ');
}

function communeRows(
  say: Say,
  names: readonly string[],
  { communes }: CountTable,
  shown: ReadonlyMap<string, ShownValues>,
): readonly string[] {
  return [...communes].map(([id, { label, area }]) =>
    say('quick.result.rowCommune', {
      commune: label,
      answered: area.reported,
      expected: area.expected,
      values: valuesIn(names, shown.get(id) ?? {}) || '-',
    }),
  );
}

/** `12`, or `A 12, B 3` where there are several. */
function valuesIn(names: readonly string[], values: ShownValues): string {
  if (names.length === 1) return String(values.A ?? '');
  return lettersOf(names)
    .flatMap((letter) => (values[letter] === undefined ? [] : `${letter} ${values[letter]}`))
    .join(', ');
}

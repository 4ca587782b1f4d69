/** What is said about a quick count, to those who are asked and to those who ask. Pure but for the texts. */
import type { Language } from '../../message.ts';
import { segmentsOf, smsForm, type TextKey, type Texts } from '../../texts.ts';
import type { Values } from '../merge.ts';
import type { Question } from '../read/reading.ts';
import { momentOf } from './deadline.ts';
import { lettersOf } from './letters.ts';

export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

export function sayIn(texts: Texts, language: Language): Say {
  return (key, values) => texts.say(language, key, values);
}

export type Count = {
  readonly question: string;
  readonly names: readonly string[];
  readonly deadlineAt: number;
};

/** Two SMS: more is not read on an old phone, and is paid for. */
const MOST_SEGMENTS = 2;

export function fits(text: string): boolean {
  return segmentsOf(smsForm(text, false)) <= MOST_SEGMENTS;
}

/** Invented numbers, of different lengths so that nobody takes them for a rule. */
const SAMPLE = [12, 3, 0, 25, 4];

export function exampleOf(names: readonly string[]): string {
  if (names.length < 2) return `DEM ${SAMPLE[0]}`;
  return `DEM ${lettersOf(names)
    .map((letter, n) => `${letter}${SAMPLE[n]}`)
    .join(' ')}`;
}

export type Asked = Count & {
  /** "xã Mường Than" */
  readonly sender: string;
  /** Of the reader; where there are several each needs its own message. */
  readonly villages: readonly string[];
};

/** The question as it arrives. */
export function askText(say: Say, asked: Asked): string {
  const text = say('quick.asks', {
    sender: capital(asked.sender),
    question: sentence(asked.question),
    deadline: momentIn(say, asked.deadlineAt),
    how: howTo(say, asked),
  });
  return withVillages(say, asked, text);
}

export function remindText(say: Say, asked: Asked): string {
  const text = say('quick.reminds', {
    sender: capital(asked.sender),
    villages: asked.villages.join(', '),
    question: sentence(asked.question),
    deadline: momentIn(say, asked.deadlineAt),
    how: howTo(say, asked),
  });
  return withVillages(say, asked, text);
}

export function howTo(say: Say, { question, names }: Pick<Count, 'question' | 'names'>): string {
  const example = exampleOf(names);
  const [only] = names;
  if (names.length > 1) return say('quick.how.several', { example, names: lettered(names) });
  return only === undefined || only === question
    ? say('quick.how.one', { example })
    : say('quick.how.named', { example, name: only });
}

/** `A: số hộ; B: số trẻ` */
function lettered(names: readonly string[]): string {
  return lettersOf(names)
    .map((letter, n) => `${letter}: ${names[n]}`)
    .join('; ');
}

function withVillages(say: Say, { villages, names }: Asked, text: string): string {
  const [village] = villages;
  if (village === undefined || villages.length < 2) return text;
  const long = `${text}. ${say('quick.eachVillage', { example: exampleOf(names), village })}`;
  return fits(long) ? long : text;
}

export function momentIn(say: Say, at: number): string {
  return say('quick.moment', momentOf(at));
}

/** `12`, or `A12 (số hộ), B3 (số trẻ)`: every value beside what it counts. */
export function valuesWithNames(names: readonly string[], values: Values): string {
  if (names.length < 2) return String(values.A ?? '');
  return lettersOf(names)
    .flatMap((letter, n) => (values[letter] === undefined ? [] : `${letter}${values[letter]} (${names[n]})`))
    .join(', ');
}

/** `B (số trẻ)` */
export function namesOf(names: readonly string[], letters: readonly string[]): string {
  const all = lettersOf(names);
  return letters.map((letter) => `${letter} (${names[all.indexOf(letter)]})`).join(', ');
}

/** What was not certain in an answer and why, and the line to send instead. */
export function notStored(say: Say, questions: readonly Question[], line: string): string {
  const fields = questions.map(({ field }) =>
    field === 'layout' || field === 'keyword' ? say(`reports.field.${field}`) : field,
  );
  const whys = questions.map(({ reason }, n) =>
    say('reports.problem', { field: fields[n] ?? '', reason: say(`reports.reason.${reason}`) }),
  );
  const [whole = '', brief = ''] = [whys, fields].map((problems) => {
    const told = say('reports.notStored', { problems: problems.join(', ') });
    return `${told}\n${say('reports.sendLike', { line })}`;
  });
  return fits(whole) ? whole : brief;
}

const SHORT = 60;

/** As it can be named beside other things. */
export function shortened(question: string, most = SHORT): string {
  if (question.length <= most) return question;
  const cut = question.slice(0, most - 3);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).trimEnd()}...`;
}

export function sentence(text: string): string {
  return /[.?!:]$/.test(text) ? text : `${text}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

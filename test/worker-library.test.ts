import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { libraryIn } from '../src/worker-library.ts';

const fileOf = (name: string) => readFileSync(new URL(`../content/${name}`, import.meta.url), 'utf8');
const ANSWERS = fileOf('answers.json');
const DECLINED = fileOf('declined.json');
const NAMES = fileOf('topic-names.json');

function assets(...answers: readonly Response[]) {
  const asked: string[] = [];
  return {
    asked,
    fetch: async (url: string) => {
      asked.push(new URL(url).pathname);
      return answers[asked.length - 1] ?? Promise.reject(new Error('asked too often'));
    },
  };
}

const lines: string[] = [];
const log = (level: string, event: string) => lines.push(`${level} ${event}`);

test('the answers are read at the first question and remembered', async () => {
  const stored = assets(new Response(ANSWERS), new Response(DECLINED), new Response(NAMES));
  const library = libraryIn(stored, log);
  expect(stored.asked).toEqual([]);
  expect((await library())?.find('may thang thi cho con an dam')?.id).toBe('an-feeding-start');
  expect(await library()).toBe(await library());
  expect(stored.asked).toEqual(['/answers.json', '/declined.json', '/topic-names.json']);
});

test('what could not be read is read at the next question', async () => {
  const stored = assets(
    new Response('', { status: 404 }),
    new Response('[{"id":"an-x"}]'),
    new Response(ANSWERS),
    new Response('', { status: 404 }),
    new Response(ANSWERS),
    new Response(DECLINED),
    new Response(NAMES),
  );
  const library = libraryIn(stored, log);
  lines.length = 0;
  expect(await library()).toBeUndefined();
  expect(await library()).toBeUndefined();
  expect(await library()).toBeUndefined();
  expect(lines).toEqual(['warn library-not-read', 'warn library-not-read', 'warn library-not-read']);
  expect((await library())?.answers.length).toBeGreaterThan(100);
});

test('without the binding a person answers, and the log says so', async () => {
  lines.length = 0;
  expect(await libraryIn(undefined, log)()).toBeUndefined();
  expect(lines).toEqual(['warn library-not-read']);
});

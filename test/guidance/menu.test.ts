import { describe, expect, test } from 'vitest';
import { ANSWERS } from '../../content/answers.ts';
import { TOPIC_NAMES } from '../../content/topic-names.ts';
import type { Stage } from '../../content/topic-names-shape.ts';
import { TOPICS } from '../../content/topics.ts';
import { type Page, type Place, pageAt } from '../../src/guidance/menu/offers.ts';
import { stageOf } from '../../src/guidance/menu/stage.ts';

const shelfWith = (answers: typeof ANSWERS) => ({ answers, names: TOPIC_NAMES });
const SHELF = shelfWith(ANSWERS);
const STAGES = Object.keys(TOPIC_NAMES.stages) as Stage[];

describe('the names', () => {
  test('every topic stands in one group, and every group that is offered exists', () => {
    expect(TOPIC_NAMES.groups.flatMap(({ topics }) => topics).sort()).toEqual([...TOPICS].sort());
    const ids = TOPIC_NAMES.groups.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const stage of STAGES) expect(ids).toEqual(expect.arrayContaining(TOPIC_NAMES.stages[stage]));
  });
  test('no name is of an answer that is gone, and no two answers of a topic are called alike', () => {
    const known = ANSWERS.map(({ id }) => id);
    expect(Object.keys(TOPIC_NAMES.answers).filter((id) => !known.includes(id))).toEqual([]);
    for (const topic of TOPICS) {
      const names = ANSWERS.filter((answer) => answer.topic === topic).map(
        ({ id }) => TOPIC_NAMES.answers[id]?.vi ?? id,
      );
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

/** Every page that numbers lead to. */
function pages(stage: Stage): ReadonlyMap<Place, Page> {
  const found = new Map<Place, Page>();
  const next: Place[] = [`groups:${stage}`];
  for (let place = next.pop(); place !== undefined; place = next.pop()) {
    const page = found.has(place) ? undefined : pageAt(place, stage, SHELF, 'vi');
    if (page === undefined) continue;
    found.set(place, page);
    if (page.kind === 'list') next.push(page.zero, ...page.offers.map(({ leads }) => leads));
  }
  return found;
}

describe('the pages', () => {
  test.each(STAGES)('lead to every answer, with at most eight to choose from: %s', (stage) => {
    const all = [...pages(stage).values()];
    const reached = new Set(all.flatMap((page) => (page.kind === 'text' ? [page.answer.id] : [])));
    expect(reached.size).toBe(ANSWERS.length);
    for (const page of all) {
      if (page.kind === 'list') expect(page.offers.length).toBeLessThanOrEqual(8);
    }
  });
  test('offer nothing that may not be sent, and nothing where nothing may', () => {
    const [one] = ANSWERS;
    if (one === undefined) throw new Error('no answers');
    expect(pageAt('groups:unknown', 'unknown', shelfWith([]), 'vi')).toBeUndefined();
    expect(pageAt('groups:unknown', 'unknown', shelfWith([one]), 'vi')).toMatchObject({
      offers: [{ leads: 'group:pregnancy' }],
    });
    expect(pageAt('group:pregnancy', 'unknown', shelfWith([one]), 'vi')).toEqual({
      kind: 'text',
      answer: one,
    });
    expect(pageAt(`answer:${ANSWERS[1]?.id}`, 'unknown', shelfWith([one]), 'vi')).toBeUndefined();
    for (const place of ['', 'group:', 'group:nobody', 'topic:', 'topic:nobody', 'answer:x', 'groups']) {
      pageAt(place, 'unknown', SHELF, 'vi');
    }
  });
});

describe('the stage', () => {
  const child = (born: string | null, status: 'active' | 'lost' = 'active') => ({ born, status });
  test.each([
    ['nobody is known', [], 'unknown'],
    ['a child was lost', [child(null, 'lost')], 'unknown'],
    ['one is expected', [child('2020-01-01'), child(null)], 'pregnant'],
    ['the youngest is a baby', [child('2020-01-01'), child('2026-03-15')], 'baby'],
    ['all are older', [child('2020-01-01'), child('2024-11-01')], 'child'],
  ] as const)('%s', (_name, children, stage) => {
    expect(stageOf(children, '2026-11-16')).toBe(stage);
  });
});

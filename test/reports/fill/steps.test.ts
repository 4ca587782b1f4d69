import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Act,
  after,
  begun,
  type Facts,
  type Filling,
  type Move,
  movesOf,
} from '../../../src/reports/fill/steps.ts';
import type { Values } from '../../../src/reports/merge.ts';

const CODES = ['TS', 'TE', 'TD', 'KT'];
const MOVES: readonly Move[] = ['skip', 'back', 'done', 'more', 'edit', 'send', 'stop'];

const code = fc.constantFrom(...CODES, 'KG');
const values = fc.dictionary(code, fc.nat(9999), { maxKeys: 3 });
const moves = fc.constantFrom<Act>(...MOVES.filter((move) => move !== 'stop'));
const fills = fc
  .record(
    {
      place: fc.constantFrom('a', 'b'),
      period: fc.constantFrom('2026-09', '2026-10'),
      values,
      unsure: code,
    },
    { requiredKeys: [] },
  )
  .map((fill): Act => ({ does: 'fill', ...fill }));
const picks = fc.constantFrom('month', 'place', ...CODES).map((what): Act => ({ does: 'pick', what }));
const acts = fc.array(fc.oneof(moves, fills, fills, picks), { maxLength: 30 });
const facts = fc.record({
  places: fc.constantFrom(['a'], ['a', 'b']),
  required: fc.constant(CODES),
  stored: fc.dictionary(fc.constantFrom(...CODES), fc.nat(9999), { maxKeys: 2 }),
});

/** Each state on the way, after which act; stops where the report is sent. */
function walk(
  known: Facts,
  said: readonly Act[],
): { act: Act | undefined; state: Filling | 'sent' | 'stopped' }[] {
  let filling = begun('BC', known);
  const way: { act: Act | undefined; state: Filling | 'sent' | 'stopped' }[] = [
    { act: undefined, state: filling },
  ];
  for (const act of said) {
    const state = after(filling, act, known);
    way.push({ act, state });
    if (typeof state === 'string') break;
    filling = state;
  }
  return way;
}

describe('whatever is pressed and typed, in any order', () => {
  test('the newest number of each code is kept, and no other comes in', () => {
    fc.assert(
      fc.property(facts, acts, (known, said) => {
        let typed: Values = {};
        for (const { act, state } of walk(known, said)) {
          if (typeof act === 'object' && act.does === 'fill') typed = { ...typed, ...act.values };
          if (typeof state === 'object') expect(state.values).toEqual(typed);
        }
      }),
    );
  });

  test('it is sent only from a summary of at least one number, by Send', () => {
    fc.assert(
      fc.property(facts, acts, (known, said) => {
        const way = walk(known, said);
        const sent = way.findIndex(({ state }) => state === 'sent');
        if (sent === -1) return;
        const before = way[sent - 1]?.state;
        expect(way[sent]?.act).toBe('send');
        expect(before).toMatchObject({ step: { at: 'summary' }, place: expect.any(String) });
        expect(Object.keys((before as Filling).values)).not.toEqual([]);
      }),
    );
  });

  test('a number, a change and a summary always know their village and month', () => {
    fc.assert(
      fc.property(facts, acts, (known, said) => {
        for (const { state } of walk(known, said)) {
          if (typeof state === 'string' || ['place', 'month'].includes(state.step.at)) continue;
          expect(state).toMatchObject({ place: expect.any(String), period: expect.any(String) });
        }
      }),
    );
  });

  test('every step can be left: it may be stopped there, and by its own moves alone the summary or the stop is near', () => {
    fc.assert(
      fc.property(facts, acts, (known, said) => {
        for (const { state } of walk(known, said)) {
          if (typeof state === 'string') continue;
          expect(movesOf(state, known)).toContain('stop');
          expect(after(state, 'stop', known)).toBe('stopped');
          if (state.step.at !== 'count') continue;
          const out = after(state, state.finishing ? 'back' : 'done', known);
          expect(out).toMatchObject({ step: { at: 'summary' } });
        }
      }),
    );
  });

  test('a move that is not offered changes nothing', () => {
    fc.assert(
      fc.property(facts, acts, (known, said) => {
        for (const { state } of walk(known, said)) {
          if (typeof state === 'string') continue;
          for (const move of MOVES.filter((one) => !movesOf(state, known).includes(one))) {
            expect(after(state, move, known)).toEqual(state);
          }
        }
      }),
    );
  });

  test('passing over every question and sending nothing ends at the summary, whatever is stored', () => {
    fc.assert(
      fc.property(facts, (known) => {
        const skipped = Array.from({ length: CODES.length }, (): Act => 'skip');
        const last = walk(known, [{ does: 'fill', place: 'a', period: '2026-10' }, ...skipped]).at(-1);
        expect(last?.state).toMatchObject({ step: { at: 'summary' }, values: {} });
      }),
    );
  });
});

describe('the way through a form', () => {
  const known: Facts = { places: ['a'], required: CODES, stored: {} };
  const stepsAfter = (...said: readonly Act[]) =>
    walk(known, said).map(({ state }) =>
      typeof state === 'string' ? state : state.step.at === 'count' ? state.step.code : state.step.at,
    );
  const month: Act = { does: 'fill', period: '2026-10' };
  const count = (name: string): Act => ({ does: 'fill', values: { [name]: 1 } });

  test('asks each code once, then shows the summary', () => {
    expect(stepsAfter(month, ...CODES.map(count), 'send')).toEqual(['month', ...CODES, 'summary', 'sent']);
  });

  test('goes back a step at a time as far as the month, and then on with what is still missing', () => {
    expect(stepsAfter(month, count('TS'), count('TE'), 'back', 'back', 'back', month)).toEqual([
      'month',
      'TS',
      'TE',
      'TD',
      'TE',
      'TS',
      'month',
      'TD',
    ]);
  });

  test('what is changed from the summary leads back to it', () => {
    expect(
      stepsAfter(month, count('TS'), 'done', 'edit', { does: 'pick', what: 'TE' }, count('TE'), 'more'),
    ).toEqual(['month', 'TS', 'TE', 'summary', 'pick', 'TE', 'summary', 'TD']);
  });

  test('what is stored already is not asked', () => {
    const state = after(begun('BC', known), month, { ...known, stored: { TS: 1, TE: 1, TD: 1 } });
    expect(state).toMatchObject({ step: { at: 'count', code: 'KT' } });
  });
});

import { describe, expect, test } from 'vitest';
import { nextMorning, passage } from '../src/gate.ts';
import type { DueRow } from '../src/store/outbox.ts';

const at = (clock: string, day = '2026-11-02') => Date.parse(`${day}T${clock}:00+07:00`);
type Row = Pick<DueRow, 'kind' | 'consent' | 'reach' | 'expiresAt'> & Partial<Pick<DueRow, 'byTelegram'>>;
const row = (over: Partial<Row> = {}): Row => ({
  kind: 'tip',
  consent: 'in',
  reach: 'ok',
  expiresAt: null,
  ...over,
});
const NONE: ReadonlyMap<string, number> = new Map();

describe('who may be written to', () => {
  const table: readonly (readonly [string, Partial<Row>, string])[] = [
    ['a tip for someone who joined', {}, 'send'],
    ['a tip for someone who only wrote once', { consent: 'none' }, 'not-opted-in'],
    ['a tip for someone who left', { consent: 'out' }, 'opted-out'],
    ['a reply for someone who left', { kind: 'reply', consent: 'out' }, 'send'],
    ['the one invitation for someone unknown', { kind: 'invitation', consent: 'none' }, 'send'],
    ['an invitation for someone who left', { kind: 'invitation', consent: 'out' }, 'opted-out'],
    ['a broadcast for an address that is blocked', { kind: 'broadcast', reach: 'blocked' }, 'reach-blocked'],
    ['an urgent broadcast for someone who left', { kind: 'urgent', consent: 'out' }, 'opted-out'],
    ['a reminder that goes to their chat', { kind: 'reminder', byTelegram: true }, 'by-telegram'],
    ['a tip that is stale', { expiresAt: at('08:59') }, 'stale'],
  ];
  for (const [name, over, expected] of table) {
    test(name, () => {
      const pass = passage(row(over), NONE, at('09:00'));
      expect(pass.go === 'skip' ? pass.reason : pass.go).toBe(expected);
    });
  }
});

describe('when it may leave', () => {
  test.each(['07:00', '12:00', '20:59'])('a tip leaves at %s', (clock) => {
    expect(passage(row(), NONE, at(clock)).go).toBe('send');
  });

  test.each([
    ['21:00', '2026-11-03'],
    ['23:59', '2026-11-03'],
    ['00:00', '2026-11-02'],
    ['06:59', '2026-11-02'],
  ])('a tip due at %s waits for seven in the morning', (clock, day) => {
    expect(passage(row(), NONE, at(clock))).toEqual({ go: 'hold', until: at('07:00', day), reason: 'night' });
  });

  test('a reply and an urgent broadcast leave at night', () => {
    expect(passage(row({ kind: 'reply' }), NONE, at('02:00')).go).toBe('send');
    expect(passage(row({ kind: 'urgent' }), NONE, at('02:00')).go).toBe('send');
  });

  test('what would be stale by the morning is skipped and says so', () => {
    expect(passage(row({ expiresAt: at('22:00') }), NONE, at('21:30'))).toEqual({
      go: 'skip',
      reason: 'stale-night',
    });
  });
});

describe('how much a day', () => {
  test('a second tip waits for tomorrow', () => {
    expect(passage(row(), new Map([['tip', 1]]), at('09:00'))).toEqual({
      go: 'hold',
      until: at('07:00', '2026-11-03'),
      reason: 'daily-cap',
    });
  });

  test('a fourth message waits, whatever its kind; a reply and what is urgent do not', () => {
    const three = new Map([
      ['tip', 1],
      ['broadcast', 2],
    ]);
    expect(passage(row({ kind: 'broadcast' }), three, at('09:00')).go).toBe('hold');
    expect(passage(row({ kind: 'reminder' }), three, at('09:00')).go).toBe('hold');
    expect(passage(row({ kind: 'reply' }), three, at('09:00')).go).toBe('send');
    expect(passage(row({ kind: 'urgent' }), three, at('09:00')).go).toBe('send');
  });
});

test('the next morning is today before seven and tomorrow after', () => {
  expect(nextMorning(at('05:00'))).toBe(at('07:00'));
  expect(nextMorning(at('07:00'))).toBe(at('07:00', '2026-11-03'));
});

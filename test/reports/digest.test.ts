import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Language } from '../../src/message.ts';
import { digestOf } from '../../src/reports/digest.ts';
import type { Say } from '../../src/reports/listed.ts';
import type { VillageStanding } from '../../src/store/chases.ts';
import { createTexts, segmentsOf, smsForm } from '../../src/texts.ts';

const texts = createTexts();
const sayIn =
  (language: Language): Say =>
  (key, values) =>
    texts.say(language, key, values);
const REQUIRED = ['TS', 'TE'];
const WHOLE = { TS: 9, TE: 4 };
const IN_COMMUNE = { place: 'Xã Mường Than', single: true };
const IN_PROVINCE = { place: 'Lai Châu', single: false };

function village(name: string, values: Record<string, number> = {}, more: Partial<VillageStanding> = {}) {
  return {
    villageId: name,
    village: name,
    communeId: '03618@2025-07-01',
    commune: { kind: 'xa', name: 'Mường Than' },
    provinceName: 'Lai Châu',
    values,
    reportedAt: null,
    unattended: false,
    ...more,
  } as const satisfies VillageStanding;
}

describe('a digest of one commune', () => {
  test.each([
    [
      'names those without a report, those with a part, and where nobody reports',
      [
        village('Nà Ban'),
        village('Bản Lướt', { TS: 1 }),
        village('Én Nọi', {}, { unattended: true }),
        village('Pá Lài', WHOLE),
      ],
      'Xã Mường Than T10/2026: 1/4 thôn đã báo cáo đủ. Chưa báo cáo: Nà Ban. Còn thiếu số: Bản Lướt. Chưa có cộng tác viên: Én Nọi.',
      'Xã Mường Than T10/2026: 1/4 villages have reported all. No report: Nà Ban. Numbers lacking: Bản Lướt. No collaborator: Én Nọi.',
    ],
    [
      'thanks where all is there',
      [village('Nà Ban', WHOLE), village('Pá Lài', WHOLE, { unattended: true })],
      'Xã Mường Than T10/2026: tất cả 2 thôn đã báo cáo đủ. Cảm ơn anh chị và các cộng tác viên!',
      'Xã Mường Than T10/2026: all 2 villages have reported everything. Thank you and the collaborators!',
    ],
  ])('%s', (_, villages, vi, en) => {
    expect(digestOf(sayIn('vi'), IN_COMMUNE, villages, REQUIRED, '2026-10')).toBe(vi);
    expect(digestOf(sayIn('en'), IN_COMMUNE, villages, REQUIRED, '2026-10')).toBe(en);
  });
});

test('a digest of a province names first the communes that lag furthest behind', () => {
  const of = (communeId: string, name: string) => ({ communeId, commune: { kind: 'xa', name } as const });
  const villages = [
    village('a', WHOLE, of('x', 'Mường Than')),
    village('b', {}, of('x', 'Mường Than')),
    village('c', {}, of('y', 'Sìn Hồ')),
    village('d', WHOLE, of('z', 'Than Uyên')),
  ];
  expect(digestOf(sayIn('vi'), IN_PROVINCE, villages, REQUIRED, '2026-10')).toBe(
    'Lai Châu T10/2026: 1/3 xã đã báo cáo đủ (2/4 thôn). Chưa đủ: Sìn Hồ 0/1, Mường Than 1/2.',
  );
});

const name = fc
  .array(fc.constantFrom('Bản', 'Nậm', 'Xả', 'Trên', 'Đồng', 'Phố', 'số', '12', 'Hoàng'), {
    minLength: 1,
    maxLength: 8,
  })
  .map((words) => words.join(' '));
const standing = fc
  .record({
    name,
    communeId: fc.constantFrom(...Array.from({ length: 60 }, (_, i) => `c${i}`)),
    values: fc.constantFrom({}, { TS: 1 }, WHOLE),
    unattended: fc.boolean(),
  })
  .map(({ name: called, values, ...more }) =>
    village(called, values, { ...more, commune: { kind: 'xa', name: called } }),
  );

test('whatever the villages are called and however many there are, a digest is two SMS at most and loses nobody', () => {
  fc.assert(
    fc.property(
      fc.array(standing, { minLength: 1, maxLength: 120 }),
      fc.constantFrom(IN_COMMUNE, IN_PROVINCE),
      fc.constantFrom<Language>('vi', 'en'),
      (villages, area, language) => {
        const text = smsForm(digestOf(sayIn(language), area, villages, REQUIRED, '2026-10'), false);
        expect(segmentsOf(text), text).toBeLessThanOrEqual(2);
        if (area.single) expect(namedIn(text)).toBe(villages.filter(({ values }) => values !== WHOLE).length);
      },
    ),
    { numRuns: 60 },
  );
});

/** How many villages a text tells of: by name, as so many more, or as a number alone. */
function namedIn(text: string): number {
  if (/tat ca|: all /.test(text)) return 0;
  const lists = [...text.matchAll(/: ([^:]*?)\.(?= [A-Z]|$)/g)].map((match) => match[1] ?? '').slice(1);
  return lists.reduce((sum, list) => {
    const alone = /^(\d+) (?:thon|villages)$/.exec(list)?.[1];
    if (alone !== undefined) return sum + Number(alone);
    const more = / (?:va (\d+) thon khac|and (\d+) more)$/.exec(list);
    return sum + list.split(', ').length + Number(more?.[1] ?? more?.[2] ?? 0);
  }, 0);
}

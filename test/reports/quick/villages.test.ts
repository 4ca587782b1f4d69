import { describe, expect, test } from 'vitest';
import { villagesNamed } from '../../../src/reports/quick/villages.ts';

const own = ['Nà Ban', 'Bản Lướt', 'Thôn 7', 'Bản Hai', 'Nà Ban 2'].map((villageName) => ({ villageName }));

function named(text: string): { names: readonly string[]; rest: string } {
  const { villages, rest } = villagesNamed(text, own);
  return { names: villages.map(({ villageName }) => villageName), rest };
}

describe('a village named in an answer is not read as a number', () => {
  test.each([
    ['DEM 12 Na Ban', ['Nà Ban'], 'DEM 12'],
    ['DEM bản Nà Ban 12', ['Nà Ban'], 'DEM 12'],
    ['DEM 12 cua thon na ban', ['Nà Ban'], 'DEM 12'],
    ['DEM 12 luot', ['Bản Lướt'], 'DEM 12'],
    ['DEM 12 bản Lướt', ['Bản Lướt'], 'DEM 12'],
    ['DEM A12 B3 thon 7', ['Thôn 7'], 'DEM A12 B3'],
    ['DEM thon 7 12', ['Thôn 7'], 'DEM 12'],
    ['DEM 12 na ban 2', ['Nà Ban 2'], 'DEM 12'],
    ['DEM 12 ban hai', ['Bản Hai'], 'DEM 12'],
    ['DEM 12 Na Ban, Ban Luot', ['Nà Ban', 'Bản Lướt'], 'DEM 12 ,'],
    ['DEM 12', [], 'DEM 12'],
    // The kind alone, or a number that is also a name, names nothing.
    ['DEM 7', [], 'DEM 7'],
    ['DEM hai', [], 'DEM hai'],
    ['DEM 12 thon 8', [], 'DEM 12 thon 8'],
    ['DEM 12 Nà Phát', [], 'DEM 12 Nà Phát'],
  ])('%s', (text, names, rest) => expect(named(text)).toEqual({ names, rest }));
});

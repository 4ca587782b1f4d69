/** The communes of a province that a text names. */
import type { Deps } from '../deps.ts';
import { communesOf, type UnitRow } from '../store/units.ts';
import { foldName } from '../vietnamese.ts';

/** `bare`: a name of two syllables and more counts without the word for commune too. */
export async function communesNamed(
  deps: Pick<Deps, 'store'>,
  text: string,
  provinceCode: string,
  bare = false,
): Promise<readonly UnitRow[]> {
  const words = ` ${foldName(text)} `;
  if (!bare && !/ (?:xa|phuong) (?!\d)/.test(words)) return [];
  const found = (await communesOf(deps.store, provinceCode)).filter(
    ({ nameFolded }) =>
      new RegExp(` (?:xa|phuong) ${nameFolded} `).test(words) ||
      (bare && nameFolded.includes(' ') && words.includes(` ${nameFolded} `)),
  );
  // `xa Muong Than` does not name the commune Muong.
  return found.filter(({ nameFolded }) => !found.some((one) => one.nameFolded.startsWith(`${nameFolded} `)));
}

import type { UnitRow } from '../store/units.ts';

export type Kind = UnitRow['kind'];

const WORDS: Readonly<Record<Kind, string>> = {
  tinh: 'tỉnh',
  'thanh-pho': 'thành phố',
  xa: 'xã',
  phuong: 'phường',
  'thi-tran': 'thị trấn',
  'dac-khu': 'đặc khu',
  'huyen-dao': 'huyện đảo',
};

/** "xã Mường Than" */
export function labelOf(unit: { readonly kind: Kind; readonly name: string }): string {
  return `${WORDS[unit.kind]} ${unit.name}`;
}

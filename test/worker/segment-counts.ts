/** How many parts SMS have that are not counted the short way: alike on Node and in a Worker. */
import { segmentsOf } from '../../src/texts.ts';

const TEXTS = ['Bé bú mẹ', '€', '{a}', '“Mẹ” – bé…', 'à la carte', '👶', 'bé\u0301 e\u0302\u0301', '\n', ''];

export const segmentCounts = (): readonly (readonly number[])[] =>
  TEXTS.map((text) => [1, 2, 34, 35, 69, 70, 71, 160, 161].map((times) => segmentsOf(text.repeat(times))));

/** Two eight-bit encodings of Vietnamese, as their bytes look when they are shown as Latin-1. */

const TCVN3_LETTERS = 'àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ';
const TCVN3_BYTES =
  'b5 b6 b7 b8 b9 a8 bb bc bd be c6 a9 c7 c8 c9 ca cb ae cc ce cf d0 d1 aa d2 d3 d4 d5 d6 d7 d8 dc dd de ' +
  'df e1 e2 e3 e4 ab e5 e6 e7 e8 e9 ac ea eb ec ed ee ef f1 f2 f3 f4 ad f5 f6 f7 f8 f9 fa fb fc fd fe';

const bytes = TCVN3_BYTES.split(' ').map((hex) => String.fromCharCode(Number.parseInt(hex, 16)));
export const TCVN3: ReadonlyMap<string, string> = new Map(
  [...TCVN3_LETTERS].map((letter, i) => [letter, bytes[i] ?? letter]),
);

/** VNI-Windows writes the base letter, then one sign for shape and tone together. Capitals use capital signs. */
const VNI_SIGNS: Readonly<Record<string, string>> = {
  '': 'ùøûõï',
  '^': 'áàåãä',
  '(': 'éèúüë',
  'o+': 'ùøûõï',
};
const TONES = ['\u0301', '\u0300', '\u0309', '\u0303', '\u0323'];

export function VNI_WINDOWS(char: string): string {
  const lower = char.toLowerCase();
  const capital = lower !== char;
  const cased = (text: string) => (capital ? text.toUpperCase() : text);
  if (lower === 'đ') return cased('ñ');
  const marks = lower.normalize('NFD');
  const base = marks.slice(0, 1);
  if (marks.length === 1) return char;
  const tone = TONES.findIndex((mark) => marks.includes(mark));
  // i and y carry their tones in letters of their own.
  if (base === 'i') return cased(['í', 'ì', 'æ', 'ó', 'ò'][tone] ?? 'i');
  if (marks.includes('\u031b')) return cased((base === 'o' ? 'ô' : 'ö') + (VNI_SIGNS['o+']?.[tone] ?? ''));
  if (base === 'y' && tone === 4) return cased('î');
  const shape = marks.includes('\u0302') ? '^' : marks.includes('\u0306') ? '(' : '';
  const bare: Readonly<Record<string, string>> = { '^': 'â', '(': 'ê', '': '' };
  return cased(base + (tone < 0 ? (bare[shape] ?? '') : (VNI_SIGNS[shape]?.[tone] ?? '')));
}

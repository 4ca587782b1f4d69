/**
 * A text as it is read out over the village loudspeaker: numbers to call digit by digit, signs and abbreviations in
 * words, nothing that a voice would stumble over. Vietnamese with its accents; pure.
 */
const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;

/** Behind a number, the longest first. */
const UNITS: readonly (readonly [pattern: string, spoken: string])[] = [
  ['[°º]\\s?C', 'độ xê'],
  ['[°º]', 'độ'],
  ['%', 'phần trăm'],
  ['kg', 'ki lô gam'],
  ['mg', 'mi li gam'],
  ['g', 'gam'],
  ['ml', 'mi li lít'],
  ['l', 'lít'],
  ['km', 'ki lô mét'],
  ['cm', 'xăng ti mét'],
  ['mm', 'mi li mét'],
  ['m', 'mét'],
];
const UNIT = UNITS.map(([pattern, spoken]) => ({
  found: new RegExp(`(\\d)\\s?${pattern}(?![\\p{L}\\p{M}])`, 'gu'),
  spoken: `$1 ${spoken}`,
}));

const WORDS: Readonly<Record<string, string>> = {
  BHYT: 'bảo hiểm y tế',
  TYT: 'trạm y tế',
  UBND: 'Ủy ban nhân dân',
  CBYT: 'cán bộ y tế',
  CTV: 'cộng tác viên',
  SĐT: 'số điện thoại',
  ĐT: 'điện thoại',
  BS: 'bác sĩ',
  BV: 'bệnh viện',
  TP: 'thành phố',
  VD: 'ví dụ',
  vd: 'ví dụ',
};
const SHORT = new RegExp(
  `(?<![\\p{L}\\p{M}\\d])(${Object.keys(WORDS).join('|')})(?![\\p{L}\\p{M}\\d])\\.?`,
  'gu',
);

const HOTLINE =
  /(?<![\d.,/+-])11\d(?![\d%°º/-]|[.,]\d|\s?(?:kg|g|ml|l|cm|mm|m|độ|trẻ|bé|lần|ngày|phút|giờ|tuần|tháng)(?![\p{L}\p{M}]))/gu;
const PHONE = /(?<![\d.,/])(?:\+84|0|1[89]00)[ .]?\d(?:[ .-]?\d){3,10}(?!\d)/gu;
/** Said before a day: then 1/2 is no half. */
const DATED = /(?:ngày|mùng|mồng|hôm|sinh|từ|đến|trước|sau|dịp|tết)\s+$/iu;
const DAY = /(?<![\d/])(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?(?![\d/])/gu;

export function readAloud(text: string): string {
  let spoken = text
    .normalize('NFC')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/\p{Extended_Pictographic}|\p{Variation_Selector}/gu, (sign) =>
      /[\d#*]/u.test(sign) ? sign : '',
    )
    .replace(PHONE, (number) => digitByDigit(number.replace(/^\+84/u, '0')))
    .replace(HOTLINE, digitByDigit)
    .replace(DAY, (whole, day: string, month: string, year: string | undefined, at: number, all: string) =>
      dayOrPart(whole, { day: Number(day), month: Number(month), year }, all.slice(0, at)),
    )
    .replace(/(?<![\d.])(\d{1,3})(?:\.(\d{3}))+(?![\d.])/gu, (number) => number.replaceAll('.', ''))
    .replace(/(?<!\d)(\d{1,2})(?:h|g|:)(\d{2})(?![\d\p{L}])/gu, (_, hour: string, minute: string) =>
      timeOfDay(Number(hour), Number(minute)),
    )
    .replace(/(?<!\d)(\d{1,2})h(?![\d\p{L}])/gu, '$1 giờ')
    .replace(/(\d)\s?[-–—]\s?(?=\d)/gu, '$1 đến ')
    .replace(/(\d),(\d)/gu, '$1 phẩy $2');
  for (const { found, spoken: words } of UNIT) spoken = spoken.replace(found, words);
  return spoken
    .replace(SHORT, (_, short: string) => WORDS[short] ?? short)
    .replace(/v\.v\.?/gu, 'vân vân')
    .replace(/\s*\(([^()]*)\)\s*(?=([.,;:!?]|$)?)/gu, (_, inside: string, next: string | undefined) =>
      next === undefined ? `, ${inside}, ` : `, ${inside}`,
    )
    .replace(/\s[-–—]\s/gu, ', ')
    .replace(/\s*&\s*/gu, ' và ')
    .replace(/\s*≥\s*/gu, ' từ ')
    .replace(/\s*≤\s*/gu, ' không quá ')
    .replace(/\s*>\s*/gu, ' trên ')
    .replace(/\s*<\s*/gu, ' dưới ')
    .replace(/\s*\+\s*/gu, ' cộng ')
    .replace(/\s*=\s*/gu, ' bằng ')
    .replace(/[ \t]+/gu, ' ')
    .replace(/ (?=[.,;:!?])/gu, '')
    .trim();
}

/** `115` → `một một năm` */
function digitByDigit(number: string): string {
  return [...number.replace(/\D/gu, '')].map((digit) => DIGITS[Number(digit)]).join(' ');
}

function dayOrPart(
  whole: string,
  { day, month, year }: { readonly day: number; readonly month: number; readonly year: string | undefined },
  before: string,
): string {
  const isDated = DATED.test(before);
  if (year === undefined && !isDated && day < month && month <= 10) {
    return day === 1 && month === 2 ? 'một nửa' : `${day} phần ${month}`;
  }
  if (day < 1 || day > 31 || month < 1 || month > 12) return whole;
  const ofYear = year === undefined ? '' : ` năm ${year}`;
  const isNamed = (day > 10 ? /(?:ngày|hôm)\s+$/iu : /(?:ngày|mùng|mồng)\s+$/iu).test(before);
  const lead = isNamed ? '' : day <= 10 ? 'mùng ' : 'ngày ';
  return `${lead}${day} tháng ${month}${ofYear}`;
}

function timeOfDay(hour: number, minute: number): string {
  return minute === 0 ? `${hour} giờ` : `${hour} giờ ${minute}`;
}

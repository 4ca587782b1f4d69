/** Count messages made from known parts, as people type them, and ways to spoil them. Seeded: a run can be had again. */
import type { FormFile } from '../../../content/forms/shape.ts';
import { namesOf } from '../../../src/reports/read/form.ts';
import { unaccented } from '../../../src/vietnamese.ts';

export type Random = {
  /** A whole number from 0 up to, but not with, `below`. */
  readonly below: (below: number) => number;
  readonly one: <T>(list: readonly [T, ...T[]]) => T;
  readonly chance: (share: number) => boolean;
};

/** Mulberry32: small, fast, good enough. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, one: (list) => list[below(list.length)] ?? list[0], chance: (share) => next() < share };
}

export type Count = { readonly code: string; readonly value: number };
export type Made = {
  readonly text: string;
  readonly counts: readonly Count[];
  /** Codes as they were spelled, where no folding leads back to the form's own names. */
  readonly spelled: ReadonlyMap<string, readonly string[]>;
  /** Nothing was put in that could make a count uncertain. */
  readonly tame: boolean;
};

const KEYWORDS = [
  'BC',
  'bc',
  'Bc',
  'Báo cáo',
  'bao cao',
  'BÁO CÁO',
  'b/c',
  'B.C',
  'baocao',
  'báocáo',
  'Bao cao',
] as const;
/** All of them October 2026 for a message of 2 November. */
const OCTOBER = [
  ...([
    'T10',
    't10',
    'T 10',
    'th10',
    'Th.10',
    'thang 10',
    'tháng 10',
    'Tháng mười',
    'thang muoi',
    '10/2026',
  ] as const),
  ...([
    'T10/26',
    '10-2026',
    '2026-10',
    'T10/2026',
    'tháng 10 năm 2026',
    '31/10',
    '31/10/2026',
    'T=10',
    '',
  ] as const),
  ...(['ngày 31/10', 'từ 1/10 đến 31/10', 'tháng trước', 'T010', 'T1O', '(T10)', 'T10:', '1-31/10'] as const),
] as const;
const BETWEEN = [
  ' ',
  ', ',
  '; ',
  '\n',
  ' - ',
  ' / ',
  '|',
  '#',
  ',',
  '  ',
  ' . ',
  '. ',
  '_',
  ' và ',
  ' + ',
  ' & ',
] as const;
const JOINTS = [
  '',
  ' ',
  ':',
  '=',
  ' = ',
  ': ',
  '-',
  '/',
  ' là ',
  ' co ',
  '...',
  '_',
  ' : ',
  ': có ',
] as const;
const UNITS = ['', '', '', ' cháu', 'c', ' em', ' người', ' chau', ' trẻ', ' trường hợp'] as const;
const BEFORE = [
  ...([
    '',
    '',
    '',
    'Chào chị, ',
    'Kính gửi chị Lan, ',
    'Re: ',
    '\u200b',
    'Em chào chị Ba ạ. ',
    'Dạ em ',
  ] as const),
  ...(['Lan 0912345678 ', 'Thôn 2: ', 'Chị Năm ơi ', 'CTV bản Nà Khoang. ', 'Em Mơ ạ, '] as const),
] as const;
const AFTER = [
  ...([
    '',
    '',
    '',
    ' ạ',
    '!!!',
    ' Cam on chi',
    ' - Lan thôn 2',
    ' Lan 0912345678',
    ' 👍🙏',
    ' chị Bảy',
  ] as const),
  ...([
    '\nGửi từ Samsung Galaxy A12',
    '\n--\nLan',
    ' SĐT 0912.345.678',
    ' nhé chị',
    ' hết ạ',
    ' (lần 2)',
  ] as const),
  ...([' CTV Lan', ' 2/11/2026', ' em Hoa thon 2', ' ĐT: 0912 345 678', '. Em cảm ơn ạ'] as const),
] as const;
const JUNK = [
  ...([
    'khoảng',
    'hơn',
    'gần',
    'nam',
    'nữ',
    'T9',
    'không',
    'hai',
    '7',
    '-5',
    '1,200',
    'thôn 3',
    'KT',
    'TS',
  ] as const),
  ...([
    'và',
    '0x10',
    '⑤',
    'XX9',
    'KT9',
    'năm',
    'tuổi',
    'trăm',
    '?',
    '~',
    '12/2026',
    'thêm',
    'tăng 2',
    '%',
  ] as const),
  ...([
    '(',
    ')',
    'x',
    'nt',
    'k',
    'o',
    'l',
    '5',
    '1',
    '10',
    '2026',
    'ko',
    'chưa có',
    'còn lại',
    '1.',
    '2)',
  ] as const),
  ...([
    'ngày 5',
    '9h30',
    'lần 2',
    'phường 5',
    'tổ',
    'bản',
    'tháng',
    'quý',
    'DT 12',
    'ddb',
    'TẺ7',
    '٥',
    '½',
  ] as const),
] as const;
const ALPHABET = [...'0123456789 .,-+/?%oOlxTkKDBC~()\n:;=áđ​️'];

const WORDS = 'không một hai ba bốn năm sáu bảy tám chín mười'.split(' ');

export function maker(form: FormFile) {
  const codes = form.codes.filter(({ level }) => level === form.level);
  const names = new Map(codes.map((code) => [code.code, [...namesOf(code)]]));

  function count(r: Random, value: number): string {
    if (value <= 10 && r.chance(0.15)) return WORDS[value] ?? String(value);
    if (value >= 1000 && r.chance(0.3))
      return `${Math.floor(value / 1000)}.${String(value % 1000).padStart(3, '0')}`;
    if (r.chance(0.1)) return `0${value}`;
    if (r.chance(0.05)) return `${value}.0`;
    return value > 9 && value % 10 === 0 && r.chance(0.1) ? `${value / 10}O` : String(value);
  }

  function named(r: Random, code: string): string {
    const full = names.get(code) ?? [];
    const name = full.length > 0 && r.chance(0.15) ? (full[r.below(full.length)] ?? code) : code;
    const cased = name === code && r.chance(0.3) ? code.toLowerCase() : name;
    return r.chance(0.3) ? unaccented(cased) : cased;
  }

  /** A whole message, each of its counts clear. One number for all, so that no check can fail. */
  function tame(r: Random): Made {
    const list = Array.from({ length: 1 + r.below(7) }, () => codes[r.below(codes.length)]?.code ?? 'KT');
    const value = r.one([13, 20, 45, 61, 120, 999, 1200, 5, 1, 3, 10] as const);
    const counts = [...new Set(list)].map((code) => ({ code, value: value + 1 }));
    const [between, joint] = [r.one(BETWEEN), r.one(JOINTS)];
    const said = counts.map((one) => {
      const name = named(r, one.code);
      const number = count(r, one.value);
      const apart = joint === '' && (name.length > 3 || /^\p{L}/u.test(number)) ? ' ' : joint;
      return `${name}${apart}${number}${/\d$/u.test(number) ? r.one(UNITS) : ''}`;
    });
    const [before, period] = [r.one(BEFORE), r.one(OCTOBER)];
    const after = r.one(AFTER);
    // Two villages, or a day of writing without a month, are asked.
    const unclear =
      (/bản/u.test(before) && /thôn|thon/u.test(after)) || (period === '' && after.includes('/'));
    const text = `${before}${r.one(KEYWORDS)} ${period} ${said.join(between)}${unclear ? '' : after}`;
    return { text, counts, spelled: new Map(), tame: true };
  }

  /** The same with something in it that may unsettle counts. */
  function wild(r: Random): Made {
    const made = tame(r);
    let { text } = made;
    for (let n = 1 + r.below(3); n > 0; n--) {
      const pieces = text.split(/(?<=[\s,;])/u);
      pieces.splice(r.below(pieces.length + 1), 0, `${r.one(JUNK)}${r.one([' ', ', ', '', ';'] as const)}`);
      text = pieces.join('');
    }
    return { ...made, text, tame: false };
  }

  /** Single characters put in, taken out, changed, and whole parts moved. */
  function mutate(r: Random, made: Made): Made {
    let text = made.text;
    for (let n = 1 + r.below(4); n > 0; n--) text = spoil(r, text);
    return { ...made, text, tame: false };
  }

  return { tame, wild, mutate };
}

function spoil(r: Random, text: string): string {
  const at = r.below(text.length + 1);
  const char = ALPHABET[r.below(ALPHABET.length)] ?? ' ';
  switch (r.below(8)) {
    case 0:
      return text.slice(0, at) + char + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + char + text.slice(at + 1);
    case 3:
      return text.slice(0, at) + text.slice(at + 1, at + 2) + text.slice(at, at + 1) + text.slice(at + 2);
    case 4: {
      const space = text.indexOf(' ', at);
      return space < 0 ? text : text.slice(0, space) + text.slice(space + 1);
    }
    case 5: {
      const end = at + r.below(12);
      return text + text.slice(at, end);
    }
    case 6: {
      const end = at + r.below(8);
      return text.slice(0, at) + text.slice(end);
    }
    default:
      return r.chance(0.5) ? text.normalize('NFD') : r.chance(0.5) ? text.toUpperCase() : unaccented(text);
  }
}

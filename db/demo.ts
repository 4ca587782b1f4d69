/**
 * The demo's people, villages and counts: all invented, in communes that exist. The same every time, counted from
 * the day on which the demo was first started.
 */
import { plusDays, plusMonths, shownDate } from '../src/civil-time.ts';

export const DEMO_PROVINCE = '12';

/**
 * Of a mobile's form, so that every part of the service takes it, and nobody's: of the mobile prefixes that begin
 * with 5 operators have 052, 055, 056, 058 and 059, none has 050. A demo message could not reach anyone even if it left.
 */
export function demoNumber(n: number): string {
  return `+8450${String(n).padStart(7, '0')}`;
}

export type DemoVillage = {
  readonly id: string;
  /** As the commune is called in the units, e.g. "Mường Than". */
  readonly commune: string;
  readonly name: string;
  /** Children under 16: what the other counts grow from. */
  readonly children: number;
};

const VILLAGES: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  'Mường Than': [
    ['Bản Nà Phát', 124],
    ['Bản Pá Lài', 88],
    ['Bản Cẩm Trên', 141],
    ['Thôn Én Nọi', 97],
  ],
  'Than Uyên': [
    ['Khu Nà Ban', 163],
    ['Bản Mé Nọi', 109],
    ['Bản Che Bó', 76],
  ],
  'Sìn Hồ': [
    ['Bản Hoàng Hồ Dưới', 92],
    ['Bản Tả Phìn Nhỏ', 71],
    ['Khu Sương Sớm', 118],
  ],
  'Bum Tở': [
    ['Bản Nậm Xả Trên', 64],
    ['Bản Phí Chi Mới', 83],
  ],
  'Tân Phong': [
    ['Tổ dân phố Suối Trong', 187],
    ['Tổ dân phố Đồi Chè', 152],
    ['Bản Tả Xin', 79],
  ],
  'Phong Thổ': [
    ['Bản Vàng Pó Mới', 101],
    ['Bản Huổi En Trên', 68],
    ['Thôn Thẩm Bú Mới', 90],
  ],
  'Mường Kim': [
    ['Bản Nà Khiết', 112],
    ['Bản Nà Dân Trên', 85],
  ],
};

export const DEMO_VILLAGES: readonly DemoVillage[] = Object.entries(VILLAGES).flatMap(([commune, list], c) =>
  list.map(([name, children], v) => ({ id: `demo-${c + 1}-${v + 1}`, commune, name, children })),
);

export type DemoPerson = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly role?: 'collaborator' | 'commune-officer' | 'province-officer';
  /** Villages of a collaborator, by id. */
  readonly villages?: readonly string[];
  /** Commune of an officer, by name. */
  readonly commune?: string;
  /** What they wrote before the demo began. */
  readonly wrote?: readonly DemoText[];
};

export type DemoText = { readonly daysAgo: number; readonly minute: number; readonly text: string };

/** A child's age in months, or `in 75`: days until it is due. */
type Day = number | { readonly in: number };

/** Name, and what they texted to join, on an old phone; `{d}` is the date of their child. */
const PARENTS: readonly (readonly [string, ...(readonly (readonly [string, Day])[])])[] = [
  ['Lò Thị Mai', ['DK {d} xa Muong Than', 2], ['1', 2]],
  ['Giàng Thị Dợ', ['dk {d} xa Sin Ho', 9]],
  ['Vàng Thị Pàng', ['DK {d} xã Than Uyên', 21], ['DK {d}', 5], ['2', 5]],
  ['Tẩn Mùi Mẩy', ['Dang ky {d} xa Phong Tho', { in: 75 }]],
  ['Hoàng Văn Páo', ['DK {d} Muong Than', 14], ['1', 14]],
  ['Lỳ Xú Na', ['THAI {d} xa Bum To', { in: 190 }]],
  ['Sùng A Chu', ['DK {d} xa Sin Ho', 18]],
  ['Nguyễn Thị Hạnh', ['NN EN', 6], ['DK {d} phuong Tan Phong, Lai Chau', 6]],
];

/** Has never written: the one to begin the story with. */
const NEWCOMERS = ['Tòng Thị Phương', 'Phùng Mùi Nái'];

const COLLABORATORS = [
  'Lò Văn Hặc',
  'Hà Thị Ỏn',
  'Lường Thị Yêu',
  'Nùng Văn Phúc',
  'Vàng Văn Pản',
  'Đèo Thị Liên',
  'Lò Thị Son',
  'Giàng A Tủa',
  'Hạng Thị Mỷ',
  'Chẻo Lở Mẩy',
  'Pờ Lò Hừ',
  'Trần Thị Thu',
  'Phạm Văn Bền',
  'Lù Văn Chính',
  'Tẩn A Sài',
  'Lý Thị Sính',
  'Vàng Thị Cúc',
  'Lò Văn Ín',
  'Hoàng Thị Nhẫn',
] as const;

const OFFICERS = [
  ['Hà Văn Thắng', 'Mường Than'],
  ['Giàng Thị Sua', 'Sìn Hồ'],
  ['Lò Thị Thanh', 'Than Uyên'],
  ['Lỳ Phì Cà', 'Bum Tở'],
] as const;

const PROVINCE_OFFICER = 'Nguyễn Minh Tâm';

/** The morning on which parents joined, in the week before the demo began. */
const JOINED_DAYS_AGO = 6;
const JOINED_FROM_MINUTE = 8 * 60;

export function demoPeople(startDate: string): readonly DemoPerson[] {
  let n = 0;
  const next = () => {
    n += 1;
    return { id: `p${String(n).padStart(2, '0')}`, number: demoNumber(n) };
  };
  const parents = PARENTS.map(([name, ...texts], i): DemoPerson => {
    const wrote = texts.map(([text, day], t) => ({
      daysAgo: JOINED_DAYS_AGO,
      minute: JOINED_FROM_MINUTE + i * 13 + t * 2,
      text: text.replace('{d}', shownDate(dateOf(day, startDate))),
    }));
    return { ...next(), name, wrote };
  });
  const newcomers = NEWCOMERS.map((name): DemoPerson => ({ ...next(), name }));
  // The last one reports for two villages, so that a report without a village's name has to be asked about.
  const villages = DEMO_VILLAGES.map((village) => village.id);
  const collaborators = COLLABORATORS.map(
    (name, i): DemoPerson => ({
      ...next(),
      name,
      role: 'collaborator',
      villages: i === COLLABORATORS.length - 1 ? villages.slice(i) : villages.slice(i, i + 1),
    }),
  );
  const officers = OFFICERS.map(
    ([name, commune]): DemoPerson => ({ ...next(), name, role: 'commune-officer', commune }),
  );
  return [
    ...parents,
    ...newcomers,
    ...collaborators,
    ...officers,
    { ...next(), name: PROVINCE_OFFICER, role: 'province-officer' },
  ];
}

function dateOf(day: Day, startDate: string): string {
  return typeof day === 'number' ? plusDays(plusMonths(startDate, -day), -9) : plusDays(startDate, day.in);
}

export type DemoReport = {
  readonly villageId: string;
  readonly period: string;
  readonly values: Readonly<Record<string, number>>;
  /** A civil day and a minute of it, around the end of the month. */
  readonly sentOn: string;
  readonly minute: number;
};

const MONTHS_OF_COUNTS = 10;
/** Some villages forget some months; more of them in the newest, as it is in life. */
const MISSING = 0.07;
const MISSING_NEWEST = 0.2;
const INCOMPLETE = 0.08;

/** Ten months of counts, up to the month that was due to be reported on the start date. */
export function demoReports(startDate: string): readonly DemoReport[] {
  const newest = plusMonths(startDate, -1).slice(0, 7);
  const periods = Array.from({ length: MONTHS_OF_COUNTS }, (_, i) =>
    plusMonths(`${newest}-01`, i + 1 - MONTHS_OF_COUNTS).slice(0, 7),
  );
  return DEMO_VILLAGES.flatMap((village, v) => {
    const random = generator(7_919 * (v + 1));
    const shape = shapeOf(village.children, random);
    return periods.flatMap((period) => {
      grow(shape, random);
      const missing = random() < (period === newest ? MISSING_NEWEST : MISSING);
      const incomplete = random() < INCOMPLETE;
      const day = 24 + Math.floor(random() * 7);
      const minute = 8 * 60 + Math.floor(random() * 600);
      if (missing) return [];
      const sentOn = plusDays(`${period}-01`, day - 1);
      return [{ villageId: village.id, period, values: countsOf(shape, period, incomplete), sentOn, minute }];
    });
  });
}

type Shape = {
  children: number;
  readonly young: number;
  readonly carers: number;
  readonly disabled: number;
  readonly inNeed: number;
  /** How far the year's work gets by December, 0–1. */
  readonly reach: number;
};

function shapeOf(children: number, random: () => number): Shape {
  const between = (low: number, high: number) => low + random() * (high - low);
  return {
    children,
    young: between(0.47, 0.55),
    carers: between(0.62, 0.74),
    disabled: Math.max(1, Math.round(children * between(0.015, 0.045))),
    inNeed: Math.max(2, Math.round(children * between(0.04, 0.08))),
    reach: between(0.68, 0.96),
  };
}

/** Never fewer, so that what was reached since January never falls either. */
function grow(shape: Shape, random: () => number): void {
  shape.children += Math.floor(random() * 2.2);
}

/** Every rule of the form holds: no count of those reached is larger than that of all. */
function countsOf(shape: Shape, period: string, incomplete: boolean): Readonly<Record<string, number>> {
  const { children: TS, disabled: KT, inNeed: DB, reach } = shape;
  const year = (0.35 + 0.65 * (Number(period.slice(5)) / 12)) * reach;
  const TE = Math.round(TS * shape.young);
  const CM = Math.round(TE * shape.carers);
  const part = (all: number, share: number) => Math.min(all, Math.round(all * share));
  const counts = {
    TS,
    TE,
    TD: part(TE, year),
    CM,
    CK: part(CM, year * 0.85),
    KT,
    KD: part(KT, year),
    CP: KT,
    CH: part(KT, year * 0.9),
    DB,
    DG: part(DB, year),
  };
  if (!incomplete) return counts;
  const { CP: _cp, CH: _ch, DB: _db, DG: _dg, ...some } = counts;
  return some;
}

/** mulberry32: small, fast, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

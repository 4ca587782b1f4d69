/** The columns of the sheet for health staff, for the texts themselves and for their translations. */
import { civilDate, shownDate } from '../civil-time.ts';
import type { ReviewState } from '../guidance/review.ts';
import type { ItemStanding } from '../guidance/standing.ts';
import { segmentsOf } from '../guidance/text-faults.ts';
import { segmentsOf as segmentsAsWritten } from '../texts.ts';
import { unaccented } from '../vietnamese.ts';
import type { CatalogueItem } from './catalogue.ts';

const STATES: Readonly<Record<ReviewState, string>> = {
  draft: 'bản nháp',
  reviewed: 'đã duyệt',
  published: 'được gửi',
};
const ANCHORS: Readonly<Record<CatalogueItem['anchor'], string>> = {
  due: 'ngày dự sinh',
  birth: 'ngày sinh',
  joined: 'ngày đăng ký',
  lost: 'ngày báo tin buồn',
  year: 'ngày trong năm',
  calendar: 'ngày trong năm',
  asked: 'khi được hỏi',
};
const AUDIENCES: Readonly<Record<CatalogueItem['audience'], string>> = {
  carer: 'người chăm sóc',
  mother: 'mẹ',
  father: 'cha',
  grandparents: 'ông bà',
  family: 'gia đình',
};
const CERTAINTY: Readonly<Record<CatalogueItem['certainty'], string>> = {
  read: 'đã đọc trong nguồn',
  recalled: 'theo hiểu biết, cần đối chiếu',
  uncertain: 'có thể đã thay đổi',
};

export type Standing = ItemStanding<CatalogueItem>;
export type Column = {
  readonly title: string;
  /** In characters. */
  readonly width: number;
  readonly cell: (standing: Standing) => string | number;
  /** May be changed in the sheet. */
  readonly open?: true;
};

export const COLUMNS = {
  id: { title: 'Mã', width: 20, cell: ({ item }) => item.id },
  series: { title: 'Chuỗi bài', width: 14, cell: ({ item }) => item.series },
  anchor: { title: 'Tính từ', width: 14, cell: ({ item }) => ANCHORS[item.anchor] },
  offset: { title: 'Số ngày', width: 9, cell: ({ item }) => item.offset },
  topic: { title: 'Chủ đề', width: 16, cell: ({ item }) => item.topic },
  audience: { title: 'Nói với ai', width: 14, cell: ({ item }) => AUDIENCES[item.audience] },
  vi: { title: 'Tiếng Việt', width: 55, cell: ({ vi }) => vi, open: true },
  en: { title: 'Tiếng Anh', width: 45, cell: ({ en }) => en, open: true },
  sms: { title: 'Tin nhắn không dấu', width: 45, cell: ({ vi }) => unaccented(vi) },
  segments: { title: 'Số phần tin', width: 9, cell: ({ vi }) => segmentsOf(vi) },
  source: { title: 'Nguồn', width: 28, cell: ({ item }) => item.source },
  certainty: { title: 'Độ chắc chắn', width: 18, cell: ({ item }) => CERTAINTY[item.certainty] },
  state: { title: 'Trạng thái', width: 12, cell: ({ state }) => STATES[state] },
  mark: { title: 'Duyệt', width: 9, cell: () => '', open: true },
  reviewedBy: { title: 'Người duyệt', width: 20, cell: ({ review }) => review?.reviewedBy ?? '' },
  reviewedAt: {
    title: 'Ngày duyệt',
    width: 12,
    cell: ({ review }) => (review === undefined ? '' : shownDate(civilDate(review.reviewedAt))),
  },
  base: { title: 'Mã văn bản', width: 19, cell: ({ hash }) => hash },
} as const satisfies Readonly<Record<string, Column>>;

const { id, series, anchor, offset, topic, audience, vi, source, state, mark, reviewedBy, reviewedAt, base } =
  COLUMNS;

/** Both texts are there to be read side by side: a translation is corrected in its own file. */
export const TRANSLATION_COLUMNS = {
  ...{ id, series, anchor, offset, topic, audience },
  vi: { title: vi.title, width: vi.width, cell: vi.cell },
  en: { title: 'Bản dịch', width: 55, cell: ({ en }) => en },
  segments: { title: 'Số phần tin', width: 9, cell: ({ en }) => segmentsAsWritten(en) },
  source: { ...source, title: 'Người dịch' },
  ...{ state, mark, reviewedBy, reviewedAt, base },
} as const satisfies Readonly<Record<string, Column>>;

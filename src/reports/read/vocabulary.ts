/** Words around a count that are the same for every form. Accents and case do not matter unless it says so. */
import { NUMBER_WORDS } from './number-words.ts';
import { addPhrase, newNode, type PhraseNode } from './phrases.ts';

export type Meaning =
  | 'unit'
  | 'filler'
  | 'zero'
  | 'not-zero'
  | 'rest'
  | 'qualifier'
  | 'doubtful'
  | 'polite'
  | 'as-before'
  | 'this-month'
  | 'last-month'
  | 'this-year'
  | 'last-year'
  | 'lunar-month'
  | 'lunar'
  | 'month'
  | 'quarter'
  | 'half-year'
  | 'week'
  | 'sent-from'
  | 'aside';

const UNITS = [
  'cháu',
  'trẻ',
  'trẻ em',
  'em',
  'bé',
  'em bé',
  'người',
  'ng',
  'c',
  'đứa',
  'đứa trẻ',
  'trường hợp',
];
const NOBODY = ['cháu', 'trẻ', 'trẻ em', 'em', 'bé', 'người', 'đứa', 'trường hợp', 'ca'];

const PHRASES: Readonly<Record<Meaning, readonly string[]>> = {
  unit: UNITS,
  filler: ['là', 'có', 'được', 'dc', 'đc', 'hiện có', 'số lượng', 'gồm', 'có được'],
  zero: [
    ...['không', 'ko'].flatMap((no) => [
      ...[no, `${no} có`, `${no} ai`, `${no} có ai`],
      ...NOBODY.flatMap((one) => [`${no} ${one} nào`, `${no} có ${one} nào`, `${no} có ${one}`]),
    ]),
    ...['hông có', 'hổng có', 'hông có ai', 'hổng có ai'],
    ...NOBODY.flatMap((one) => [`hông có ${one} nào`, `hổng có ${one} nào`]),
    ...['chưa có ai', 'chưa ai', ...NOBODY.flatMap((one) => [`chưa có ${one} nào`, `chưa ${one} nào`])],
  ],
  'not-zero': [
    'không rõ',
    'không biết',
    'không thay đổi',
    'không đổi',
    'ko rõ',
    'ko biết',
    'chưa',
    'chưa có',
    'chưa rõ',
    'k',
    'hk',
    'hok',
  ],
  rest: [
    'còn lại',
    'các mục khác',
    'mục khác',
    'các chỉ tiêu khác',
    'chỉ tiêu khác',
    'các cái khác',
    'các mã khác',
    'mã khác',
    'các số khác',
    'số khác',
    'tất cả',
    'toàn bộ',
  ],
  // After a value, or between a code and its number, each of these changes what the number counts.
  qualifier: [
    ...[
      'nam',
      'nữ',
      'trai',
      'gái',
      'mới',
      'hơn',
      'mấy',
      'trở lên',
      'trở xuống',
      'hộ',
      'gia đình',
      'lượt',
      'tuổi',
    ],
    ...[
      'nghìn',
      'ngàn',
      'trăm',
      'chục',
      'triệu',
      'tr',
      'rưỡi',
      'đôi',
      'cặp',
      'phần trăm',
      'kg',
      'x',
      'nt',
      'k',
      'gì đó',
      'một vài',
      'một ít',
      'vài ba',
      'dăm ba',
    ],
    ...['khoảng', 'gần', 'độ', 'chừng', 'vài', 'tầm', 'cỡ', 'thêm', 'tăng', 'giảm', 'bớt', 'hoặc', 'suất'],
    ...[
      'giống',
      'bằng',
      'nửa',
      'một nửa',
      'phần',
      'năm',
      'h',
      'giờ',
      'tá',
      'ước',
      'đổ lại',
      'đổ lên',
      'là cùng',
      'tối đa',
      'tối thiểu',
    ],
  ],
  doubtful: [
    ...[
      'nhầm',
      'gửi nhầm',
      'sai',
      'không chắc',
      'chưa chắc',
      'ko chắc',
      'hình như',
      'chắc là',
      'có lẽ',
      'đoán',
      'áng chừng',
    ],
    ...[
      'tạm tính',
      'ước chừng',
      'ước tính',
      'ví dụ',
      'cú pháp',
      'soạn tin',
      'xem lại',
      'chưa chính xác',
      'chưa đúng',
      'không đúng',
    ],
    ...['không phải', 'đừng lấy', 'bỏ qua', 'thử thôi', 'gửi thử', 'nhắn thử'],
  ],
  polite: [
    ...[
      'a',
      'ạ',
      'ah',
      'nhé',
      'nhe',
      'nha',
      'nhá',
      'ơi',
      'chị',
      'anh',
      'cô',
      'chú',
      'bác',
      'em',
      'chị ơi',
      'anh ơi',
      'chị ạ',
      'hết',
      'cả',
    ],
    ...[
      'cảm ơn',
      'cám ơn',
      'xin',
      'kính gửi',
      'gửi',
      'kính',
      'thưa',
      'dạ',
      'vâng',
      'chào',
      'thanks',
      'ok',
      'được không',
      'được ko',
      'dc ko',
      'nhận được không',
      'nhận được chưa',
      'có gì sai',
      'có gì sai sót',
      'có sai sót gì',
      'luôn',
      'đấy',
      'đó',
      'thôi',
    ],
  ],
  'as-before': [
    'như tháng trước',
    'như tháng',
    'như cũ',
    'vẫn như cũ',
    'không thay đổi so với tháng trước',
    'như trên',
    'như kỳ trước',
    'vẫn thế',
    'giữ nguyên',
    'so với tháng trước',
  ],
  'this-month': ['tháng này', 'tháng nay', 't này'],
  'last-month': [
    'tháng trước',
    'tháng vừa rồi',
    'tháng vừa qua',
    'tháng qua',
    'tháng rồi',
    't trước',
    'tháng mới rồi',
  ],
  'this-year': ['năm nay'],
  'last-year': ['năm ngoái', 'năm trước'],
  'lunar-month': ['tháng giêng', 'tháng chạp', 'tháng nhuận', 'giêng', 'chạp'],
  lunar: ['âm lịch', 'lịch âm', 'ta lịch', 'nông lịch'],
  month: ['tháng', 't', 'th', 'thg'],
  quarter: ['quý', 'quí', 'qúy', 'qúi', 'q'],
  'half-year': ['nửa năm', 'nửa đầu năm', 'nửa cuối năm', 'cả năm'],
  week: ['tuần'],
  'sent-from': ['gửi từ', 'đã gửi từ', 'được gửi từ', 'sent from', 'sent using', 'get outlook for'],
  aside: [
    'như sau',
    'như dưới đây',
    'y tế',
    'nhân viên y tế',
    'trạm y tế',
    'kinh tế',
    'thực tế',
    'từ đầu năm',
    'đầu năm',
  ],
};

export const VOCABULARY: PhraseNode = newNode();
for (const [meaning, phrases] of Object.entries(PHRASES)) {
  for (const phrase of phrases) addPhrase(VOCABULARY, phrase, meaning);
}

/** Words that name a village; the value is how the word may be written with accents. */
export const VILLAGE_WORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['thon', ['thôn']],
  ['ban', ['bản']],
  ['ap', ['ấp']],
  ['xom', ['xóm']],
  ['khom', ['khóm']],
  ['khu', ['khu']],
  ['kp', ['kp']],
  ['buon', ['buôn']],
  ['to', ['tổ']],
  ['tdp', ['tdp']],
  ['lang', ['làng']],
  ['phum', ['phum']],
]);
/** Larger places: their number is no count either. */
export const PLACE_WORDS: ReadonlySet<string> = new Set(['xa', 'phuong', 'quan', 'huyen']);
/** A village's name does not go on past these. */
export const NAME_ENDS: ReadonlySet<string> = new Set(
  'cam xin chao gui em chi anh nhe nha a ah kinh xa phuong huyen tinh bao thang thg th t bc va co la ctv yttb sdt dt ngay nam re ok thanks'.split(
    ' ',
  ),
);
export const TITLES: ReadonlySet<string> = new Set(
  'chi anh co chu bac di cau ong ba em mo thim cu ctv yttb'.split(' '),
);
export const NUMBER_NAMES: ReadonlySet<string> = new Set('hai ba tu nam sau bay tam chin muoi ut'.split(' '));
export const PHONE_WORDS: ReadonlySet<string> = new Set('sdt dt tel phone mobile zalo dienthoai'.split(' '));
/** Before a code or a name these say that somebody else is counted (`mẹ trẻ khuyết tật 5`). */
export const OTHER_PEOPLE: ReadonlySet<string> = new Set(
  'cha me bo phu huynh soc dinh ho vien bo'.split(' '),
);
/** Words that may stand before a full name without changing it. */
export const BEFORE_NAMES: ReadonlySet<string> = new Set(
  'so luong tong la va cac nhung trong do ve gom muc chi tieu o tai thi va con hien'.split(' '),
);

/** Codes with which Vietnamese words begin: only their capitals tell them apart (`CHba`, but `chba`). */
export const BEGIN_WORDS: ReadonlySet<string> = new Set(['ch', 'kh', 'te', 'mo']);

/** Every folded word that is looked up anywhere: all others are unknown at once. */
export const LEADING_WORDS: ReadonlySet<string> = new Set([
  ...VOCABULARY.next.keys(),
  ...VILLAGE_WORDS.keys(),
  ...PLACE_WORDS,
  ...TITLES,
  ...PHONE_WORDS,
  ...NUMBER_NAMES,
  ...NUMBER_WORDS,
  ...['lan', 'thu', 'ngay', 'tu', 'nam'],
]);

/** First words of the commands: what they open is never a report. */
export const COMMAND_WORDS: ReadonlySet<string> = new Set(
  'tc stop ngung dung thoi tiep tg help ht xem xoa mat ok dk thai sinh sua huy dem nn gui bx ctv'.split(' '),
);

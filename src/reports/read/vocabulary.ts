/** Words around a count that are the same for every form, as they are looked up. */
import { PHRASES } from './common-phrases.ts';
import { NUMBER_WORDS } from './number-words.ts';
import { addPhrase, newNode, type PhraseNode } from './phrases.ts';

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
  [
    'cảm cám xin chào gửi em chị anh nhé nhe nha a ạ ah kính xã phường huyện tỉnh báo tháng thg th t bc và có là',
    'cam chao gui chi kinh xa phuong huyen tinh bao thang va co la ctv yttb sdt sđt dt đt ngày ngay re ok thanks',
  ].flatMap((words) => words.split(' ')),
);
/** They end a name, and begin many (`Bản Co Muông`, `Na La`). */
export const NAMES_TOO: ReadonlySet<string> = new Set(['co', 'la', 'va']);
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

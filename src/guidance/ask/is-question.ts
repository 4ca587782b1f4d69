/** Whether a text that nothing else could read is a question or a worry, for a person to answer. Pure. */
import { typedWords } from '../../words/typed.ts';

const LEAST_WORDS = 3;

/** Said before a sentence to whom or by whom it is. */
const ADDRESS = words(
  'a ah em anh chi con chau minh toi bac si co chu ba ong ban da thua vang can bo tram y te vong tay ca nha moi nguoi ad admin bs oi nhe nha buoi sang trua chieu',
);
const GREETINGS = phrases('xin chao,chao,kinh chao,kinh gui,alo,a lo,hello,hi,good morning');
/** What is said when nothing is asked any more. */
const MANNERS = phrases(
  'cam on,xin cam on,chuc,xin loi,thank,thanks,ok,oke,okay,vang,u,uh,khong co gi,khong sao,hieu roi,biet roi,nho roi,nham',
);
const THANKS = phrases('cam on,thank');
const ASKING = phrases(
  'sao,gi,nao,may,ai,o dau,di dau,bao nhieu,bao gio,bao lau,o mo,di mo,khi mo,chung mo,lam rang,co nen,co can,co phai,duoc khong,phai khong,dung khong,what,when,where,which,who,how,why,should,is',
);

/** `answering`: a question of ours is open and fresh, so that most words are an answer to it. */
export function looksLikeQuestion(text: string, { answering }: { readonly answering: boolean }): boolean {
  const said = typedWords(text).map(({ plain }) => plain);
  const spoken = spokenOf(said);
  const marked = isMarked(text, spoken);
  const asks = marked || asksInWords(said, spoken);
  if (answering) return asks;
  const rest = withoutAddress(said);
  const greeting = GREETINGS.find((phrase) => begins(rest, phrase));
  if (greeting !== undefined) {
    return marked || withoutAddress(rest.slice(greeting.length)).length >= LEAST_WORDS;
  }
  const polite = MANNERS.some((phrase) => begins(rest, phrase) || begins(said, phrase)) || has(said, THANKS);
  return polite ? asks : marked || spoken.length >= LEAST_WORDS;
}

/** Whether it asks, in words or by its mark; a worry that is only told does not. */
export function asksSomething(text: string): boolean {
  const said = typedWords(text).map(({ plain }) => plain);
  const spoken = spokenOf(said);
  return isMarked(text, spoken) || asksInWords(said, spoken);
}

/** Codes of a report have no vowel. */
function spokenOf(said: readonly string[]): readonly string[] {
  return said.filter((word) => word.length > 1 && /[aeiouy]/.test(word));
}

function isMarked(text: string, spoken: readonly string[]): boolean {
  return /\?\s*$/.test(text) && spoken.length > 0;
}

function asksInWords(said: readonly string[], spoken: readonly string[]): boolean {
  return spoken.length >= LEAST_WORDS && (has(said, ASKING) || endsAsking(said));
}

/** `…không ạ`, `…chưa em`: elsewhere these words only deny. */
function endsAsking(said: readonly string[]): boolean {
  const last = said.findLast((word) => !ADDRESS.has(word));
  return last === 'khong' || last === 'chua';
}

function withoutAddress(said: readonly string[]): readonly string[] {
  const start = said.findIndex((word) => !ADDRESS.has(word));
  return start === -1 ? [] : said.slice(start);
}

function begins(said: readonly string[], phrase: readonly string[]): boolean {
  return phrase.every((word, at) => said[at] === word);
}

function has(said: readonly string[], some: readonly (readonly string[])[]): boolean {
  return said.some((_, at) => some.some((phrase) => begins(said.slice(at), phrase)));
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

function phrases(list: string): readonly (readonly string[])[] {
  return list.split(',').map((phrase) => phrase.split(' '));
}

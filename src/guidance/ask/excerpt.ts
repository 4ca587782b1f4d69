/** Words of a person, as much as fits beside ours. Pure. */
import { segmentsOf, smsForm } from '../../texts.ts';

/** Two SMS without accents: more is not read on an old phone, and is paid for. */
const MOST_SEGMENTS = 2;
/** One picture would make a message twice as long. */
const PICTURES = /\u20E3|[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]/gu;

export type Excerpt = { readonly words: string; readonly whole: boolean };

/** On one line, without what an SMS can't carry at its price; quotes would end ours. */
export function plainLine(text: string): string {
  return text
    .replace(PICTURES, ' ')
    .replace(/["“”„«»]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}

/** At most so many characters, cut at a word where there is one near. */
export function shortened(text: string, most: number): Excerpt {
  const line = plainLine(text);
  if (line.length <= most) return { words: line, whole: true };
  const head = line.slice(0, Math.max(0, most - 1)).toWellFormed();
  const space = head.lastIndexOf(' ');
  return { words: `${space > most / 2 ? head.slice(0, space) : head}…`, whole: false };
}

/** As many words as leave the message within two SMS. */
export function fitted(text: string, message: (excerpt: Excerpt) => string): string {
  let [low, high] = [0, plainLine(text).length];
  let best = message(shortened(text, high));
  if (fits(best)) return best;
  best = message(shortened(text, 0));
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const tried = message(shortened(text, middle));
    if (fits(tried)) {
      best = tried;
      low = middle;
    } else high = middle - 1;
  }
  return best;
}

export function fits(text: string): boolean {
  return segmentsOf(smsForm(text, false)) <= MOST_SEGMENTS;
}

/** Three parts of an SMS, which is what operators here put together, in letters without and with accents. */
const MOST_ANSWERED = { segments: 3, plain: 459, accented: 201 } as const;

/** How many letters there are for `text` within `message`, where that is too long; undefined where it fits. */
export function tooLongFor(message: string, text: string, accented: boolean): number | undefined {
  if (segmentsOf(smsForm(message, accented)) <= MOST_ANSWERED.segments) return undefined;
  return MOST_ANSWERED[accented ? 'accented' : 'plain'] - (message.length - text.length);
}

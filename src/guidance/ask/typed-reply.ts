/** What an officer typed to answer a question: `TL 12 …`, `tl12: …`, or a reply to the message itself. Pure. */

export type TypedReply = {
  /** Of the question; undefined where none was typed. */
  readonly number: number | undefined;
  readonly text: string;
};

/** A number of more digits is no question of ours. */
const TYPED =
  /^\W*tl(?![\p{L}\p{M}])(?:[\s.:#,-]*(?:s[ốo]\s*)?#?(\d+)(?![\p{L}\p{N}\p{M}/])|(?!\d))[\s.:;,)\]-]*/iu;

/** undefined where it does not begin with the word TL. */
export function readReply(typed: string): TypedReply | undefined {
  const found = TYPED.exec(typed);
  if (found === null) return undefined;
  const digits = found[1];
  return {
    number: digits === undefined ? undefined : Number(digits),
    text: typed.slice(found[0].length).trim(),
  };
}

/** Phrases as a tree of words: the longest one that stands at a place in the message is found in one walk. */
import { fold } from '../../vietnamese.ts';
import type { Token } from './tokenise.ts';

export type PhraseNode = {
  readonly next: Map<string, PhraseNode>;
  meaning: string | undefined;
  /** The word that leads here is written with an accent. */
  readonly accented: boolean;
};

export type PhraseFound = { readonly meaning: string; readonly next: number };

export function newNode(): PhraseNode {
  return { next: new Map(), meaning: undefined, accented: false };
}

/** A name: its words are compared without their accents. */
export function addName(root: PhraseNode, phrase: string, meaning: string): void {
  let node = root;
  for (const word of wordsOf(phrase)) node = childOf(node, fold(word), fold(word) !== word);
  node.meaning ??= meaning;
}

/** Common words: each as it is written or without any accent, because `có` has and `cô` aunt differ in no more. */
export function addPhrase(root: PhraseNode, phrase: string, meaning: string): void {
  let nodes: readonly PhraseNode[] = [root];
  for (const word of wordsOf(phrase)) {
    const keys = new Set([word, fold(word)]);
    nodes = nodes.flatMap((node) => [...keys].map((key) => childOf(node, key, false)));
  }
  for (const node of nodes) node.meaning ??= meaning;
}

function wordsOf(phrase: string): readonly string[] {
  return phrase.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? [];
}

function childOf(node: PhraseNode, key: string, accented: boolean): PhraseNode {
  const known = node.next.get(key);
  if (known) return known;
  const child: PhraseNode = { next: new Map(), meaning: undefined, accented };
  node.next.set(key, child);
  return child;
}

export function isCommonWord(root: PhraseNode, word: string): boolean {
  return root.next.get(word.toLowerCase())?.meaning !== undefined;
}

const INSIDE = new Set([',', '/', '-', '.', '(', ')']);

/**
 * The longest phrase that begins at token `at`. A name may have commas and the like inside it.
 * A word in an old spelling counts only where every accented word of the phrase is spelled so: otherwise the
 * digit after a plain word (`dich vu5`) would be taken for its tone.
 */
export function findPhrase(
  root: PhraseNode,
  tokens: readonly Token[],
  at: number,
  name: boolean,
): PhraseFound | undefined {
  const token = tokens[at];
  if (!token?.alternatives && !root.next.has(token ? keyOf(token, name) : '')) return undefined;
  return walk(root, tokens, at, name, false, false, true);
}

function keyOf(token: Token, name: boolean): string {
  // `ít nhất 01 dịch vụ`: clerks write small numbers with a zero.
  if (name && token.kind === 'number') return token.fold.replace(/^0+(?=\d)/u, '');
  return name || token.plain ? token.fold : token.raw.toLowerCase();
}

function walk(
  node: PhraseNode,
  tokens: readonly Token[],
  at: number,
  name: boolean,
  old: boolean,
  bare: boolean,
  first: boolean,
): PhraseFound | undefined {
  const here = node.meaning !== undefined && !(old && bare) ? { meaning: node.meaning, next: at } : undefined;
  let i = at;
  let token = tokens[i];
  if (name && !first && token?.kind === 'mark' && INSIDE.has(token.raw)) token = tokens[++i];
  if (!token || (token.kind !== 'word' && token.kind !== 'number')) return here;
  let best = here;
  const plain = token.literal ? undefined : node.next.get(keyOf(token, name));
  if (plain) {
    const bareWord = plain.accented && token.plain;
    best = longer(best, walk(plain, tokens, i + 1, name, old, bare || bareWord, false));
  }
  for (const alternative of token.alternatives ?? []) {
    const other = node.next.get(alternative);
    if (other) {
      const strict = token.literal !== undefined;
      best = longer(best, walk(other, tokens, i + 1, name, old || strict, bare, false));
    }
  }
  return best;
}

function longer(a: PhraseFound | undefined, b: PhraseFound | undefined): PhraseFound | undefined {
  if (!a) return b;
  return b && b.next > a.next ? b : a;
}

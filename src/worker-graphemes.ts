/** Stands in for `grapheme-splitter` in the Worker's bundle: workerd knows graphemes itself, by newer tables. */
export default class GraphemeSplitter {
  readonly #segmenter = new Intl.Segmenter();

  splitGraphemes(text: string): string[] {
    return Array.from(this.#segmenter.segment(text), ({ segment }) => segment);
  }
}

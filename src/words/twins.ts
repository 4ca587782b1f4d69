/** `sinh doi`, `thai đôi`: two at once have one date, and are one child to us, as every text goes by age. */
const TWINS = /(?<!\p{L})(?:song (?=sinh)|(?<=(?:sinh|thai|bầu|bau) )(?:đôi|doi)(?!\p{L}) ?)/giu;

export function withoutTwins(text: string): string {
  return text.replace(TWINS, '').trim();
}

export function saysTwins(text: string): boolean {
  return text.search(TWINS) >= 0;
}

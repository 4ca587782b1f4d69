/** A folder of content with one language beyond vi and en, in words that are no language at all. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const NAME = { vi: 'Tiếng Thử', en: 'Testish' };

export type LanguageFiles = {
  readonly code?: string;
  /** As the file is written; the name above where not said, no file where null. */
  readonly about?: string | null;
  readonly items?: string | null;
};

export type ContentFolder = {
  readonly path: string;
  /** What `items.json` holds from now on: a text, or a text and its source, by item id. */
  write(texts: Readonly<Record<string, string>>): void;
};

export function languageFolder({ code = 'xox', about, items }: LanguageFiles = {}): ContentFolder {
  const path = mkdtempSync(join(tmpdir(), 'vong-tay-content-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const name of ['vi', 'en', code]) mkdirSync(join(path, 'languages', name), { recursive: true });
  const file = (name: string, text: string | null) => {
    if (text !== null) writeFileSync(join(path, 'languages', code, name), text);
  };
  file('about.json', about === undefined ? JSON.stringify({ name: NAME }) : about);
  file('items.json', items === undefined ? '{}' : items);
  return {
    path,
    write: (texts) =>
      file(
        'items.json',
        JSON.stringify(
          Object.fromEntries(
            Object.entries(texts).map(([id, text]) => [id, { text, source: 'a test, 2026' }]),
          ),
        ),
      ),
  };
}

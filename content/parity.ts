/** What the editions of one text differ in: a key, a placeholder, an empty text. Pure. */
import * as z from 'zod';

const LANGUAGES = ['vi', 'en'] as const;
export type LanguageFiles = Readonly<Record<(typeof LANGUAGES)[number], Readonly<Record<string, unknown>>>>;

/** A line for each fault, naming file, key and language; nothing where both editions say the same things. */
export function languageFaults(files: LanguageFiles): readonly string[] {
  const names = new Set(LANGUAGES.flatMap((language) => Object.keys(files[language])));
  return [...names].sort().flatMap((name) => {
    const missing = LANGUAGES.filter((language) => !(name in files[language]));
    if (missing.length > 0) return missing.map((language) => `${language}/${name}: the file is missing`);
    const [vi, en] = [leavesOf(files.vi[name]), leavesOf(files.en[name])];
    return [...new Set([...vi.keys(), ...en.keys()])].sort().flatMap((key) => {
      const where = `${name} ${key}`;
      const [viText, enText] = [vi.get(key), en.get(key)];
      if (viText === undefined) return [`vi/${where}: missing, en has it`];
      if (enText === undefined) return [`en/${where}: missing, vi has it`];
      return [
        ...(viText.trim() === '' ? [`vi/${where}: empty`] : []),
        ...(enText.trim() === '' ? [`en/${where}: empty`] : []),
        ...placeholderFaults(where, viText, enText),
      ];
    });
  });
}

function placeholderFaults(where: string, vi: string, en: string): readonly string[] {
  const [inVi, inEn] = [placeholdersOf(vi), placeholdersOf(en)];
  return inVi.join() === inEn.join()
    ? []
    : [`${where}: placeholders differ, vi has ${shown(inVi)}, en has ${shown(inEn)}`];
}

function placeholdersOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\{-?\s*(\w+)[^}]*\}\}/g)].map((match) => match[1] ?? ''))].sort();
}

function shown(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `{{${name}}}`).join(' ');
}

const branch = z.record(z.string(), z.unknown());

/** Every text by its whole key; what is neither a text nor a branch counts as empty. */
function leavesOf(value: unknown, prefix = ''): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  for (const [name, below] of Object.entries(branch.parse(value))) {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    if (typeof below === 'string') leaves.set(key, below);
    else if (branch.safeParse(below).success) for (const leaf of leavesOf(below, key)) leaves.set(...leaf);
    else leaves.set(key, '');
  }
  return leaves;
}

/** The content as files, for what checks it before a release; the service itself imports it. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type FormFile, formFile } from '../../content/forms/shape.ts';
import type { LanguageFiles } from '../../content/parity.ts';
import { type Series, seriesFile } from '../../content/series/shape.ts';
import { type Tables, tablesShape } from '../../content/tables/shape.ts';
import { CONTENT } from './language-folders.ts';

export function languageFiles(): LanguageFiles {
  return { vi: jsonIn('languages/vi'), en: jsonIn('languages/en') };
}

/** The series that can be read, and a line for each fault of those that can't. */
export function seriesFiles(): { readonly series: readonly Series[]; readonly faults: readonly string[] } {
  const series: Series[] = [];
  const faults: string[] = [];
  for (const [name, value] of Object.entries(jsonIn('series'))) {
    const read = seriesFile.safeParse(value);
    if (!read.success) {
      faults.push(
        ...read.error.issues.map((issue) => `series/${name} ${issue.path.join('.')}: ${issue.message}`),
      );
      continue;
    }
    if (read.data.id !== basename(name, '.json')) {
      faults.push(`series/${name}: its id is ${read.data.id}, the file must be called so`);
    }
    series.push(read.data);
  }
  return { series, faults };
}

/** The forms that can be read, and a line for each fault of those that can't. */
export function formFiles(): { readonly forms: readonly FormFile[]; readonly faults: readonly string[] } {
  const forms: FormFile[] = [];
  const faults: string[] = [];
  for (const [name, value] of Object.entries(jsonIn('forms'))) {
    const read = formFile.safeParse(value);
    if (!read.success) {
      faults.push(
        ...read.error.issues.map((issue) => `forms/${name} ${issue.path.join('.')}: ${issue.message}`),
      );
      continue;
    }
    if (read.data.id !== basename(name, '.json')) {
      faults.push(`forms/${name}: its id is ${read.data.id}, the file must be called so`);
    }
    forms.push(read.data);
  }
  return { forms, faults };
}

/** The tables where all of them can be read, else a line for each fault. */
export function tableFiles(): { readonly tables?: Tables; readonly faults: readonly string[] } {
  const files = Object.entries(jsonIn('tables')).map(([name, value]) => [keyOfTable(name), value] as const);
  const read = tablesShape.safeParse(Object.fromEntries(files));
  if (read.success) return { tables: read.data, faults: [] };
  return {
    faults: read.error.issues.map((issue) => `tables ${issue.path.join('.')}: ${issue.message}`),
  };
}

/** `vitamin-a.json` is `vitaminA`. */
function keyOfTable(name: string): string {
  return basename(name, '.json').replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function jsonIn(folder: string): Readonly<Record<string, unknown>> {
  const names = readdirSync(join(CONTENT, folder)).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    names.map((name) => [name, JSON.parse(readFileSync(join(CONTENT, folder, name), 'utf8')) as unknown]),
  );
}

/** `content/languages/<code>`: guidance in languages beyond Vietnamese and English, as files. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { choosingAmong } from '../consent/further-language.ts';
import type { Further } from '../deps.ts';
import { furtherTexts } from '../guidance/further-texts.ts';
import { ITEM_LANGUAGE, type LanguageFolder } from '../guidance/item-text.ts';

export const CONTENT = join(import.meta.dirname, '../../content');

/** It stands on a button, and in an SMS beside others. */
const LONGEST_NAME = 30;

const itemTexts = z.record(z.string(), z.strictObject({ text: z.string(), source: z.string() }));
const name = z.string().trim().min(1, 'no name').max(LONGEST_NAME, `more than ${LONGEST_NAME} characters`);
const about = z.strictObject({ name: z.strictObject({ vi: name, en: name }) });

export type LanguageFolders = {
  /** Those that can be read and chosen, in the order of their codes. */
  readonly folders: readonly LanguageFolder[];
  /** A line for each reason why another one can't. */
  readonly faults: readonly string[];
};

/** `content` may be another folder than the shipped one. */
export function languageFolders(content = CONTENT): LanguageFolders {
  const codes = readdirSync(join(content, 'languages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'vi' && entry.name !== 'en')
    .map((entry) => entry.name)
    .sort();
  const read = codes.map((code) => folderAt(content, code));
  return {
    folders: read.flatMap(({ folder }) => folder ?? []),
    faults: read.flatMap(({ faults }) => faults),
  };
}

type Read<T> = { readonly value?: T; readonly faults: readonly string[] };

function folderAt(
  content: string,
  code: string,
): { readonly folder?: LanguageFolder; readonly faults: readonly string[] } {
  if (!ITEM_LANGUAGE.test(code)) {
    const fault = `languages/${code}: call the folder by the two or three small letters of its language, as in "hmn"`;
    return { faults: [fault] };
  }
  const named = fileIn(content, `languages/${code}/about.json`, about);
  const items = fileIn(content, `languages/${code}/items.json`, itemTexts);
  const faults = [...named.faults, ...items.faults];
  return named.value === undefined || items.value === undefined
    ? { faults }
    : { folder: { code, name: named.value.name, texts: items.value }, faults };
}

function fileIn<T>(content: string, path: string, shape: z.ZodType<T>): Read<T> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(content, path), 'utf8'));
  } catch (error) {
    return { faults: [`${path}: can't be read (${(error as Error).message})`] };
  }
  const read = shape.safeParse(value);
  if (read.success) return { value: read.data, faults: [] };
  return {
    faults: read.error.issues.map((issue) => `${path} ${issue.path.join('.')}: ${issue.message}`),
  };
}

/** Undefined where there is no such language: then nobody is offered one. */
export function furtherOf(folders: readonly LanguageFolder[]): Further | undefined {
  if (folders.length === 0) return undefined;
  return {
    nameOf: (code) => folders.find((folder) => folder.code === code)?.name,
    choose: choosingAmong(folders),
    textOf: furtherTexts(new Map(folders.map(({ code, texts }) => [code, texts]))),
  };
}

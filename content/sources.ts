/** Where the facts of each tip come from, for who writes and who reviews: the service itself sends without it. */
import * as z from 'zod';
import { guidanceId, sourced } from './guidance.ts';
import sources from './sources.json' with { type: 'json' };

const source = z.strictObject(sourced);

export type Source = z.infer<typeof source>;

const SOURCES: ReadonlyMap<string, Source> = new Map(
  Object.entries(z.record(guidanceId, source).parse(sources)),
);

/** Throws where an item has none: `content:check` names it before. */
export function sourceOf(id: string): Source {
  const found = SOURCES.get(id);
  if (found === undefined) throw new Error(`content/sources.json has no source for ${id}`);
  return found;
}

/** The items that the series have without a source, and the sources of no item. */
export function sourceFaults(ids: readonly string[]): readonly string[] {
  const items = new Set(ids);
  return [
    ...ids.filter((id) => !SOURCES.has(id)).map((id) => `${id}: no source in content/sources.json`),
    ...[...SOURCES.keys()]
      .filter((id) => !items.has(id))
      .map((id) => `content/sources.json: ${id} is no item of a series`),
  ];
}

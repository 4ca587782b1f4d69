/**
 * The answers to parents' questions, their names and what no text answers, which lie beside the Worker's script: read at the first
 * question, then remembered.
 */
import { answersFile } from '../content/answers-shape.ts';
import { declinedFile } from '../content/declined-shape.ts';
import { topicNamesFile } from '../content/topic-names-shape.ts';
import type { Library, Log } from './deps.ts';
import { libraryOf } from './guidance/ask/library.ts';

/** What wrangler.toml uploads of `content/`. */
export type Assets = { fetch(url: string): Promise<Response> };

/** Of an address only the path is looked at. */
const HOST = 'https://assets.internal';

/** Where it can't be read a person answers, and the next question tries again. */
export function libraryIn(assets: Assets | undefined, log: Log): () => Promise<Library | undefined> {
  let known: Library | undefined;
  return async () => {
    try {
      // The library is kept, not its promise: that belongs to one request, and no other may wait for it.
      known ??= await read(assets);
    } catch (error) {
      log('warn', 'library-not-read', { reason: (error as Error).message });
    }
    return known;
  };
}

async function read(assets: Assets | undefined): Promise<Library> {
  if (assets === undefined) throw new Error('The binding ASSETS is missing: see [assets] in wrangler.toml.');
  return libraryOf({
    answers: answersFile.parse(await fileIn(assets, 'answers.json')),
    declined: declinedFile.parse(await fileIn(assets, 'declined.json')),
    names: topicNamesFile.parse(await fileIn(assets, 'topic-names.json')),
  });
}

async function fileIn(assets: Assets, name: string): Promise<unknown> {
  const response = await assets.fetch(`${HOST}/${name}`);
  if (!response.ok) throw new Error(`${name} is not among the assets: HTTP status ${response.status}.`);
  return response.json();
}

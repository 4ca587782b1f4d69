/** Recordings of guidance as files, `<item id>.<language>.ogg` or `.mp3`, in a folder outside the service. */
import { closeSync, createReadStream, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../config.ts';
import type { Deps } from '../deps.ts';
import type { Spoken } from '../handler.ts';
import type { Recording } from '../message.ts';

/** The first found is taken: Telegram shows Opus in Ogg as a voice message everywhere. */
export const AUDIO_ENDINGS = ['ogg', 'mp3'] as const;

/** Looked up anew each time, so that a file that is put there, replaced or taken away counts from then on. */
export function recordingsIn(folder: string): NonNullable<Deps['audio']> {
  mustBeFolder(folder);
  return async (spoken) => {
    for (const ending of AUDIO_ENDINGS) {
      const found = await recordingAt(folder, `${spoken.item}.${spoken.language}.${ending}`, spoken);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

async function recordingAt(folder: string, name: string, { since }: Spoken): Promise<Recording | undefined> {
  const path = join(folder, name);
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined || !found.isFile() || found.size === 0 || found.mtimeMs < since) return undefined;
  return {
    key: `${name} ${found.size} ${found.mtimeMs}`,
    name,
    bytes: found.size,
    open: () => createReadStream(path),
  };
}

function mustBeFolder(folder: string): void {
  try {
    readdirSync(folder);
  } catch (error) {
    throw new ConfigError([
      `AUDIO_DIR is ${folder}, which can't be read as a folder (${(error as Error).message}): name the folder that holds the recordings, or leave AUDIO_DIR out`,
    ]);
  }
}

export type AudioFile = {
  readonly name: string;
  readonly bytes: number;
  readonly changedAt: number;
  /** Its first bytes, a character each. */
  readonly begins: string;
};

/** Every file of the folder; hidden ones and folders are left out. */
export function audioFilesIn(folder: string): readonly AudioFile[] {
  mustBeFolder(folder);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => fileAt(folder, name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A link that leads nowhere counts as empty. */
function fileAt(folder: string, name: string): AudioFile {
  const path = join(folder, name);
  const found = statSync(path, { throwIfNoEntry: false });
  const bytes = found?.isFile() === true ? found.size : 0;
  return { name, bytes, changedAt: found?.mtimeMs ?? 0, begins: bytes === 0 ? '' : beginningOf(path) };
}

function beginningOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(64);
    return start.toString('latin1', 0, readSync(file, start));
  } finally {
    closeSync(file);
  }
}

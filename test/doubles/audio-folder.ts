/** A folder of recordings for a test, as an operator fills it; gone when the test ends. */
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** The beginning of a file of Opus in Ogg, and of an MP3. */
export const OPUS = Buffer.concat([
  Buffer.from('OggS\0\x02'),
  Buffer.alloc(22),
  Buffer.from('OpusHead'),
  Buffer.alloc(40),
]);
export const MP3 = Buffer.concat([Buffer.from('ID3\x04'), Buffer.alloc(40)]);

export type AudioFolder = {
  readonly path: string;
  put(name: string, content?: Buffer, changedAt?: number): void;
};

export function audioFolder(...names: readonly string[]): AudioFolder {
  const path = mkdtempSync(join(tmpdir(), 'vong-tay-audio-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  const put: AudioFolder['put'] = (name, content = name.endsWith('.mp3') ? MP3 : OPUS, changedAt) => {
    writeFileSync(join(path, name), content);
    if (changedAt !== undefined) utimesSync(join(path, name), changedAt / 1000, changedAt / 1000);
  };
  for (const name of names) put(name);
  return { path, put };
}

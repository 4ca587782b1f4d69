import { expect, test } from 'vitest';
import { audioFilesIn, recordingsIn } from '../../src/node/audio-files.ts';
import { audioReport } from '../../src/node/audio-report.ts';
import { type AudioFolder, audioFolder } from '../doubles/audio-folder.ts';

const TIPS = ['pr-w07', 'fy-m02'];
const report = (folder: AudioFolder, edited: ReadonlyMap<string, number> = new Map()) =>
  audioReport(audioFilesIn(folder.path), TIPS, edited);

test('each tip is listed with what it has and what it lacks', () => {
  const { lines, faults, summary } = report(audioFolder('pr-w07.vi.ogg', 'pr-w07.en.mp3'));
  expect(lines).toEqual(['pr-w07  vi ogg 1 kB  en mp3 1 kB', 'fy-m02  vi missing  en missing']);
  expect(faults).toEqual([]);
  expect(summary).toBe('Of 2 tips 1 in vi and 1 in en are read aloud; 0 faults of files.');
});

test.each<[string, Buffer | undefined, RegExp]>([
  ['gone.vi.ogg', undefined, /^gone\.vi\.ogg: there is no tip gone$/],
  ['pr-w07.vi.wav', undefined, /is not called <tip>/],
  ['pr-w07.ogg', undefined, /is not called <tip>/],
  ['PR-W07.vi.ogg', undefined, /is not called <tip>/],
  ['pr-w07.hmn.ogg', undefined, /recordings are sent in vi and en only, not in hmn/],
  ['pr-w07.vi.ogg', Buffer.alloc(0), /is empty/],
  ['pr-w07.vi.ogg', Buffer.from('OggS\0\x02 \x01vorbis'), /is no Opus in Ogg/],
  ['pr-w07.vi.mp3', Buffer.from('RIFF'), /is no MP3/],
  ['pr-w07.vi.mp3', Buffer.concat([Buffer.from('ID3'), Buffer.alloc(50_000_000)]), /Telegram takes 50 MB/],
])('%s is a fault (%#) and counts as missing', (name, content, fault) => {
  const folder = audioFolder();
  folder.put(name, content);
  const { lines, faults } = report(folder);
  expect(faults).toEqual([expect.stringMatching(fault)]);
  expect(lines[0]).toBe('pr-w07  vi missing  en missing');
});

test('a recording from before its text was edited is a fault, one from after is not', () => {
  const folder = audioFolder();
  const editedAt = Date.parse('2026-11-01T09:00:00+07:00');
  folder.put('pr-w07.vi.ogg', undefined, editedAt - 1_000);
  folder.put('fy-m02.vi.ogg', undefined, editedAt + 1_000);
  const { faults } = report(folder, new Map(TIPS.map((tip) => [tip, editedAt])));
  expect(faults).toEqual([expect.stringMatching(/^pr-w07\.vi\.ogg: is older than the text/)]);
});

test('a folder that is not there stops the start with a sentence', () => {
  expect(() => recordingsIn('/nowhere/audio')).toThrow(/AUDIO_DIR is \/nowhere\/audio, which can't be read/);
});

test('Opus goes before MP3, a hidden file and a folder are no recordings', async () => {
  const folder = audioFolder('pr-w07.vi.ogg', 'pr-w07.vi.mp3', '.pr-w07.en.ogg');
  const look = recordingsIn(folder.path);
  expect((await look({ item: 'pr-w07', language: 'vi', since: 0 }))?.name).toBe('pr-w07.vi.ogg');
  expect(await look({ item: 'pr-w07', language: 'en', since: 0 })).toBeUndefined();
  expect(await look({ item: 'fy-m02', language: 'vi', since: 0 })).toBeUndefined();
  expect(report(folder).faults).toEqual([]);
});

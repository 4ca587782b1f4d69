/** What `content:audio` tells: which tips are read aloud in which language, and which files will never be sent. Pure. */
import { VOICE_BYTES } from '../channels/telegram-voice.ts';
import { AUDIO_ENDINGS, type AudioFile } from './audio-files.ts';

const LANGUAGES = ['vi', 'en'] as const;
const NAME = new RegExp(`^([a-z0-9-]+)\\.([a-z]+)\\.(${AUDIO_ENDINGS.join('|')})$`);
/** How a file begins that Telegram shows as a voice: Opus in Ogg, or MP3 with or without a tag. */
const BEGINS = { ogg: /^OggS.*OpusHead/s, mp3: /^(?:ID3|\xff[\xe0-\xff])/ };

export type AudioReport = {
  /** One for each tip. */
  readonly lines: readonly string[];
  readonly faults: readonly string[];
  readonly summary: string;
};

/** `editedAt`: when health staff changed the text of a tip, in ms. */
export function audioReport(
  files: readonly AudioFile[],
  tips: readonly string[],
  editedAt: ReadonlyMap<string, number>,
): AudioReport {
  const known = new Set(tips);
  const good = new Map<string, AudioFile>();
  const faults: string[] = [];
  for (const file of files) {
    const found = faultsOf(file, known, editedAt);
    faults.push(...found.map((fault) => `${file.name}: ${fault}`));
    if (found.length === 0) good.set(file.name, file);
  }
  const fileOf = (tip: string, language: string) =>
    AUDIO_ENDINGS.map((ending) => good.get(`${tip}.${language}.${ending}`)).find(
      (file) => file !== undefined,
    );
  const width = Math.max(0, ...tips.map((tip) => tip.length));
  const read = LANGUAGES.map((language) => {
    const count = tips.filter((tip) => fileOf(tip, language) !== undefined).length;
    return `${count} in ${language}`;
  });
  return {
    lines: tips.map((tip) =>
      [tip.padEnd(width), ...LANGUAGES.map((language) => `${language} ${shown(fileOf(tip, language))}`)].join(
        '  ',
      ),
    ),
    faults,
    summary: `Of ${tips.length} tips ${read.join(' and ')} are read aloud; ${faults.length} faults of files.`,
  };
}

function shown(file: AudioFile | undefined): string {
  if (file === undefined) return 'missing';
  return `${file.name.split('.').at(-1)} ${Math.max(1, Math.round(file.bytes / 1000))} kB`;
}

function faultsOf(
  { name, bytes, changedAt, begins }: AudioFile,
  tips: ReadonlySet<string>,
  editedAt: ReadonlyMap<string, number>,
): readonly string[] {
  const [, tip = '', language = '', ending] = NAME.exec(name) ?? [];
  if (ending === undefined) return ['is not called <tip>.<language>.ogg or .mp3, in small letters'];
  const edited = editedAt.get(tip);
  return [
    ...(tips.has(tip) ? [] : [`there is no tip ${tip}`]),
    ...(LANGUAGES.some((one) => one === language)
      ? []
      : [`recordings are sent in ${LANGUAGES.join(' and ')} only, not in ${language}`]),
    ...(bytes > VOICE_BYTES ? [`${Math.round(bytes / 1_000_000)} MB, Telegram takes 50 MB`] : []),
    ...(bytes === 0
      ? ['is empty']
      : BEGINS[ending as keyof typeof BEGINS].test(begins)
        ? []
        : [ending === 'ogg' ? 'is no Opus in Ogg: "ffmpeg -c:a libopus" makes it' : 'is no MP3']),
    ...(edited !== undefined && changedAt < edited
      ? ['is older than the text, which was edited since: read it aloud anew']
      : []),
  ];
}

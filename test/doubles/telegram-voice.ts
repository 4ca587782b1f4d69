/** sendVoice as the Bot API takes it: an upload or the id of an earlier one, refused with Telegram's words. */
export type SentVoice = {
  readonly chatId: number;
  readonly messageId: number;
  /** Of the upload that it is, or that it repeats. */
  readonly fileName: string;
  readonly uploaded: boolean;
};

type Voice = { readonly fileId: string; readonly fileName: string };
type Fields = Readonly<Record<string, unknown>>;
type Taken = { readonly chatId: number; readonly voice: Voice; readonly uploaded: boolean };

const ALLOWED = new Set(['chat_id', 'voice']);
const LIMIT = 50_000_000;

/** The fields of a call, as JSON or as a form with files. */
export async function fieldsOf(init: RequestInit | undefined): Promise<Fields> {
  const type = new Headers(init?.headers).get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) return JSON.parse(String(init?.body ?? '{}')) as Fields;
  const form = await new Response(init?.body ?? null, { headers: { 'content-type': type } }).formData();
  return Object.fromEntries(form.entries());
}

export function voiceBox() {
  const known = new Map<string, Voice>();

  function keep(file: File): Voice {
    const voice = { fileId: `voice-${known.size + 1}`, fileName: file.name };
    known.set(voice.fileId, voice);
    return voice;
  }

  /** A sentence is a refusal. */
  return async function take(fields: Fields): Promise<Taken | string> {
    const parts = Object.values(fields).filter((value) => value instanceof File);
    const attached = /^attach:\/\/(.+)$/.exec(String(fields.voice))?.[1];
    const odd = Object.keys(fields).find((name) => !ALLOWED.has(name) && name !== attached);
    if (odd !== undefined) return `Bad Request: the test knows no field ${odd}`;
    const chatId = Number(fields.chat_id);
    if (!Number.isInteger(chatId) || chatId <= 0) return 'Bad Request: chat not found';
    if (attached === undefined) {
      const voice = known.get(String(fields.voice));
      return voice === undefined
        ? 'Bad Request: wrong file identifier/HTTP URL specified'
        : { chatId, voice, uploaded: false };
    }
    const file = fields[attached];
    if (!(file instanceof File) || parts.length !== 1) return 'Bad Request: there is no voice in the request';
    if (file.size === 0) return 'Bad Request: file must be non-empty';
    if (file.size > LIMIT) return 'Request Entity Too Large';
    const start = new TextDecoder('latin1').decode(await file.slice(0, 64).arrayBuffer());
    const isVoice = file.name.endsWith('.ogg') ? /^OggS.*OpusHead/s.test(start) : /^(?:ID3|\xff)/.test(start);
    if (!isVoice) return 'Bad Request: the test takes Opus in Ogg and MP3 alone';
    return { chatId, voice: keep(file), uploaded: true };
  };
}

/** A stand-in for Telegram's Bot API: keeps what it was asked, hands out updates, fails when told to. */
import { fieldsOf, type SentVoice, voiceBox } from './telegram-voice.ts';

export const BOT_TOKEN = '123456:a-token-that-only-the-test-knows';

export type SentChat = {
  readonly chatId: number;
  readonly messageId: number;
  readonly text: string;
  readonly keyboard: readonly (readonly { readonly text: string; readonly callback_data: string }[])[];
};

export type TelegramFault =
  | { readonly status: number; readonly description?: string; readonly retryAfter?: number }
  | { readonly throws: 'refused' | 'reset' | 'timeout' }
  | { readonly html: number };

export type TelegramCall = { readonly method: string; readonly payload: Readonly<Record<string, unknown>> };

export type TelegramDouble = {
  readonly calls: TelegramCall[];
  readonly sent: SentChat[];
  readonly voices: SentVoice[];
  /** The next calls of a method fail so, one each, in order. */
  fails(method: string, ...faults: TelegramFault[]): void;
  /** Waiting to be fetched; those below a confirmed offset are gone for good, as at Telegram. */
  readonly updates: { update_id: number }[];
  /** Hands an update to whoever waits for one. */
  arrives(...updates: { update_id: number }[]): void;
  readonly fetch: typeof fetch;
};

export function telegramDouble(): TelegramDouble {
  const calls: TelegramCall[] = [];
  const sent: SentChat[] = [];
  const voices: SentVoice[] = [];
  const takeVoice = voiceBox();
  const faults = new Map<string, TelegramFault[]>();
  const updates: { update_id: number }[] = [];
  let waiting: (() => void)[] = [];

  const answer = (result: unknown) => Response.json({ ok: true, result });

  async function getUpdates(
    payload: Readonly<Record<string, unknown>>,
    signal: AbortSignal | null | undefined,
  ) {
    const offset = Number(payload.offset ?? 0);
    while (updates[0] !== undefined && updates[0].update_id < offset) updates.shift();
    if (updates.length === 0) await somethingOrAbort(signal);
    return answer(updates.slice(0, Number(payload.limit ?? 100)));
  }

  function somethingOrAbort(signal: AbortSignal | null | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      waiting.push(resolve);
      signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')), {
        once: true,
      });
    });
  }

  async function sendVoice(payload: Readonly<Record<string, unknown>>): Promise<Response> {
    const taken = await takeVoice(payload);
    if (typeof taken === 'string') return failWith({ status: 400, description: taken });
    const { chatId, voice, uploaded } = taken;
    const messageId = sent.length + voices.length + 1;
    voices.push({ chatId, messageId, fileName: voice.fileName, uploaded });
    return answer({
      message_id: messageId,
      date: 1,
      chat: { id: chatId, type: 'private' },
      voice: { file_id: voice.fileId, file_unique_id: voice.fileId, duration: 1 },
    });
  }

  return {
    calls,
    sent,
    voices,
    updates,
    fails: (method, ...more) => faults.set(method, [...(faults.get(method) ?? []), ...more]),
    arrives: (...more) => {
      updates.push(...more);
      for (const wake of waiting) wake();
      waiting = [];
    },
    fetch: async (input, init) => {
      const [, token, method = ''] = /\/bot([^/]+)\/(\w+)$/.exec(String(input)) ?? [];
      const payload = await fieldsOf(init);
      calls.push({ method, payload });
      const fault = faults.get(method)?.shift();
      if (fault !== undefined) return failWith(fault);
      if (token !== BOT_TOKEN) return failWith({ status: 401, description: 'Unauthorized' });
      if (method === 'getUpdates') return getUpdates(payload, init?.signal);
      if (method === 'sendVoice') return sendVoice(payload);
      if (method !== 'sendMessage') return answer(true);
      const message: SentChat = {
        chatId: payload.chat_id as number,
        messageId: sent.length + voices.length + 1,
        text: String(payload.text),
        keyboard: (payload.reply_markup as { inline_keyboard?: SentChat['keyboard'] })?.inline_keyboard ?? [],
      };
      sent.push(message);
      return answer({
        message_id: message.messageId,
        date: 1,
        chat: { id: message.chatId, type: 'private' },
      });
    },
  };
}

function failWith(fault: TelegramFault): Response {
  if ('html' in fault) return new Response('<html>Bad Gateway</html>', { status: fault.html });
  if ('throws' in fault) {
    if (fault.throws === 'timeout') throw new DOMException('timed out', 'TimeoutError');
    const code = fault.throws === 'refused' ? 'ECONNREFUSED' : 'ECONNRESET';
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
  }
  return Response.json(
    {
      ok: false,
      error_code: fault.status,
      description: fault.description ?? 'told to fail',
      ...(fault.retryAfter === undefined ? {} : { parameters: { retry_after: fault.retryAfter } }),
    },
    { status: fault.status },
  );
}

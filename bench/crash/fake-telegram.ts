/** The Bot API with a memory: takes messages to chats, and says yes to the rest. */
import { createServer, type Server } from 'node:http';
import { type Counter, sendJson } from './counter.ts';
import { RETRY_AFTER_SECONDS } from './fates.ts';

/** What the service calls besides sending. */
const OTHERS: ReadonlySet<string> = new Set([
  'setWebhook',
  'deleteWebhook',
  'getWebhookInfo',
  'setMyCommands',
  'answerCallbackQuery',
  'getMe',
]);
const MOST_CHARACTERS = 4_096;

export function fakeTelegram(botToken: string, counter: Counter, now: () => number): Server {
  let sent = 0;
  return createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
      const fails = (status: number, description: string) =>
        sendJson(response, status, { ok: false, error_code: status, description });
      if (token !== botToken) {
        counter.complain('Telegram was called with another token');
        return fails(401, 'Unauthorized');
      }
      if (OTHERS.has(method)) return sendJson(response, 200, { ok: true, result: resultOf(method) });
      const { chat_id: chatId, text } = payloadOf(Buffer.concat(chunks).toString());
      if (method !== 'sendMessage' || typeof chatId !== 'number' || typeof text !== 'string' || !fits(text)) {
        counter.complain(`Telegram was asked for ${method} in a way that it refuses`);
        return fails(400, 'Bad Request');
      }
      sent += 1;
      const id = sent;
      counter.handle({ provider: 'telegram', to: String(chatId), text }, request, response, {
        taken: () => true,
        ok: () => ({
          ok: true,
          result: {
            message_id: id,
            date: Math.floor(now() / 1000),
            chat: { id: chatId, type: 'private' },
            text,
          },
        }),
        refused: () => ({
          status: 403,
          body: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
        }),
        busy: () => ({
          ok: false,
          error_code: 429,
          description: `Too Many Requests: retry after ${RETRY_AFTER_SECONDS}`,
          parameters: { retry_after: RETRY_AFTER_SECONDS },
        }),
      });
    });
  });
}

function payloadOf(body: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function fits(text: string): boolean {
  return text.trim() !== '' && text.length <= MOST_CHARACTERS;
}

function resultOf(method: string): unknown {
  if (method === 'getMe') return { id: 1, is_bot: true, first_name: 'Vòng Tay', username: 'vong_tay_bot' };
  return method === 'getWebhookInfo' ? { url: '', pending_update_count: 0 } : true;
}

/** The Bot API through grammY's web build: the platform's own fetch, the same on Node and on Workers. */
import { Api } from 'grammy/web';
import type { TelegramConfig } from '../config.ts';

export type TelegramApi = Api;

/** How long Telegram may take to answer; getUpdates itself waits for 25 s where nothing has come, a file takes its way. */
export const ANSWER_SECONDS = { send: 15, upload: 60, poll: 40 } as const;

export function telegramApi(
  config: TelegramConfig,
  fetch: typeof globalThis.fetch,
  timeoutSeconds: number,
): Api {
  return new Api(config.token, { apiRoot: config.apiRoot, timeoutSeconds, fetch });
}

/** What a failed call of the Bot API means for the operator, and how long to wait before the next. */
import { GrammyError, HttpError } from 'grammy/web';

export type Trouble = { readonly reason: string; readonly final: boolean; readonly waitMs?: number };

/** In words for the operator. Never the error itself: it holds the call, and the call's address holds the token. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof GrammyError) {
    const { error_code: code, description, parameters } = error;
    if (code === 401 || code === 404) {
      return {
        reason: 'Telegram refuses the token: check TELEGRAM_BOT_TOKEN with @BotFather, then start again.',
        final: true,
      };
    }
    if (code === 409) {
      return {
        reason:
          'Another process fetches updates with this token, or has set a webhook: stop the other one, or give this one a PUBLIC_URL.',
        final: false,
      };
    }
    const waitMs = parameters.retry_after === undefined ? {} : { waitMs: parameters.retry_after * 1000 };
    return { reason: `Telegram answered ${code}: ${description}`, final: false, ...waitMs };
  }
  const code = error instanceof HttpError ? codeIn(error.error) : undefined;
  return {
    reason: `Telegram can't be reached${code === undefined ? '' : ` (${code})`}: check the network and TELEGRAM_API_ROOT.`,
    final: false,
  };
}

function codeIn(error: unknown): string | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    const { code } = current as { code?: unknown };
    if (typeof code === 'string') return code;
  }
  return undefined;
}

const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 60_000;

export function backOffMs(failures: number): number {
  return Math.min(FIRST_BACK_OFF_MS * 2 ** Math.min(failures - 1, 10), LONGEST_BACK_OFF_MS);
}

/** What a failed call of the Bot API means for a message. */
import { GrammyError, HttpError } from 'grammy/web';
import type { SendResult } from '../message.ts';
import { neverConnected } from './http-failure.ts';

const CHAT_UNKNOWN = /chat not found|user not found|PEER_ID_INVALID/i;

export function failureOf(error: unknown): SendResult {
  if (error instanceof GrammyError) return refusalOf(error);
  if (!(error instanceof HttpError)) return { kind: 'unknown', reason: 'answer-unreadable' };
  if (neverConnected(error)) return { kind: 'retry', reason: 'provider-unreachable' };
  // The answer came but was no JSON, as from a proxy on the way.
  if (error.error instanceof SyntaxError) return { kind: 'unknown', reason: 'answer-unreadable' };
  return { kind: 'unknown', reason: 'no-answer' };
}

function refusalOf({ error_code: code, description, parameters }: GrammyError): SendResult {
  if (code === 429)
    return { kind: 'retry', reason: 'provider-busy', pauseMs: (parameters.retry_after ?? 1) * 1000 };
  // The token is wrong or was revoked: the operator's fault, not the message's.
  if (code === 401 || code === 404) return { kind: 'retry', reason: 'provider-credentials' };
  // Blocked, or the account is gone: Telegram tells it when the person comes back.
  if (code === 403) return { kind: 'failed', reason: 'blocked-by-person', reach: 'blocked' };
  if (code >= 500) return { kind: 'unknown', reason: 'provider-error' };
  if (code === 400 && CHAT_UNKNOWN.test(description)) {
    return { kind: 'failed', reason: 'chat-not-found', reach: 'invalid' };
  }
  return { kind: 'failed', reason: 'refused-by-provider' };
}

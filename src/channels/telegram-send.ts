/** Sending by the Bot API, and what its answers mean for a message. */
import { GrammyError, HttpError } from 'grammy/web';
import type { Button, SendPort, SendResult } from '../message.ts';
import { neverConnected } from './http-failure.ts';
import type { TelegramApi } from './telegram-api.ts';

/** Limits of the Bot API: UTF-16 units of a text, bytes of what a button carries. */
const TEXT_UNITS = 4_096;
const BUTTON_BYTES = 64;

/**
 * Telegram allows 30 a second over all and one a second in a chat. A little less, at equal distances: one that is late
 * on its way may then not meet the thirtieth.
 */
const PACE = { perSecond: 28.8, burst: 1, evenly: true, perAddressMs: 1_000 } as const;

export function telegramSender(api: TelegramApi): SendPort {
  return {
    channel: 'telegram',
    form: 'rich',
    pace: PACE,
    async send(message) {
      // Half a character, as a cut can leave it, would have the whole text refused.
      const text = message.text.toWellFormed();
      if (text.length > TEXT_UNITS) return { kind: 'failed', reason: 'too-long' };
      const keyboard = keyboardOf(message.buttons);
      try {
        // Plain text, no parse_mode: a stray _ must not lose a message.
        const sent = await api.sendMessage(Number(message.to.value), text, {
          link_preview_options: { is_disabled: true },
          ...(keyboard.length === 0 ? {} : { reply_markup: { inline_keyboard: keyboard } }),
          ...(message.asksPhone === undefined ? {} : { reply_markup: sharingKeyboard(message.asksPhone) }),
        });
        return { kind: 'accepted', providerId: `${sent.chat.id}:${sent.message_id}` };
      } catch (error) {
        return failureOf(error);
      }
    },
    async acknowledge(pressId) {
      try {
        await api.answerCallbackQuery(pressId);
      } catch {
        // It only stops the waiting mark on the button, which Telegram takes away by itself in time.
      }
    },
  };
}

type InlineButton = { text: string; callback_data: string };

/** A choice too long for a button stays in the text, which says what to type. */
function keyboardOf(rows: readonly (readonly Button[])[]): InlineButton[][] {
  return rows
    .map((row) =>
      row
        .map(({ label, says }) => ({ text: label.toWellFormed(), callback_data: says.toWellFormed() }))
        .filter(({ text, callback_data }) => text !== '' && fitsButton(callback_data)),
    )
    .filter((row) => row.length > 0);
}

/** In place of the person's own keys, until it is used. */
function sharingKeyboard(label: string) {
  return {
    keyboard: [[{ text: label, request_contact: true as const }]],
    resize_keyboard: true,
    one_time_keyboard: true,
  };
}

function fitsButton(says: string): boolean {
  const { length } = new TextEncoder().encode(says);
  return length >= 1 && length <= BUTTON_BYTES;
}

const CHAT_UNKNOWN = /chat not found|user not found|PEER_ID_INVALID/i;

function failureOf(error: unknown): SendResult {
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

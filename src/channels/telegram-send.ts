/** Sending by the Bot API. */
import type { Button, SendPort } from '../message.ts';
import type { TelegramApi } from './telegram-api.ts';
import { failureOf } from './telegram-failure.ts';
import { telegramVoice } from './telegram-voice.ts';

/** Limits of the Bot API: UTF-16 units of a text, bytes of what a button carries. */
const TEXT_UNITS = 4_096;
const BUTTON_BYTES = 64;

/**
 * Telegram allows 30 a second over all and one a second in a chat. A little less, at equal distances: one that is late
 * on its way may then not meet the thirtieth.
 */
const PACE = { perSecond: 28.8, burst: 1, evenly: true, perAddressMs: 1_000 } as const;

/** `uploads`: the same API with more patience, for files; without it no voices are sent. */
export function telegramSender(api: TelegramApi, uploads?: TelegramApi): SendPort {
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
    ...(uploads === undefined ? {} : { speak: telegramVoice(uploads) }),
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

/** The channels that are configured, ready to send, on either runtime. */
import { ANSWER_SECONDS, telegramApi } from './channels/telegram-api.ts';
import { telegramSender } from './channels/telegram-send.ts';
import { twilioSender } from './channels/twilio.ts';
import type { Config } from './config.ts';
import type { Channel, SendPort } from './message.ts';

export function sendersOf(config: Config, fetch: typeof globalThis.fetch): Map<Channel, SendPort> {
  const senders = new Map<Channel, SendPort>();
  if (config.twilio !== undefined && config.publicUrl !== undefined) {
    senders.set('twilio', twilioSender({ config: config.twilio, publicUrl: config.publicUrl, fetch }));
  }
  if (config.telegram !== undefined) {
    senders.set('telegram', telegramSender(telegramApi(config.telegram, fetch, ANSWER_SECONDS.send)));
  }
  return senders;
}

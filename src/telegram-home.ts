/** Tells Telegram where its updates go, and what stands under the menu button. */
import type { TelegramApi } from './channels/telegram-api.ts';
import { MENU, UPDATE_KINDS } from './channels/telegram-updates.ts';
import type { Language } from './message.ts';
import type { Texts } from './texts.ts';

/** How many webhook calls Telegram may have open with us at once. */
const CONNECTIONS = 40;

export type Webhook = { readonly publicUrl: string; readonly secret: string };

export async function setWebhook(api: TelegramApi, { publicUrl, secret }: Webhook): Promise<void> {
  await api.setWebhook(`${publicUrl}/webhooks/telegram`, {
    secret_token: secret,
    allowed_updates: UPDATE_KINDS,
    max_connections: CONNECTIONS,
  });
}

/** Vietnamese for everyone but those whose app is in English. */
export async function setMenu(api: TelegramApi, texts: Texts): Promise<void> {
  const commands = (language: Language) =>
    (Object.keys(MENU) as (keyof typeof MENU)[]).map((command) => ({
      command,
      description: texts.say(language, `telegram.menu.${command}`),
    }));
  await api.setMyCommands(commands('vi'));
  await api.setMyCommands(commands('en'), { language_code: 'en' });
}

const LATELY_MS = 600_000;

/** Whether Telegram knows another address than ours, or has lately been refused by us, as after a change of secret. */
export async function isAstray(api: TelegramApi, publicUrl: string, now: number): Promise<boolean> {
  const { url, last_error_date: failedAt, last_error_message: error } = await api.getWebhookInfo();
  if (url !== `${publicUrl}/webhooks/telegram`) return true;
  return failedAt !== undefined && now - failedAt * 1000 < LATELY_MS && /403/.test(error ?? '');
}

/** A person who writes by Telegram, as `house.ts` has people with phones. */
import { and, eq, sql } from 'drizzle-orm';
import type { Hono } from 'hono';
import { outbox } from '../../db/schema.ts';
import type { Store } from '../../src/store/database.ts';
import type { SentChat, TelegramDouble } from '../doubles/telegram-api.ts';

export const WEBHOOK_SECRET = 'a-secret-that-only-the-test-knows';

export type Chat = {
  readonly id: number;
  /** Sends a text; the texts that came back to this chat, in order. */
  says(text: string): Promise<string[]>;
  /** Changes the text sent last. */
  edits(text: string): Promise<string[]>;
  /** Presses the newest button of that name. */
  presses(label: string): Promise<string[]>;
  sendsSticker(): Promise<string[]>;
  /** Sends a message of these fields instead of a text. */
  sends(fields: Readonly<Record<string, unknown>>): Promise<string[]>;
  /** What has come unasked since the last look. */
  hears(): Promise<string[]>;
  /** The messages that came, with their buttons. */
  shown(): readonly SentChat[];
};

export type ChatHouse = {
  readonly app: Hono;
  readonly store: Store;
  readonly telegram: TelegramDouble;
  now(): number;
  moveTo(ms: number): void;
  deliver(): Promise<void>;
  nextUpdateId(): number;
};

export function chatIn(house: ChatHouse, id: number): Chat {
  let heard = 0;
  let messages = 0;
  const shown = () => house.telegram.sent.filter((message) => message.chatId === id);
  const seconds = () => Math.floor(house.now() / 1000);
  const person = { id, is_bot: false, first_name: 'A' };

  const hears = async () => {
    await house.deliver();
    // One message a second in a chat: the rest comes while the person waits.
    for (let at = await heldByPace(house.store); at !== undefined; at = await heldByPace(house.store)) {
      house.moveTo(at);
      await house.deliver();
    }
    const news = shown().slice(heard);
    heard += news.length;
    return news.map((message) => message.text);
  };
  const update = async (fields: Readonly<Record<string, unknown>>) => {
    await hears();
    const response = await postUpdate(house.app, { update_id: house.nextUpdateId(), ...fields });
    if (response.status !== 200) throw new Error(`the webhook answered ${response.status}`);
    return hears();
  };
  const message = (fields: Readonly<Record<string, unknown>>) => ({
    message_id: messages,
    from: person,
    chat: { id, type: 'private', first_name: 'A' },
    date: seconds(),
    ...fields,
  });
  const sends = (fields: Readonly<Record<string, unknown>>) => {
    messages += 1;
    return update({ message: message(fields) });
  };

  return {
    id,
    hears,
    shown,
    sends,
    says: (text) => sends({ text }),
    edits: (text) => update({ edited_message: message({ text, edit_date: seconds() }) }),
    sendsSticker: () => sends({ sticker: { file_id: 'x', emoji: '👍' } }),
    presses: async (label) => {
      const pressed = shown().findLast((m) => m.keyboard.flat().some((button) => button.text === label));
      const button = pressed?.keyboard.flat().find((b) => b.text === label);
      if (pressed === undefined || button === undefined) throw new Error(`no button is called ${label}`);
      return update({
        callback_query: {
          id: `press-${house.nextUpdateId()}`,
          from: person,
          chat_instance: '1',
          data: button.callback_data,
          message: {
            message_id: pressed.messageId,
            date: seconds(),
            chat: { id, type: 'private' },
            text: pressed.text,
          },
        },
      });
    },
  };
}

/** An update as Telegram posts it; `secret: null` leaves the header out. */
export async function postUpdate(
  app: Hono,
  body: unknown,
  secret: string | null = WEBHOOK_SECRET,
): Promise<Response> {
  return app.request('/webhooks/telegram', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(secret === null ? {} : { 'x-telegram-bot-api-secret-token': secret }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function heldByPace(store: Store): Promise<number | undefined> {
  const row = await store.db
    .select({ at: sql<number | null>`min(${outbox.dueAt})` })
    .from(outbox)
    .where(and(eq(outbox.state, 'queued'), eq(outbox.reason, 'pace')))
    .get();
  return row?.at ?? undefined;
}

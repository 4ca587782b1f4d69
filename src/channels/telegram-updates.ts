/** A Telegram update → what it means for us. Pure. Fields and limits are from the Bot API's documentation. */
import type { Message } from 'grammy/types';
import * as z from 'zod';
import type { Address, Inbound } from '../message.ts';

/** What we ask Telegram to send; everything else is not for us. */
export const UPDATE_KINDS = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

export type TelegramUpdate =
  | { readonly kind: 'inbound'; readonly inbound: Inbound; readonly pressId: string | undefined }
  | { readonly kind: 'reach'; readonly address: Address; readonly reach: 'ok' | 'blocked' }
  | { readonly kind: 'nothing'; readonly pressId: string | undefined };

/** The commands of the menu, in its order, and the words they stand for. Any other command loses its slash only. */
export const MENU = {
  dangky: 'DK',
  hoi: 'HOI',
  xem: 'XEM',
  baocao: 'BC',
  dung: 'TC',
  tiep: 'TIEP',
  ngonngu: 'NN',
  sodienthoai: 'SDT',
  help: 'TG',
} as const;

const chat = z.looseObject({ id: z.int(), type: z.string().default('private') });
const user = z.looseObject({ id: z.int().optional(), is_bot: z.boolean().default(false) });
const message = z.looseObject({
  chat,
  from: user.optional(),
  date: z.int().optional(),
  edit_date: z.int().optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  reply_to_message: z.looseObject({ message_id: z.int().optional() }).optional().catch(undefined),
  contact: z.looseObject({ phone_number: z.string().optional(), user_id: z.int().optional() }).optional(),
});
const update = z.looseObject({
  update_id: z.int().nonnegative(),
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: z
    .looseObject({
      id: z.string(),
      from: user,
      data: z.string().optional(),
      message: z.looseObject({ chat, message_id: z.int().optional() }).optional(),
    })
    .optional(),
  my_chat_member: z.looseObject({ chat, new_chat_member: z.looseObject({ status: z.string() }) }).optional(),
});

type ReadMessage = z.infer<typeof message>;

const NOTHING = { kind: 'nothing', pressId: undefined } as const;

/** undefined: not an update at all. */
export function readUpdate(body: unknown, now: number): TelegramUpdate | undefined {
  const parsed = update.safeParse(body);
  if (!parsed.success) return undefined;
  const {
    update_id,
    message: sent,
    edited_message: edited,
    callback_query: press,
    my_chat_member: member,
  } = parsed.data;
  const providerId = String(update_id);
  if (sent !== undefined) return sentMessage(sent, providerId, now);
  if (edited !== undefined) return editedMessage(edited, providerId, now);
  if (press !== undefined) {
    const pressedIn = press.message?.chat;
    if (press.data === undefined || pressedIn?.type !== 'private' || press.from.is_bot) {
      return { kind: 'nothing', pressId: press.id };
    }
    return {
      kind: 'inbound',
      pressId: press.id,
      // A press has no date of its own; that of its message is when we sent it.
      inbound: {
        ...origin(pressedIn.id, providerId, now),
        text: press.data,
        kind: 'button',
        pressedOn: `${pressedIn.id}:${press.message?.message_id}`,
      },
    };
  }
  if (member !== undefined && member.chat.type === 'private') {
    const { status } = member.new_chat_member;
    if (status === 'kicked') return { kind: 'reach', address: addressOf(member.chat.id), reach: 'blocked' };
    if (status === 'member') return { kind: 'reach', address: addressOf(member.chat.id), reach: 'ok' };
  }
  return NOTHING;
}

function sentMessage(sent: ReadMessage, providerId: string, now: number): TelegramUpdate {
  if (!isPersonal(sent)) return NOTHING;
  const text = sent.text ?? sent.caption;
  const from = origin(sent.chat.id, providerId, sent.date === undefined ? now : sent.date * 1000);
  if (text === undefined) {
    return isMedia(sent)
      ? {
          kind: 'inbound',
          pressId: undefined,
          inbound: { ...from, text: '', kind: 'media', ...cardOf(sent) },
        }
      : NOTHING;
  }
  const startedWith = payloadOf(text);
  return {
    kind: 'inbound',
    pressId: undefined,
    inbound: {
      ...from,
      text: withoutCommand(text),
      kind: 'text',
      ...repliedTo(sent),
      ...(startedWith === undefined ? {} : { startedWith }),
    },
  };
}

/** As a sent message is named, too. */
function repliedTo({ chat, reply_to_message: replied }: ReadMessage): Pick<Inbound, 'repliesTo'> {
  return replied?.message_id === undefined ? {} : { repliesTo: `${chat.id}:${replied.message_id}` };
}

/** Telegram itself says whose account a card is; one without an account, or of another person, proves nothing. */
function cardOf({ contact, from }: ReadMessage): Pick<Inbound, 'card'> {
  if (contact === undefined) return {};
  const { user_id: owner, phone_number: digits } = contact;
  const isOwn = owner !== undefined && owner === from?.id && digits !== undefined;
  return { card: { ownPhone: isOwn ? `+${digits.replace(/\D/g, '')}` : undefined } };
}

/** A new caption is a new text; an edit without any is a location that moves or a photo exchanged: no answer. */
function editedMessage(edited: ReadMessage, providerId: string, now: number): TelegramUpdate {
  const text = edited.text ?? edited.caption;
  if (!isPersonal(edited) || text === undefined) return NOTHING;
  const seconds = edited.edit_date ?? edited.date;
  const from = origin(edited.chat.id, providerId, seconds === undefined ? now : seconds * 1000);
  return {
    kind: 'inbound',
    pressId: undefined,
    inbound: {
      ...from,
      text: withoutCommand(text),
      kind: 'edit',
      ...(edited.date === undefined ? {} : { firstSentAt: edited.date * 1000 }),
      ...repliedTo(edited),
    },
  };
}

/** Groups are left alone, and so are other bots: two machines would talk for ever. */
function isPersonal(sent: ReadMessage): boolean {
  return sent.chat.type === 'private' && sent.from?.is_bot !== true;
}

/** What a person can send instead of words. The rest is Telegram's own notices (a pinned message, a new timer). */
const MEDIA = [
  'animation',
  'audio',
  'checklist',
  'contact',
  'dice',
  'document',
  'game',
  'live_photo',
  'location',
  'paid_media',
  'photo',
  'poll',
  'rich_message',
  'sticker',
  'story',
  'venue',
  'video',
  'video_note',
  'voice',
] as const satisfies readonly (keyof Message)[];

function isMedia(sent: ReadMessage): boolean {
  return MEDIA.some((kind) => sent[kind] !== undefined);
}

/** `/start` bare or with what its deep link carried; a payload that no link of ours can carry counts as none. */
function payloadOf(text: string): string | undefined {
  const started = /^\/start(?:@\w+)?(?:\s+([\s\S]*))?$/i.exec(text.trim());
  if (started === null) return undefined;
  const payload = started[1] ?? '';
  return /^[\w-]{1,64}$/.test(payload) ? payload : '';
}

const WORDS: ReadonlyMap<string, string> = new Map(Object.entries(MENU));

function withoutCommand(text: string): string {
  return text.replace(/^\s*\/(\w{1,32})(?:@\w+)?(?=\s|$)/, (typed: string, command: string) =>
    command.toLowerCase() === 'start' ? typed : (WORDS.get(command.toLowerCase()) ?? command),
  );
}

function origin(
  chatId: number,
  providerId: string,
  sentAt: number,
): Pick<Inbound, 'channel' | 'providerId' | 'from' | 'sentAt'> {
  return { channel: 'telegram', providerId, from: addressOf(chatId), sentAt };
}

function addressOf(chatId: number): Address {
  return { kind: 'telegram', value: String(chatId) };
}

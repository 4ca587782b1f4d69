/** The channels that are configured, ready to send, on either runtime; and which of them a message takes. */
import type { Sending } from './channels/sms-channel.ts';
import { ANSWER_SECONDS, telegramApi } from './channels/telegram-api.ts';
import { telegramSender } from './channels/telegram-send.ts';
import type { Deps } from './deps.ts';
import { type AddressKind, type Channel, type SendPort, SMS_CHANNELS } from './message.ts';
import type { Pacer } from './pace.ts';
import { SMS } from './sms-channels.ts';
import { lastChannelOf } from './store/inbox.ts';
import type { DueRow } from './store/outbox.ts';

export function sendersOf(world: Sending): Map<Channel, SendPort> {
  const senders = new Map<Channel, SendPort>();
  for (const name of SMS_CHANNELS) {
    const port = SMS[name].sender(world);
    if (port !== undefined) senders.set(name, port);
  }
  const { telegram } = world.config;
  if (telegram !== undefined) {
    const api = (seconds: number) => telegramApi(telegram, world.fetch, seconds);
    senders.set('telegram', telegramSender(api(ANSWER_SECONDS.send), api(ANSWER_SECONDS.upload)));
  }
  return senders;
}

type Senders = Pick<Deps, 'config' | 'senders'>;

/** All by which one kind of address can be reached, the default first. */
function portsTo({ config, senders }: Senders, kind: AddressKind): readonly SendPort[] {
  const sms = config.smsChannel === undefined ? SMS_CHANNELS : [config.smsChannel];
  const names: readonly Channel[] =
    config.mode === 'demo' ? ['simulator'] : kind === 'telegram' ? ['telegram'] : sms;
  return names.flatMap((name) => senders.get(name) ?? []);
}

/**
 * The one channel of a message. For an SMS: `SMS_CHANNEL` where it is set, else that by which the person last wrote to
 * us, else the first configured.
 */
export async function portFor(
  deps: Senders & Pick<Deps, 'store'>,
  row: Pick<DueRow, 'addressKind' | 'contactId'>,
): Promise<SendPort | undefined> {
  const ports = portsTo(deps, row.addressKind);
  if (ports.length < 2) return ports[0];
  const last = await lastChannelOf(
    deps.store,
    row.contactId,
    ports.map((port) => port.channel),
  );
  return ports.find((port) => port.channel === last) ?? ports[0];
}

/** As much as the freest channel of this kind has room for; without any channel `waitMs` is endless. */
export function roomTo(
  deps: Senders,
  kind: AddressKind,
  pacer: Pick<Pacer, 'room'>,
  now: number,
): { readonly messages: number; readonly waitMs: number } {
  const rooms = portsTo(deps, kind).map((port) => pacer.room(port, now));
  if (rooms.length === 0) return { messages: Number.POSITIVE_INFINITY, waitMs: Number.POSITIVE_INFINITY };
  return {
    messages: Math.max(...rooms.map((room) => room.messages)),
    waitMs: Math.min(...rooms.map((room) => room.waitMs)),
  };
}

/** So that a long queue of one channel is not written anew all the time. */
const ASIDE_MS = 60_000;

/** 0 where a message without room may wait in its place: no other channel of its kind could be used meanwhile. */
export function stepAsideMs(
  deps: Senders,
  row: Pick<DueRow, 'addressKind' | 'kind'>,
  port: SendPort,
  pacer: Pick<Pacer, 'room'>,
  { roomInMs, now }: { readonly roomInMs: number; readonly now: number },
): number {
  if (pacer.room(port, now).messages > 0 || roomTo(deps, row.addressKind, pacer, now).messages === 0)
    return 0;
  return row.kind === 'reply' ? roomInMs : Math.max(roomInMs, ASIDE_MS);
}

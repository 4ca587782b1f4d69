/** Our id of a delivery, signed: what a provider brings back with a receipt, and knows a repeat by. At most 38 characters. */
import type { Channel } from '../message.ts';
import type { ChannelSecrets } from './sms-channel.ts';

/** 132 bits of the keyed hash. */
const SIGNATURE_CHARACTERS = 22;

export function deliveryToken(secrets: ChannelSecrets, channel: Channel, deliveryId: number): string {
  return `${deliveryId}.${shortened(secrets.mac(signed(channel, deliveryId)))}`;
}

/** undefined where it is not one of ours. */
export function readDeliveryToken(
  secrets: ChannelSecrets,
  channel: Channel,
  token: string,
): number | undefined {
  const [, id, signature = ''] = /^(\d{1,15})\.([\w-]+)$/.exec(token) ?? [];
  if (id === undefined) return undefined;
  const fits = secrets
    .macs(signed(channel, Number(id)))
    .some((mac) => secrets.equal(shortened(mac), signature));
  return fits ? Number(id) : undefined;
}

function signed(channel: Channel, deliveryId: number): string {
  return `delivery:${channel}:${deliveryId}`;
}

function shortened(mac: string): string {
  return mac.slice(0, SIGNATURE_CHARACTERS);
}

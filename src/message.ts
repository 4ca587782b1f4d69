/** What crosses the walls of the house: messages in, messages out. */

export const CHANNELS = ['twilio', 'telegram', 'simulator'] as const;
export type Channel = (typeof CHANNELS)[number];

export type AddressKind = 'phone' | 'telegram';

/** A phone in E.164 or a Telegram chat id, as decimal text. */
export type Address = { readonly kind: AddressKind; readonly value: string };

export type Language = 'vi' | 'en';

/** A choice offered with a message: a button where the channel has them, else the words to type. */
export type Button = { readonly label: string; readonly says: string };

export type Inbound = {
  readonly channel: Channel;
  /** The provider's own id: what makes a repeat recognisable. */
  readonly providerId: string;
  readonly from: Address;
  /** Empty where the message had no text. */
  readonly text: string;
  /** ms; when the provider says it was sent, else when it arrived. */
  readonly sentAt: number;
  /** text: typed · button: a choice of ours pressed · edit: a new version of an old text · media: sticker, voice, photo. */
  readonly kind: 'text' | 'button' | 'edit' | 'media';
  /** The provider's id of our message whose button was pressed. */
  readonly pressedOn?: string;
  /** What a deep link carried, e.g. `xa-03388`. */
  readonly startedWith?: string;
};

export type Outbound = {
  readonly to: Address;
  readonly text: string;
  readonly buttons: readonly (readonly Button[])[];
  /** Our own id of the delivery, to be found again in its receipt. */
  readonly deliveryId: number;
};

/** What the provider's answer means for us; reasons are keys of the texts under `delivery`. */
export type SendResult =
  | { readonly kind: 'accepted'; readonly providerId: string }
  /** Not sent for sure; try again. `pauseMs` pauses the whole channel and costs no attempt. */
  | { readonly kind: 'retry'; readonly reason: string; readonly pauseMs?: number }
  /** Not sent, and never will be. `reach` is what it tells about the address. */
  | { readonly kind: 'failed'; readonly reason: string; readonly reach?: 'blocked' | 'invalid' }
  /** May have been sent: never resent blindly. */
  | { readonly kind: 'unknown'; readonly reason: string };

export type Receipt = {
  readonly channel: Channel;
  readonly providerId: string;
  /** From the signed receipt URL, when it carries one. */
  readonly deliveryId?: number;
  readonly state: 'accepted' | 'delivered' | 'failed';
  readonly reason?: string;
  readonly reach?: 'blocked' | 'invalid';
};

export type SendPort = {
  readonly channel: Channel;
  /** Segments (SMS) or messages a second, how many at once, and the distance between two to one address. */
  readonly pace: { readonly perSecond: number; readonly burst: number; readonly perAddressMs: number };
  /** The form in which this channel shows a text: `plain` loses accents unless the person wants them. */
  readonly form: 'plain' | 'rich';
  send(message: Outbound): Promise<SendResult>;
  /** Tells the person's app that a pressed button was taken in, where a channel has that; never throws. */
  acknowledge?(pressId: string): Promise<void>;
};

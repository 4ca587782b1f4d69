/** What crosses the walls of the house: messages in, messages out. */

/** The ways to a phone; where several are configured and nothing else decides, the first of them. */
export const SMS_CHANNELS = ['twilio', 'esms', 'gateway'] as const;
export type SmsChannelName = (typeof SMS_CHANNELS)[number];

export const CHANNELS = [...SMS_CHANNELS, 'telegram', 'simulator'] as const;
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
  /** Of an edit: when the text that it replaces was first sent. */
  readonly firstSentAt?: number;
  /** text: typed · button: a choice of ours pressed · edit: a new version of an old text · media: sticker, voice, photo. */
  readonly kind: 'text' | 'button' | 'edit' | 'media';
  /** The provider's id of our message whose button was pressed. */
  readonly pressedOn?: string;
  /** The provider's id of the message that a typed one is a reply to. */
  readonly repliesTo?: string;
  /** What a deep link carried, e.g. `xa-03388`. */
  readonly startedWith?: string;
  /** A card of a person was shared: with the number where the channel vouches that it is the sender's own. */
  readonly card?: { readonly ownPhone: string | undefined };
  /** Which of our numbers they wrote to. */
  readonly to?: string;
  /** The provider takes our first reply as the answer to its request: with this turn on disk, it has left. */
  readonly answeredAtOnce?: true;
};

export type Outbound = {
  readonly to: Address;
  /** One of the port's `senders`. */
  readonly from?: string;
  readonly text: string;
  readonly buttons: readonly (readonly Button[])[];
  /** Label of a button that shares the person's own number, where the channel has that. */
  readonly asksPhone?: string;
  /** Our own id of the delivery, to be found again in its receipt. */
  readonly deliveryId: number;
};

/** A text read aloud, as a file. */
export type Recording = {
  /** Another one for another file, also where it has the same name. */
  readonly key: string;
  /** With its ending, by which a channel knows what it is. */
  readonly name: string;
  readonly bytes: number;
  /** Its content, from the start each time. */
  open(): AsyncIterable<Uint8Array>;
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

/** A message that was or may have been sent, as we would ask its provider about it. */
export type Sought = {
  readonly to: Address;
  readonly text: string;
  readonly sentAt: number;
  /** Provider's ids of this person's other messages: they are not this one. */
  readonly others: ReadonlySet<string>;
};

export type Found =
  | { readonly kind: 'found'; readonly receipt: Omit<Receipt, 'channel' | 'deliveryId'> }
  /** The provider knows of no such message: it never left. */
  | { readonly kind: 'absent' }
  /** It can't be told now. */
  | { readonly kind: 'unclear' };

export type SendPort = {
  readonly channel: Channel;
  /** Segments (SMS) or messages a second, how many at once, and the distance between two to one address. */
  readonly pace: {
    readonly perSecond: number;
    readonly burst: number;
    readonly perAddressMs: number;
    /** At equal distances instead of in bursts: the provider counts every second anew. */
    readonly evenly?: true;
  };
  /** The numbers it sends from, where there are several; the pace counts for each. */
  readonly senders?: readonly string[];
  /** The form in which this channel shows a text: `plain` loses accents unless the person wants them. */
  readonly form: 'plain' | 'rich';
  send(message: Outbound): Promise<SendResult>;
  /** Sends a recording as a message of its own, where a channel has voices. */
  speak?(to: Address, recording: Recording): Promise<SendResult>;
  /** Whether a message of which we had no answer exists, where a provider can be asked; never throws. */
  find?(sought: Sought): Promise<Found>;
  /** Tells the person's app that a pressed button was taken in, where a channel has that; never throws. */
  acknowledge?(pressId: string): Promise<void>;
};

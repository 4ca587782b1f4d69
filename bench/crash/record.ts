/** What the providers remember: the truth about what people saw, whatever the service believes. */

/** One request to send a message. `deliveryId` is ours, from the address for receipts; Telegram has none. */
export type Call = {
  readonly provider: 'twilio' | 'telegram';
  readonly to: string;
  readonly text: string;
  readonly deliveryId?: number;
};

export type ProvidersRecord = {
  /** Taken by the provider and shown to the person. */
  readonly seen: readonly Call[];
  /** Taken, but reported by a receipt as not delivered. */
  readonly undelivered: readonly Call[];
  /** Requests whose answer did not tell whether the message was taken: lost, never given, or a 5xx. */
  readonly withheld: readonly Call[];
  /** Calls of which a provider would have complained. */
  readonly complaints: readonly string[];
  readonly faults: Readonly<Record<string, number>>;
};

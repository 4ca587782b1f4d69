/** The demo's own telephones: every message arrives at once, and its receipt with it. Nothing leaves the machine. */
import type { Receipt, SendPort } from '../message.ts';

/** So high that no demo feels it: the pace of real channels is theirs. */
const UNLIMITED = 1_000_000;

export function simulatorSender(takeReceipt: (receipt: Receipt) => Promise<void>): SendPort {
  return {
    channel: 'simulator',
    form: 'plain',
    pace: { perSecond: UNLIMITED, burst: UNLIMITED, perAddressMs: 0 },
    async send({ deliveryId }) {
      const providerId = `demo-${deliveryId}`;
      await takeReceipt({ channel: 'simulator', providerId, deliveryId, state: 'delivered' });
      return { kind: 'accepted', providerId };
    },
  };
}

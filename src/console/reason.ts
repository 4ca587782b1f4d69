/** Why a message waits, was skipped or failed, as a clerk reads it. */
import { pages } from '../../content/pages.ts';
import type { TextKey } from '../texts.ts';

type Reason = Exclude<keyof typeof pages.vi.delivery, 'other'>;

function isReason(reason: string): reason is Reason {
  return Object.hasOwn(pages.vi.delivery, reason) && reason !== 'other';
}

export function reasonInWords(
  say: (key: TextKey, values?: Readonly<Record<string, string>>) => string,
  reason: string,
): string {
  return isReason(reason) ? say(`delivery.${reason}`) : say('delivery.other', { reason });
}

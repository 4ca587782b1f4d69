/** What stands on a phone's screen: what its owner sent and what arrived, in the order of time. */
import type { Deps } from '../../deps.ts';
import type { Said } from '../../handler.ts';
import type { Button } from '../../message.ts';
import { heardBy, saidBy } from '../../store/conversations.ts';
import { smsSaid } from '../../texts.ts';
import { cleanTyped } from '../../vietnamese.ts';

export type Message =
  | { readonly from: 'person'; readonly at: number; readonly text: string }
  | {
      readonly from: 'service';
      readonly at: number;
      readonly text: string;
      readonly segments: number;
      readonly state: 'accepted' | 'delivered';
      readonly buttons: readonly Button[];
    };

export const SHOWN = 100;

export async function timeline(
  deps: Deps,
  contact: { readonly id: string; readonly accentedSms: boolean },
): Promise<readonly Message[]> {
  const [said, heard] = await Promise.all([
    saidBy(deps.store, contact.id, SHOWN),
    heardBy(deps.store, contact.id, SHOWN),
  ]);
  const messages: Message[] = [
    ...said
      .filter((row) => row.textSealed !== '')
      .toReversed()
      .map((row) => ({
        from: 'person' as const,
        at: row.receivedAt,
        // Without what nobody sees: ten thousand of them would be a blank screen.
        text: cleanTyped(deps.secrets.open(row.textSealed)),
      })),
    ...heard.toReversed().map((row) => {
      const body = saidIn(deps, row.bodySealed);
      return {
        from: 'service' as const,
        at: row.sentAt ?? 0,
        text: smsSaid(body, contact.accentedSms).text,
        segments: row.segments ?? 1,
        state: row.state === 'delivered' ? ('delivered' as const) : ('accepted' as const),
        buttons: (body.buttons ?? []).flat(),
      };
    }),
  ];
  // Stable, and a question stands before its answer where both have the same instant.
  return messages.sort((a, b) => a.at - b.at).slice(-SHOWN);
}

export function saidIn(deps: Deps, sealed: string | null): Said {
  return !sealed ? { text: '' } : (JSON.parse(deps.secrets.open(sealed)) as Said);
}

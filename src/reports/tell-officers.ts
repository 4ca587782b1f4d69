/** A word to the officers who answer for a place, once. */
import type { Deps } from '../deps.ts';
import type { Language } from '../message.ts';
import { queueMessage } from '../store/outbox.ts';
import { officersOfCommune } from '../store/roles.ts';
import type { Write } from '../store/statement.ts';
import type { Place } from './where.ts';

export async function tellOfficers(
  deps: Deps,
  place: Pick<Place, 'commune'>,
  told: {
    /** The same key is told once to each of them. */
    readonly key: string;
    readonly except: string;
    readonly text: (language: Language) => string;
    readonly now: number;
  },
): Promise<readonly Write[]> {
  if (place.commune === undefined) return [];
  const officers = await officersOfCommune(deps.store, place.commune);
  // Both addresses of who did it.
  const own = officers
    .filter(({ contactId, chatId }) => contactId === told.except || chatId === told.except)
    .flatMap(({ contactId, chatId }) => [contactId, chatId]);
  return officers
    .filter(({ contactId }) => contactId !== told.except && !own.includes(contactId))
    .map(({ contactId, language }) =>
      queueMessage(
        {
          key: `${told.key}:${contactId}`,
          contactId,
          kind: 'reminder',
          bodySealed: deps.secrets.seal(JSON.stringify({ text: told.text(language) })),
          dueAt: told.now,
          createdAt: told.now,
        },
        'ignore',
      ),
    );
}

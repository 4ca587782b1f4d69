/** What became of reports that waited, to those who sent them; what is not certain in them is their open question. */
import type { Deps } from '../deps.ts';
import { openFor } from '../handler.ts';
import { askable, askQuestion, isAsked, takeTurn } from '../store/contacts.ts';
import { queueMessage } from '../store/outbox.ts';
import type { Write } from '../store/statement.ts';
import type { HeldTaken } from './held.ts';

/** `askedIn`: unique, and known to the store as a question of another's turn. */
export async function tellSenders(
  deps: Deps,
  askedIn: string,
  except: string,
  { told, opens }: HeldTaken,
  now: number,
): Promise<readonly Write[]> {
  const messages = told.flatMap(({ contactId, text }, n) =>
    contactId === except
      ? []
      : [
          queueMessage({
            key: `reply:${askedIn}:${n}`,
            contactId,
            kind: 'reply',
            bodySealed: deps.secrets.seal(JSON.stringify({ text })),
            dueAt: now,
            createdAt: now,
          }),
        ],
  );
  const questions: Write[] = [];
  for (const { contactId, draft, prompt } of opens) {
    const sender = contactId === except ? undefined : await askable(deps.store, contactId);
    // Another question of theirs is not taken away.
    if (sender === undefined || isAsked(sender, now)) continue;
    questions.push(
      takeTurn(contactId, sender.lastTurn + 1),
      askQuestion({
        contactId,
        kind: 'report',
        dataSealed: deps.secrets.seal(JSON.stringify({ data: draft, prompt: { text: prompt } })),
        askedIn,
        askedAt: now,
        expiresAt: now + openFor('report'),
      }),
    );
  }
  return [...messages, ...questions];
}

/** How much there is of everything, for operators. */
import { count } from 'drizzle-orm';
import { contacts, inbox, outbox } from '../../db/schema.ts';
import type { Store } from './database.ts';

export type Counts = {
  readonly messages: readonly { readonly kind: string; readonly state: string; readonly number: number }[];
  readonly received: readonly { readonly channel: string; readonly number: number }[];
  readonly people: readonly { readonly consent: string; readonly number: number }[];
};

export async function countsOf({ db }: Store): Promise<Counts> {
  const [messages, received, people] = await Promise.all([
    db
      .select({ kind: outbox.kind, state: outbox.state, number: count() })
      .from(outbox)
      .groupBy(outbox.kind, outbox.state),
    db.select({ channel: inbox.channel, number: count() }).from(inbox).groupBy(inbox.channel),
    db.select({ consent: contacts.consent, number: count() }).from(contacts).groupBy(contacts.consent),
  ]);
  return { messages, received, people };
}

/** A person who stands here at two contacts of the same address: the older one becomes part of the one they reach. */
import type { contacts } from '../../db/schema.ts';
import { changeContact, takeTurn } from './contacts.ts';
import { moveFamily } from './moves.ts';
import { erasePerson } from './people.ts';
import type { Write } from './statement.ts';

type ContactRow = typeof contacts.$inferSelect;

/** `OR IGNORE` leaves what the other has too, and the erasure takes it. */
const MOVES = [
  'consents',
  'roles',
  'inbox',
  'asked',
  'held_reports',
  'report_versions',
  'quick_answers',
  'feedback',
];

/** A stop at the one they reach holds for all; an agreement at the older one holds where they have said neither. */
export function joinTwins(older: ContactRow, reached: ContactRow, now: number): readonly Write[] {
  const { communeCode, communeFrom, chatId } = older;
  return [
    takeTurn(older.id, older.turn + 1),
    takeTurn(reached.id, reached.turn + 1),
    ...moveFamily(older.id, reached),
    ...MOVES.map((table) => ({
      sql: `UPDATE OR IGNORE ${table} SET contact_id = ? WHERE contact_id = ?`,
      args: [reached.id, older.id],
    })),
    { sql: 'UPDATE quick_counts SET author_id = ? WHERE author_id = ?', args: [reached.id, older.id] },
    { sql: 'UPDATE broadcasts SET author_id = ? WHERE author_id = ?', args: [reached.id, older.id] },
    // Of a chat: its phone. Where the one they reach has a phone already, that one stays.
    { sql: 'UPDATE OR IGNORE contacts SET chat_id = ? WHERE chat_id = ?', args: [reached.id, older.id] },
    ...erasePerson(older.id, now),
    changeContact(reached.id, {
      ...(reached.consent === 'none' ? { consent: older.consent } : {}),
      ...(reached.communeCode === null ? { communeCode, communeFrom } : {}),
      ...(reached.chatId === null ? { chatId } : {}),
    }),
  ];
}

/** Who counts in a village, and what is stored of what they said. */
import { reports } from '../../db/schema.ts';
import { addContact } from '../../src/store/contacts.ts';
import { giveRole } from '../../src/store/roles.ts';
import type { Write } from '../../src/store/statement.ts';
import type { Chat } from './chat.ts';
import type { House } from './house.ts';

export function collaborator(contactId: string, villageId: string, at: number): Write {
  return giveRole({
    id: `role-${villageId}`,
    contactId,
    role: 'collaborator',
    place: { villageId },
    status: 'active',
    madeBy: 'test',
    at,
  });
}

/** In Telegram, of these villages. */
export async function collaboratorByChat(home: House, ...villages: readonly string[]): Promise<Chat> {
  await home.deps.store.commit([
    addContact({
      id: 'chat',
      kind: 'telegram',
      addressMac: home.deps.secrets.mac('telegram:77'),
      addressSealed: home.deps.secrets.seal('77'),
      consent: 'in',
      createdAt: home.now(),
    }),
    ...villages.map((villageId) => collaborator('chat', villageId, home.now())),
  ]);
  return home.chat(77);
}

/** The values as they stand, by place and month. */
export async function storedIn(home: House): Promise<Record<string, unknown>> {
  const rows = await home.deps.store.db.select().from(reports);
  return Object.fromEntries(rows.map((row) => [`${row.place} ${row.period}`, row.values]));
}

import { and, eq } from 'drizzle-orm';
import { roles, villages } from '../../db/schema.ts';
import type { UnitKey } from '../handler.ts';
import type { Store } from './database.ts';
import { insert, type Write } from './statement.ts';

export type VillageRow = typeof villages.$inferSelect;

export function addVillage(row: VillageRow): Write {
  return insert(villages, row, { onConflict: 'ignore' });
}

export async function villagesOf(store: Store, commune: UnitKey): Promise<VillageRow[]> {
  return store.db
    .select()
    .from(villages)
    .where(and(eq(villages.communeCode, commune.code), eq(villages.communeFrom, commune.validFrom)))
    .orderBy(villages.nameFolded);
}

export async function villageById(store: Store, id: string): Promise<VillageRow | undefined> {
  return store.db.select().from(villages).where(eq(villages.id, id)).get();
}

export function addRole(row: typeof roles.$inferInsert): Write {
  return insert(roles, row);
}

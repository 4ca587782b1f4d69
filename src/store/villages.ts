import { and, eq, sql } from 'drizzle-orm';
import { roles, villages } from '../../db/schema.ts';
import type { UnitKey } from '../handler.ts';
import { prepared, type Store } from './database.ts';
import { insert, type Write } from './statement.ts';

export type VillageRow = typeof villages.$inferSelect;

export function addVillage(row: VillageRow): Write {
  return insert(villages, row, { onConflict: 'ignore' });
}

const byId = prepared((db) =>
  db
    .select()
    .from(villages)
    .where(eq(villages.id, sql.placeholder('id')))
    .prepare(),
);

export async function villageById(store: Store, id: string): Promise<VillageRow | undefined> {
  return byId(store).get({ id });
}

export async function villagesOf(store: Store, commune: UnitKey): Promise<VillageRow[]> {
  return store.db
    .select()
    .from(villages)
    .where(and(eq(villages.communeCode, commune.code), eq(villages.communeFrom, commune.validFrom)))
    .orderBy(villages.nameFolded);
}

export function addRole(row: typeof roles.$inferInsert): Write {
  return insert(roles, row);
}

/** Administrative units, each row one version of one, and the villages below them. */
import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';

/** Provinces and communes, each row one version of a unit: a code is reused after a merger, (code, valid-from) is not. */
export const units = sqliteTable(
  'units',
  {
    code: text().notNull(),
    validFrom: text('valid_from').notNull(),
    validTo: text('valid_to'),
    level: text({ enum: ['province', 'commune'] }).notNull(),
    kind: text({ enum: ['tinh', 'thanh-pho', 'xa', 'phuong', 'thi-tran', 'dac-khu', 'huyen-dao'] }).notNull(),
    /** Without its kind: "Mường Than". */
    name: text().notNull(),
    nameFolded: text('name_folded').notNull(),
    provinceCode: text('province_code').notNull(),
    /** As it was called then; the district only for units that ended on 1 July 2025. */
    provinceName: text('province_name').notNull(),
    districtName: text('district_name'),
  },
  (t) => [
    primaryKey({ columns: [t.code, t.validFrom] }),
    index('units_name').on(t.nameFolded),
    index('units_province').on(t.provinceCode, t.level),
    check('units_interval', sql`${t.validTo} IS NULL OR ${t.validTo} > ${t.validFrom}`),
  ],
);

/** What a unit became. Several rows where it was split. */
export const unitSuccessors = sqliteTable(
  'unit_successors',
  {
    code: text().notNull(),
    validFrom: text('valid_from').notNull(),
    newCode: text('new_code').notNull(),
    newValidFrom: text('new_valid_from').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.code, t.validFrom, t.newCode, t.newValidFrom] }),
    foreignKey({ columns: [t.code, t.validFrom], foreignColumns: [units.code, units.validFrom] }),
    foreignKey({ columns: [t.newCode, t.newValidFrom], foreignColumns: [units.code, units.validFrom] }),
    index('unit_successors_new').on(t.newCode, t.newValidFrom),
  ],
);

export const villages = sqliteTable(
  'villages',
  {
    id: text().primaryKey(),
    communeCode: text('commune_code').notNull(),
    communeFrom: text('commune_from').notNull(),
    name: text().notNull(),
    nameFolded: text('name_folded').notNull(),
  },
  (t) => [
    foreignKey({ columns: [t.communeCode, t.communeFrom], foreignColumns: [units.code, units.validFrom] }),
    // Two villages of one name in one commune could not be told apart in a text message.
    uniqueIndex('villages_name').on(t.communeCode, t.communeFrom, t.nameFolded),
  ],
);

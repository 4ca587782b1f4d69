/** Writes as data: a statement and its arguments, decided now and run later in one batch. */
import { and, eq, getTableName, isNull, type SQL, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/libsql/web';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';

export type Value = string | number | null;
export type Write = { readonly sql: string; readonly args: readonly Value[] };

/** A builder without a connection: it only writes SQL. */
export const build = drizzle.mock();

/** Freezes any drizzle query as a Write. For what is rare; `insert` and `update` remember their SQL. */
export function write(query: { toSQL(): { sql: string; params: unknown[] } }): Write {
  const { sql: text, params } = query.toSQL();
  return { sql: text, args: params as Value[] };
}

const remembered = new Map<string, string>();

function columnsOf(table: SQLiteTable): Readonly<Record<string, SQLiteColumn>> {
  return table as unknown as Readonly<Record<string, SQLiteColumn>>;
}

function encoded(table: SQLiteTable, row: object): [string, Value][] {
  const columns = columnsOf(table);
  const pairs: [string, Value][] = [];
  for (const [name, value] of Object.entries(row)) {
    if (value === undefined) continue;
    const column = columns[name];
    if (column === undefined) throw new Error(`${getTableName(table)} has no column ${name}`);
    pairs.push([name, value === null ? null : (column.mapToDriverValue(value) as Value)]);
  }
  return pairs;
}

function recall(key: string, make: () => { toSQL(): { sql: string } }): string {
  let text = remembered.get(key);
  if (text === undefined) {
    text = make().toSQL().sql;
    remembered.set(key, text);
  }
  return text;
}

/**
 * One row. `onConflict: 'ignore'` only where the row's key says that it is the same fact again; a violation
 * otherwise fails the whole unit, which is what protects it.
 */
export function insert<T extends SQLiteTable>(
  table: T,
  row: T['$inferInsert'],
  options: { readonly onConflict?: 'ignore' } = {},
): Write {
  const pairs = encoded(table, row);
  const key = `i ${getTableName(table)} ${options.onConflict ?? ''} ${pairs.map(([name]) => name).join()}`;
  const text = recall(key, () => {
    // Only the columns at hand: drizzle would name every one, its defaults in the text.
    const columns = pairs.map(([name]) => sql.identifier(columnsOf(table)[name]?.name ?? name));
    const holes = pairs.map(() => sql`${sql.placeholder('x')}`);
    const conflict = options.onConflict === 'ignore' ? sql` ON CONFLICT DO NOTHING` : sql``;
    const statement = sql`INSERT INTO ${table} (${sql.join(columns, sql`, `)}) VALUES (${sql.join(holes, sql`, `)})${conflict}`;
    return asQuery(statement);
  });
  return { sql: text, args: pairs.map(([, value]) => value) };
}

/** One row that replaces the row of the same `key`, in the columns given. */
export function upsert<T extends SQLiteTable>(
  table: T,
  row: T['$inferInsert'],
  key: readonly (keyof T['$inferInsert'] & string)[],
): Write {
  const pairs = encoded(table, row);
  const names = pairs.map(([name]) => name);
  const text = recall(`r ${getTableName(table)} ${names.join()}`, () => {
    const name = (column: string) => sql.identifier(columnsOf(table)[column]?.name ?? column);
    const holes = pairs.map(() => sql`${sql.placeholder('x')}`);
    const set = names
      .filter((column) => !(key as readonly string[]).includes(column))
      .map((column) => sql`${name(column)} = excluded.${name(column)}`);
    return asQuery(
      sql`INSERT INTO ${table} (${sql.join(names.map(name), sql`, `)}) VALUES (${sql.join(holes, sql`, `)})
        ON CONFLICT (${sql.join(key.map(name), sql`, `)}) DO UPDATE SET ${sql.join(set, sql`, `)}`,
    );
  });
  return { sql: text, args: pairs.map(([, value]) => value) };
}

/** Rows that equal `where` in every column named (null means IS NULL) get `set`. */
export function update<T extends SQLiteTable>(
  table: T,
  set: Partial<T['$inferInsert']>,
  where: Partial<T['$inferInsert']>,
): Write {
  const changes = encoded(table, set);
  const conditions = encoded(table, where);
  const key = `u ${getTableName(table)} ${changes.map(([name]) => name).join()} ${conditions
    .map(([name, value]) => (value === null ? `${name}?` : name))
    .join()}`;
  const text = recall(key, () => {
    const columns = columnsOf(table);
    const assignments = changes.map(
      ([name]) => sql`${sql.identifier(columns[name]?.name ?? name)} = ${sql.placeholder('x')}`,
    );
    return asQuery(
      sql`UPDATE ${table} SET ${sql.join(assignments, sql`, `)} WHERE ${matching(table, conditions)}`,
    );
  });
  return {
    sql: text,
    args: [...changes, ...conditions.filter(([, value]) => value !== null)].map(([, v]) => v),
  };
}

/** Deletes the rows that equal `where` in every column named. */
export function remove<T extends SQLiteTable>(table: T, where: Partial<T['$inferInsert']>): Write {
  const conditions = encoded(table, where);
  const key = `d ${getTableName(table)} ${conditions.map(([name, v]) => (v === null ? `${name}?` : name)).join()}`;
  const text = recall(key, () => asQuery(sql`DELETE FROM ${table} WHERE ${matching(table, conditions)}`));
  return { sql: text, args: conditions.filter(([, value]) => value !== null).map(([, value]) => value) };
}

function matching(table: SQLiteTable, conditions: readonly [string, Value][]): SQL {
  if (conditions.length === 0) throw new Error(`a change of ${getTableName(table)} needs a condition`);
  const columns = columnsOf(table);
  const parts = conditions.map(([name, value]) => {
    const column = columns[name] as SQLiteColumn;
    return value === null ? isNull(column) : eq(column, sql.placeholder('x'));
  });
  return and(...parts) as SQL;
}

function asQuery(statement: SQL): { toSQL(): { sql: string } } {
  return { toSQL: () => (build as unknown as Dialected).dialect.sqlToQuery(statement) };
}

type Dialected = { readonly dialect: { sqlToQuery(statement: SQL): { sql: string } } };

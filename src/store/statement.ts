/** Writes as data: a statement and its arguments, decided now and run later in one batch. */
import { and, eq, getTableName, isNull, type SQL, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/libsql/http';
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

function columnsOf(table: SQLiteTable): Readonly<Record<string, SQLiteColumn>> {
  return table as unknown as Readonly<Record<string, SQLiteColumn>>;
}

type Encoded = { readonly names: readonly string[]; readonly values: readonly Value[] };

/** As the driver takes them; what is undefined was not said. */
function encoded(table: SQLiteTable, row: object): Encoded {
  const columns = columnsOf(table);
  const said = row as Readonly<Record<string, unknown>>;
  const names: string[] = [];
  const values: Value[] = [];
  for (const name of Object.keys(row)) {
    const value = said[name];
    if (value === undefined) continue;
    const column = columns[name];
    if (column === undefined) throw new Error(`${getTableName(table)} has no column ${name}`);
    names.push(name);
    values.push(value === null ? null : (column.mapToDriverValue(value) as Value));
  }
  return { names, values };
}

const remembered = new Map<SQLiteTable, Map<string, string>>();

function recall(table: SQLiteTable, key: string, make: () => SQL): string {
  let texts = remembered.get(table);
  if (texts === undefined) {
    texts = new Map();
    remembered.set(table, texts);
  }
  let text = texts.get(key);
  if (text === undefined) {
    text = (build as unknown as Dialected).dialect.sqlToQuery(make()).sql;
    texts.set(key, text);
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
  const { names, values } = encoded(table, row);
  const text = recall(table, `insert ${options.onConflict ?? ''} ${names.join()}`, () => {
    // Only the columns at hand: drizzle would name every one, its defaults in the text.
    const columns = names.map((name) => sql.identifier(columnsOf(table)[name]?.name ?? name));
    const holes = names.map(() => sql`${sql.placeholder('x')}`);
    const conflict = options.onConflict === 'ignore' ? sql` ON CONFLICT DO NOTHING` : sql``;
    return sql`INSERT INTO ${table} (${sql.join(columns, sql`, `)}) VALUES (${sql.join(holes, sql`, `)})${conflict}`;
  });
  return { sql: text, args: values };
}

/** One row that replaces the row of the same `key`, in the columns given. */
export function upsert<T extends SQLiteTable>(
  table: T,
  row: T['$inferInsert'],
  key: readonly (keyof T['$inferInsert'] & string)[],
): Write {
  const { names, values } = encoded(table, row);
  const text = recall(table, `upsert ${names.join()}`, () => {
    const name = (column: string) => sql.identifier(columnsOf(table)[column]?.name ?? column);
    const holes = names.map(() => sql`${sql.placeholder('x')}`);
    const set = names
      .filter((column) => !(key as readonly string[]).includes(column))
      .map((column) => sql`${name(column)} = excluded.${name(column)}`);
    return sql`INSERT INTO ${table} (${sql.join(names.map(name), sql`, `)}) VALUES (${sql.join(holes, sql`, `)})
        ON CONFLICT (${sql.join(key.map(name), sql`, `)}) DO UPDATE SET ${sql.join(set, sql`, `)}`;
  });
  return { sql: text, args: values };
}

/** Rows that equal `where` in every column named (null means IS NULL) get `set`. */
export function update<T extends SQLiteTable>(
  table: T,
  set: Partial<T['$inferInsert']>,
  where: Partial<T['$inferInsert']>,
): Write {
  const changes = encoded(table, set);
  const conditions = encoded(table, where);
  const text = recall(table, `update ${changes.names.join()} ${shapeOf(conditions)}`, () => {
    const columns = columnsOf(table);
    const assignments = changes.names.map(
      (name) => sql`${sql.identifier(columns[name]?.name ?? name)} = ${sql.placeholder('x')}`,
    );
    return sql`UPDATE ${table} SET ${sql.join(assignments, sql`, `)} WHERE ${matching(table, conditions)}`;
  });
  return { sql: text, args: [...changes.values, ...notNull(conditions)] };
}

/** Deletes the rows that equal `where` in every column named. */
export function remove<T extends SQLiteTable>(table: T, where: Partial<T['$inferInsert']>): Write {
  const conditions = encoded(table, where);
  const text = recall(
    table,
    `delete ${shapeOf(conditions)}`,
    () => sql`DELETE FROM ${table} WHERE ${matching(table, conditions)}`,
  );
  return { sql: text, args: notNull(conditions) };
}

function shapeOf({ names, values }: Encoded): string {
  return names.map((name, i) => (values[i] === null ? `${name}?` : name)).join();
}

function notNull({ values }: Encoded): readonly Value[] {
  return values.filter((value) => value !== null);
}

function matching(table: SQLiteTable, { names, values }: Encoded): SQL {
  if (names.length === 0) throw new Error(`a change of ${getTableName(table)} needs a condition`);
  const columns = columnsOf(table);
  const parts = names.map((name, i) => {
    const column = columns[name] as SQLiteColumn;
    return values[i] === null ? isNull(column) : eq(column, sql.placeholder('x'));
  });
  return and(...parts) as SQL;
}

type Dialected = { readonly dialect: { sqlToQuery(statement: SQL): { sql: string } } };

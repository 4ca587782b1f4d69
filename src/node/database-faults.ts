/** What keeps a database from being opened, in sentences for the operator. An address is never told: it may hold a token. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseBusy, faultOf, type Store } from '../store/database.ts';

const EXAMPLES = 'file:data/vong-tay.db, or libsql://name.turso.io';

/** What is wrong with DATABASE_URL by its look. */
export function urlFault(url: string): string | undefined {
  if (url.startsWith('file:')) {
    const path = url.slice('file:'.length).trim();
    if (path === '') return `DATABASE_URL names no file: it looks like ${EXAMPLES}.`;
    if (path.startsWith(':memory:'))
      return `DATABASE_URL would keep everything in memory, where it is lost at the end: it looks like ${EXAMPLES}.`;
    if (/^\/\/[^/]/.test(path))
      return 'DATABASE_URL has two slashes behind file: write file:data/vong-tay.db for a file in this folder, or file:/srv/vong-tay.db for one elsewhere.';
    return undefined;
  }
  const address = /^(?:libsql|https?):\/\//i.test(url)
    ? URL.parse(url.replace(/^libsql:/i, 'https:'))
    : undefined;
  if (!address) {
    return `DATABASE_URL is no address of a database: it looks like ${EXAMPLES}. A path alone needs file: before it.`;
  }
  if (address.username !== '' || address.password !== '')
    return 'DATABASE_URL holds a name or a password: leave them out, and put the token into DATABASE_AUTH_TOKEN.';
  return undefined;
}

/** Why a database that was found can't be used; undefined for what is no fault of its own but ours. */
export function databaseFault(url: string, error: unknown): string | undefined {
  const fault = faultOf(error);
  const code = String((fault as { code?: unknown }).code ?? '');
  if (!url.startsWith('file:')) {
    if (fault instanceof DatabaseBusy) return fault.message;
    const why = /HTTP status \d+/.exec(fault.message)?.[0] ?? (code === '' ? fault.name : code);
    return `The database that DATABASE_URL names does not work as one (${why}): check the address, DATABASE_AUTH_TOKEN, and that it is a libSQL server.`;
  }
  const isKnown = fault instanceof DatabaseBusy || code.startsWith('SQLITE_');
  return isKnown ? fileFault(url.slice('file:'.length), fault) : undefined;
}

export function fileFault(path: string, { message, cause }: Error): string {
  const why = cause instanceof Error ? cause.message : message;
  return `The database file ${path} can't be opened (${why}): ${adviceFor(why)}`;
}

function adviceFor(why: string): string {
  if (/not a database|malformed|already exists|no such (?:table|column)/.test(why))
    return 'it is damaged, or no database of this service. Put a backup in its place, or name another file in DATABASE_URL.';
  if (/locked|busy/.test(why)) return 'another program holds it. End that one and start again.';
  return 'check that the folder exists, that this user may write there, and that the disk is not full.';
}

/** Whether a later version of the service has changed the tables: what that keeps, this one would spoil. */
export async function isNewer(store: Store, migrations: string): Promise<boolean> {
  const table = '__drizzle_migrations';
  if ((await store.first('SELECT 1 FROM sqlite_master WHERE name = ?', [table])) === undefined) return false;
  const [last] = (await store.first(`SELECT max(created_at) FROM ${table}`, [])) ?? [];
  const journal = JSON.parse(readFileSync(join(migrations, 'meta/_journal.json'), 'utf8')) as {
    readonly entries: readonly { readonly when: number }[];
  };
  return Number(last ?? 0) > Math.max(...journal.entries.map(({ when }) => when));
}

/** A database that can't be opened is refused with a sentence that says what to do, and nothing of its address. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Connection from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { DatabaseRefused, openStore } from '../../src/node/open-database.ts';

async function refusal(url: string): Promise<string> {
  const error = await openStore(url, 'real').then(
    () => new Error('it was opened'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DatabaseRefused);
  return (error as Error).message;
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'vong-tay-opening-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test.each([
  ['/srv/vong-tay.db', /is no address of a database: .*A path alone needs file: before it/],
  ['data/vong-tay.db', /is no address of a database/],
  ['postgres://name:hidden@host/db', /is no address of a database/],
  ['libsql://', /is no address of a database/],
  ['libsql://a hidden host', /is no address of a database/],
  ['libsql://name:hidden@host', /holds a name or a password: .*DATABASE_AUTH_TOKEN/],
  ['https://hidden@host', /holds a name or a password/],
  ['libsql://host?hidden=1', /does not work as one \(URL_PARAM_NOT_SUPPORTED\)/],
  ['file:', /names no file/],
  ['file: ', /names no file/],
  ['file::memory:', /in memory, where it is lost at the end/],
  ['file://data/vong-tay.db', /two slashes/],
  ['http://127.0.0.1:1', /^The database did not answer: check DATABASE_URL/],
])('%s', async (url, sentence) => {
  const told = await refusal(url);
  expect(told).toMatch(sentence);
  expect(told).not.toContain('hidden');
});

test('a folder, a text, a damaged file and one of another program', async () => {
  const at = folder();
  mkdirSync(join(at, 'folder.db'));
  expect(await refusal(`file:${join(at, 'folder.db')}`)).toMatch(/can't be opened \(it is a folder\): check/);
  writeFileSync(
    join(at, 'text.db'),
    'This is no database, though it is long enough to be taken for one. '.repeat(20),
  );
  expect(await refusal(`file:${join(at, 'text.db')}`)).toMatch(
    /\(file is not a database\): it is damaged, or no/,
  );
  const other = new Connection(join(at, 'other.db'));
  other.exec('CREATE TABLE contacts (name)');
  other.close();
  expect(await refusal(`file:${join(at, 'other.db')}`)).toMatch(
    /already exists\): it is damaged, or no database of/,
  );
});

test('one that another program is writing', async () => {
  const url = `file:${join(folder(), 'held.db')}`;
  await (await openStore(url, 'real')).close();
  const other = new Connection(url.slice('file:'.length));
  onTestFinished(() => {
    other.close();
  });
  other.exec('BEGIN IMMEDIATE');
  expect(await refusal(url)).toMatch(/\(database is locked\): another program holds it\. End that one/);
  other.exec('ROLLBACK');
  await (await openStore(url, 'real')).close();
});

test('one that a newer version has changed is left as it is', async () => {
  const url = `file:${join(folder(), 'newer.db')}`;
  const store = await openStore(url, 'real');
  await store.commit([
    { sql: `INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 9999999999999)`, args: [] },
  ]);
  await store.close();
  expect(await refusal(url)).toMatch(
    /^A newer version of the service has changed this database: start that version/,
  );
});

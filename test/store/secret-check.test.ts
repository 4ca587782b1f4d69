/** Whether the configured secrets are those that the database is sealed with. */
import crypto from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { like } from 'drizzle-orm';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { meta } from '../../db/schema.ts';
import { openStore } from '../../src/node/open-database.ts';
import { rightSecret } from '../../src/node/right-secret.ts';
import { checkSecret } from '../../src/secret-check.ts';
import { createSecrets } from '../../src/secrets.ts';
import { addContact } from '../../src/store/contacts.ts';
import type { Store } from '../../src/store/database.ts';
import { addInbound } from '../../src/store/inbox.ts';

const [A, B, C] = ['secret A of the test', 'secret B of the test', 'secret C of the test'] as const;
const NOW = Date.parse('2026-11-02T09:00:00+07:00');

let store: Store;
let people: number;
beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-'));
  store = await openStore(`file:${join(folder, 'test.db')}`, 'real');
  people = 0;
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

const secretsOf = (secret: string, previous?: string) => createSecrets(crypto, secret, previous);
const starts = (secret: string, previous?: string) =>
  checkSecret({ store, secrets: secretsOf(secret, previous) }, NOW, 'service');
const commands = (secret: string, previous?: string) =>
  checkSecret({ store, secrets: secretsOf(secret, previous) }, NOW, 'command');

async function writes(secret: string): Promise<void> {
  people += 1;
  const secrets = secretsOf(secret);
  const id = `p${people}`;
  await store.commit([
    addContact({
      id,
      kind: 'phone',
      addressMac: secrets.mac(`phone:${people}`),
      addressSealed: secrets.seal(`${people}`),
      createdAt: NOW,
    }),
    addInbound({
      channel: 'twilio',
      providerId: id,
      contactId: id,
      sentAt: NOW,
      receivedAt: NOW,
      textSealed: secrets.seal('TG'),
      intent: 'help',
    }),
  ]);
}

describe('a database that was new', () => {
  test('keeps what it is sealed with, and no other secret is taken from then on', async () => {
    expect(await starts(A)).toBe('fits');
    await writes(A);
    expect(await starts(A)).toBe('fits');
    expect(await starts(C)).toBe('other');
    expect(await starts(C, B)).toBe('other');
    expect(await starts(A)).toBe('fits');
  });

  test('takes another secret for as long as nobody has written', async () => {
    expect(await starts(A)).toBe('fits');
    expect(await starts(B)).toBe('fits');
    await writes(B);
    expect(await starts(A)).toBe('other');
  });

  test('does not hold the secret, nor anything by which it could be found without it', async () => {
    await starts(A);
    const rows = await store.db.select().from(meta).where(like(meta.key, 'sealed-with:%'));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.key).toMatch(/^sealed-with:[\w-]{43}$/);
    expect(JSON.stringify(rows)).not.toContain('secret A');
  });
});

describe('while a secret is replaced', () => {
  beforeEach(async () => {
    await starts(A);
    await writes(A);
    expect(await starts(B, A)).toBe('replacing');
    await writes(B);
  });

  test('both are needed, in whichever order', async () => {
    expect(await starts(B, A)).toBe('replacing');
    expect(await starts(A, B)).toBe('replacing');
    expect(await starts(B)).toBe('part');
    expect(await starts(A)).toBe('part');
  });

  test('a second replacement before the first has ended is refused', async () => {
    expect(await starts(C, B)).toBe('part');
    expect(await starts(C, A)).toBe('part');
  });

  test('a mistyped one is refused', async () => {
    expect(await starts(C)).toBe('other');
  });
});

test('a command takes no secret into use: the running service would not find what it seals', async () => {
  await starts(A);
  await writes(A);
  expect(await commands(B, A)).toBe('not-in-use');
  expect(await commands(A)).toBe('fits');
  expect(await starts(A)).toBe('fits');
  await starts(B, A);
  expect(await commands(B, A)).toBe('replacing');
});

describe('a database from before it kept this', () => {
  test('is taken where an address opens, and keeps it from then on', async () => {
    await writes(A);
    expect(await starts(C)).toBe('other');
    expect(await starts(A)).toBe('fits');
    expect(await starts(C)).toBe('other');
  });

  test('of which part is sealed with the previous secret needs both', async () => {
    await writes(A);
    await writes(B);
    expect(await starts(B, A)).toBe('replacing');
    expect(await starts(B)).toBe('part');
  });

  test('where only a text is left of the previous secret needs both', async () => {
    await writes(A);
    await writes(B);
    const { mac, seal } = secretsOf(B);
    await store.commit([
      {
        sql: `UPDATE contacts SET address_mac = ?, address_sealed = ? WHERE id = 'p1'`,
        args: [mac('1'), seal('1')],
      },
    ]);
    expect(await starts(B, A)).toBe('replacing');
  });

  test('asks for no previous secret that opens nothing', async () => {
    await writes(A);
    expect(await starts(A, C)).toBe('fits');
    expect(await starts(A)).toBe('fits');
  });
});

test('the operator reads what to do, by what is wrong', async () => {
  await starts(A);
  await writes(A);
  const refused = async (secret: string, options: { by?: 'command'; isDemo?: boolean }) =>
    rightSecret(
      { store: { ...store, close: async () => undefined }, secrets: secretsOf(secret, options.by && A) },
      { now: NOW, by: options.by ?? 'service', isDemo: options.isDemo ?? false },
    );
  await expect(refused(C, {})).rejects.toThrow(/written with another APP_SECRET.*Put that one back/);
  await expect(refused(C, { isDemo: true })).rejects.toThrow(/move data\/demo\.db away/);
  await expect(refused(C, { by: 'command' })).rejects.toThrow(/restart the service with the new one/);
});

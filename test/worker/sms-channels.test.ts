import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/node/open-database.ts';
import { ESMS_ENV, esmsDouble, shortCodePath } from '../doubles/esms-api.ts';
import { GATEWAY_ENV, gatewayDouble, signedHeaders } from '../doubles/gateway.ts';
import { type LibsqlDouble, libsqlDouble } from '../doubles/libsql-http.ts';
import { overHttp, type Served } from '../doubles/over-http.ts';
import { type Bundle, bundleWorker, forget, type RunningWorker, startWorker, until } from './workerd.ts';

const TOKEN = 'a database token that only the test knows';

const esms = esmsDouble();
const gateway = gatewayDouble();
let bundle: Bundle;
let folder: string;
let database: LibsqlDouble;
let served: readonly Served[];
let worker: RunningWorker;

beforeAll(async () => {
  bundle = await bundleWorker();
  folder = mkdtempSync(join(tmpdir(), 'vong-tay-'));
  database = await libsqlDouble({ file: join(folder, 'remote.db'), token: TOKEN });
  (await openStore(database.url, 'real', TOKEN)).close();
  const [esmsApi, phone] = await Promise.all([overHttp(esms.fetch), overHttp(gateway.fetch)]);
  served = [esmsApi, phone];
  worker = await startWorker({
    bundle,
    databaseUrl: database.url,
    databaseToken: TOKEN,
    env: {
      ...ESMS_ENV,
      ...GATEWAY_ENV,
      ESMS_API_BASE: esmsApi.url,
      GATEWAY_URL: `${phone.url}/send`,
    },
  });
}, 90_000);

afterAll(async () => {
  await worker?.stop();
  await database?.close();
  await Promise.all((served ?? []).map((one) => one.close()));
  rmSync(folder, { recursive: true, force: true });
  forget(bundle);
});

test('a message to the short code is answered in the answer, a forged one is not', async () => {
  const path = shortCodePath({
    content: 'TG',
    sender: '84912000001',
    receiverTime: new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 19),
  });
  const first = await worker.get(path);
  expect(first).toMatchObject({ status: 200, text: expect.stringMatching(/<Message>[^<]+<\/Message>/) });
  expect(await worker.get(path)).toEqual(first);
  expect((await worker.get(path.replace('content=TG', 'content=XOA'))).status).toBe(403);
  expect(esms.calls()).toBe(0);
});

test('a message to the telephone is answered by the telephone, and its receipt comes back', async () => {
  const body = JSON.stringify({ id: 'sms-1', from: '+84912000002', text: 'TG' });
  const answer = await worker.post('/webhooks/gateway', { headers: signedHeaders(body, Date.now()), body });
  expect(answer.status).toBe(204);
  await until(() => gateway.calls.length > 0);
  const { id, to } = JSON.parse(gateway.calls[0]?.body ?? '') as { id: string; to: string };
  expect(to).toBe('+84912000002');
  const receipt = JSON.stringify({ id, state: 'delivered' });
  const taken = await worker.post('/webhooks/gateway/status', {
    headers: signedHeaders(receipt, Date.now()),
    body: receipt,
  });
  expect(taken.status).toBe(204);
});

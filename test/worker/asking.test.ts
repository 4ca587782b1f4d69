import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWERS } from '../../content/answers.ts';
import { openStore } from '../../src/node/open-database.ts';
import { unaccented } from '../../src/vietnamese.ts';
import { type LibsqlDouble, libsqlDouble } from '../doubles/libsql-http.ts';
import { type Bundle, bundleWorker, forget, type RunningWorker, startWorker, until } from './workerd.ts';

const textOf = (id: string) => unaccented(ANSWERS.find((answer) => answer.id === id)?.vi ?? '');

let bundle: Bundle;
let folder: string;
let database: LibsqlDouble;
let worker: RunningWorker;
let messages = 0;

/** What the phone that says it gets next. */
async function says(From: string, Body: string): Promise<string> {
  const heard = () => worker.twilio.sent.filter((sms) => sms.to === From).map(({ body }) => body);
  const before = heard().length;
  messages += 1;
  const answer = await worker.sms({ From, Body, MessageSid: `SMasked${String(messages).padStart(6, '0')}` });
  expect(answer.status).toBe(200);
  await until(() => heard().length > before);
  return heard()[before] ?? '';
}

beforeAll(async () => {
  bundle = await bundleWorker();
  folder = mkdtempSync(join(tmpdir(), 'vong-tay-'));
  database = await libsqlDouble({ file: join(folder, 'remote.db') });
  (await openStore(database.url, 'real')).close();
  worker = await startWorker({ bundle, databaseUrl: database.url, env: { ALLOW_UNREVIEWED: 'true' } });
}, 90_000);

afterAll(async () => {
  await worker?.stop();
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
  forget(bundle);
});

test('the answers lie beside the script, not in it, and have no address of their own', async () => {
  expect(bundle.inputs.filter((input) => /content\/answers\.json$/.test(input))).toEqual([]);
  for (const path of ['/answers.json', '/danger.json']) expect((await worker.get(path)).status).toBe(404);
});

test.each([
  ['may thang thi cho con an dam dc a', 'an-feeding-start'],
  ['pha orezol voi bao nhieu nuoc', 'an-diarrhoea-oresol'],
] as const)('without accents: %s', async (text, id) => {
  expect(await says('+84912346001', text)).toBe(textOf(id));
});

test('many who ask at once each get their answer', async () => {
  const numbers = Array.from({ length: 8 }, (_, n) => `+8491234611${n}`);
  const answers = await Promise.all(numbers.map((number) => says(number, 'be bi tao bon thi an gi')));
  expect(new Set(answers)).toEqual(new Set([textOf('an-feeding-constipation')]));
});

test('HOI leads by numbers to an answer', async () => {
  const list = await says('+84912346002', 'HOI');
  expect(list).toMatch(/^Anh chi muon hoi ve viec gi\? Soan so:\n1\. /);
  let said = list;
  for (let steps = 0; steps < 4 && /Soan so:/.test(said); steps += 1) said = await says('+84912346002', '1');
  expect(ANSWERS.map(({ vi }) => unaccented(vi))).toContain(said);
});

test('danger comes first, and what no text answers goes on to a person', async () => {
  expect(await says('+84912346003', 'pha oresol the nao, chau li bi goi khong day')).toMatch(/115/);
  expect(await says('+84912346004', 'tram may gio mo cua')).toMatch(/^Vong Tay chua tra loi duoc cau nay/);
});

/** What any remote database must carry: a message in, once, and its reply out. */
import Connection from 'libsql';
import { expect } from 'vitest';
import { type RunningWorker, until } from './workerd.ts';

export type Row = Readonly<Record<string, unknown>>;

export function rowsOf(file: string, sql: string): Row[] {
  const connection = new Connection(file);
  try {
    return connection.prepare(sql).all() as Row[];
  } finally {
    connection.close();
  }
}

export async function wholeWay(worker: RunningWorker, file: string, from: string): Promise<void> {
  const message = { From: from, Body: 'TG', MessageSid: `SM${from.slice(1).padStart(32, '0')}` };
  const replies = `SELECT o.state, o.provider_id FROM outbox o WHERE o.key LIKE 'reply:twilio:${message.MessageSid}:%'`;
  const known = `SELECT * FROM inbox WHERE provider_id = '${message.MessageSid}'`;

  expect((await worker.sms(message, 'a wrong token')).status).toBe(403);
  expect(rowsOf(file, known)).toHaveLength(0);

  expect((await worker.sms(message)).status).toBe(200);
  expect(rowsOf(file, known)).toHaveLength(1);
  expect(rowsOf(file, replies)).toHaveLength(1);

  await until(() => rowsOf(file, replies).every((row) => row.state === 'accepted'));
  const sent = worker.twilio.sent.filter((sms) => sms.to === from);
  expect(sent).toHaveLength(1);
  expect(sent[0]?.body).toMatch(/\S/);
  expect(rowsOf(file, replies)[0]?.provider_id).toBe(sent[0]?.sid);

  const again = await Promise.all(Array.from({ length: 10 }, () => worker.sms(message)));
  expect(again.map((answer) => answer.status)).toEqual(Array.from({ length: 10 }, () => 200));
  expect(rowsOf(file, known)).toHaveLength(1);
  expect(rowsOf(file, replies)).toHaveLength(1);
}

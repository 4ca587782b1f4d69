import { expect, test } from 'vitest';
import { house } from './conversations/house.ts';

test('it says that it is alive, and ready once the database answers', async () => {
  const home = await house();
  expect((await home.app.request('/healthz')).status).toBe(200);
  expect((await home.app.request('/readyz')).status).toBe(200);
});

test('the metrics count messages by state and hold no number', async () => {
  const home = await house();
  await home.phone('+84912345678').says('TG');
  const text = await (await home.app.request('/metrics')).text();
  expect(text).toContain('vong_tay_outbox_messages{kind="reply",state="accepted"} 1');
  expect(text).toContain('vong_tay_inbox_messages{channel="twilio"} 1');
  expect(text).not.toContain('912345678');
});

test('the real service has no simulator, no console of strangers and no other page', async () => {
  const home = await house();
  for (const path of ['/', '/simulator', '/simulator/outbox', '/webhooks/telegram/x', '/.env']) {
    expect((await home.app.request(path)).status, path).toBe(404);
  }
});

test('a webhook asked for by GET is not found', async () => {
  const home = await house();
  expect((await home.app.request('/webhooks/twilio')).status).toBe(404);
});

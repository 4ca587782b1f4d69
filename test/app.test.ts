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

test('the metrics tell how delivery stands: what waits, how long, how fast it leaves, what failed and what is unknown', async () => {
  const home = await house();
  const metrics = async () => (await home.app.request('/metrics')).text();
  home.twilio.faults.push({ status: 500 }, { status: 400, code: 21614 });
  await home.phone('+84912345678').says('TG');
  await home.phone('+84912345679').says('TG');
  await home.phone('+84912345680').says('TG');
  expect(await metrics()).toContain('vong_tay_outbox_unknown 1\n');
  expect(await metrics()).toContain('vong_tay_outbox_failed{reason="number-invalid"} 1');
  expect(await metrics()).toContain('vong_tay_outbox_sent_per_second 0.05');
  home.twilio.faults.push({ status: 429 });
  await home.phone('+84912345681').says('TG');
  home.at(new Date(home.now() + 90_000).toISOString());
  expect(await metrics()).toContain('vong_tay_outbox_queued{lane="reply",to="phone"} 1');
  expect(await metrics()).toContain('vong_tay_outbox_oldest_seconds{lane="reply",to="phone"} 89');
  expect(await metrics()).toContain('vong_tay_outbox_sent_per_second 0\n');
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

import { expect, test } from 'vitest';
import { countsNowAndThen, countsOf } from '../../src/store/counts.ts';
import { house } from '../conversations/house.ts';

const received = (number: number) =>
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${number})
    INSERT INTO inbox (channel, provider_id, contact_id, sent_at, received_at, text_sealed, intent)
    SELECT iif(i % 3 = 0, 'telegram', 'twilio'), 'SM' || i, (SELECT id FROM contacts), 0, 0, 'sealed', 'unread' FROM n`;

test('tables are counted a part at a time, and come to the same', async () => {
  const home = await house();
  const { store } = home.deps;
  expect(await countsOf(store)).toEqual({ messages: [], received: [], people: [] });
  await home.phone('+84912345678').says('TG');
  await store.commit([{ sql: received(25_000), args: [] }]);
  // A hole between two parts.
  await store.commit([{ sql: 'DELETE FROM inbox WHERE id BETWEEN 100 AND 12000', args: [] }]);
  const whole = await store.first('SELECT count(*) FROM inbox', []);
  const counts = await countsOf(store);
  expect(counts.received.map(({ channel }) => channel)).toEqual(['telegram', 'twilio']);
  expect(counts.received.reduce((sum, { number }) => sum + number, 0)).toBe(whole?.[0]);
  expect(counts.messages).toEqual([{ kind: 'reply', state: 'accepted', number: 1 }]);
  expect(counts.people).toEqual([{ consent: 'none', number: 1 }]);
});

test('and are counted anew after ten minutes, however often somebody asks', async () => {
  const home = await house();
  const counts = countsNowAndThen(home.deps.store);
  expect((await counts(0)).received).toEqual([]);
  await home.phone('+84912345678').says('TG');
  expect((await counts(9 * 60_000)).received).toEqual([]);
  expect((await counts(10 * 60_000)).received).toEqual([{ channel: 'twilio', number: 1 }]);
});

/** Machines at the other end. */
import { describe, expect, test } from 'vitest';
import { inbox, outbox } from '../../db/schema.ts';
import { type House, house } from '../conversations/house.ts';

const FROM = '+84912345678';
const OTHER = '+84987654321';

const skipped = async (home: House) =>
  (await home.deps.store.db.select().from(outbox))
    .filter((row) => row.state === 'skipped')
    .map((row) => row.reason);

describe('a machine that echoes us', () => {
  test('is answered three times and then no more, and all that it sent is kept', async () => {
    const home = await house();
    const phone = home.phone(FROM);
    let heard = await phone.says('xin chào, đây là ai vậy');
    let answers = 0;
    for (let n = 0; n < 12 && heard.length > 0; n += 1) {
      answers += 1;
      await home.advance(1_000);
      heard = await phone.says(heard[0] ?? '');
    }
    expect(answers).toBe(4);
    for (let n = 0; n < 5; n += 1) {
      const echo = home.twilio.sent.at(-1)?.body ?? '';
      expect(await phone.says(echo)).toEqual([]);
    }
    expect(new Set(await skipped(home))).toEqual(new Set(['loop-echo']));
    expect((await home.deps.store.db.select().from(inbox)).length).toBe(1 + 4 + 5);
  });

  test('with words of its own around ours is one too', async () => {
    const home = await house();
    const phone = home.phone(FROM);
    let heard = await phone.says('TG');
    for (let n = 0; n < 3; n += 1) heard = await phone.says(`Tra loi tu dong: "${heard[0]}" - toi dang ban.`);
    expect(heard).toHaveLength(1);
    expect(await phone.says(`Tra loi tu dong: "${heard[0]}" - toi dang ban.`)).toEqual([]);
  });

  test("a person's own words are answered again, and others are answered all the while", async () => {
    const home = await house();
    const phone = home.phone(FROM);
    let heard = await phone.says('TG');
    while (heard.length > 0) heard = await phone.says(heard[0] ?? '');
    expect(await phone.says('TG')).toHaveLength(1);
    expect(await home.phone(OTHER).says('TG')).toHaveLength(1);
  });

  test('the same in a chat', async () => {
    const home = await house();
    const chat = home.chat(77);
    let heard = await chat.says('TG');
    let answers = 0;
    for (; heard.length > 0 && answers < 12; answers += 1) heard = await chat.says(heard[0] ?? '');
    expect(answers).toBe(4);
  });
});

test('the same words go to one chat twenty times in five minutes, and again when those are over', async () => {
  const home = await house();
  const chat = home.chat(77);
  let answered = 0;
  for (let n = 0; n < 30; n += 1) answered += (await chat.says('blah blah')).length;
  expect(answered).toBe(20);
  expect(new Set(await skipped(home))).toEqual(new Set(['loop-same']));
  // Other words are told at once.
  expect(await chat.says('TG')).toHaveLength(1);
  await home.advance(5 * 60_000);
  expect(await chat.says('blah blah')).toHaveLength(1);
});

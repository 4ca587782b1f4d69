/** A text changed in Telegram after it was sent: what it said before is told where it still stands. */

import { expect, test } from 'vitest';
import { postUpdate } from './chat.ts';
import { collaboratorByChat, storedIn } from './counting.ts';
import { house } from './house.ts';
import { withPlaces } from './places.ts';

const MINUTE = 60_000;

async function start(...villages: readonly string[]) {
  const home = await house();
  await withPlaces(home);
  return { home, chat: await collaboratorByChat(home, ...villages) };
}

test('a text whose month is changed says what still stands, and how it is taken back', async () => {
  const { home, chat } = await start('v-na-phat');
  await chat.says('BC T9 KT5 KD3');
  await home.advance(MINUTE);
  expect(await chat.edits('BC T10 KT5 KD3')).toEqual([
    'Số T9/2026 của Bản Nà Phát gửi trước khi sửa tin vẫn được lưu. Nếu sai, soạn: HUY T9/2026',
    'Đã nhận BC T10/2026 Bản Nà Phát: KT5 KD3.\nCòn thiếu: TS TE TD CM CK CP CH DB DG.',
  ]);
  await chat.says('HUY T9/2026');
  await chat.says('1');
  expect(await storedIn(home)).toEqual({
    'v-na-phat 2026-09': {},
    'v-na-phat 2026-10': { KT: 5, KD: 3 },
  });
});

test('so does one whose village is changed, to one of theirs or to another', async () => {
  const { home, chat } = await start('v-na-phat', 'v-12');
  const still = 'Số T10/2026 của Bản Nà Phát gửi trước khi sửa tin vẫn được lưu.';
  await chat.says('BC T10 KT5 na phat');
  await home.advance(MINUTE);
  expect((await chat.edits('BC T10 KT5 thon 12'))[0]).toBe(
    `${still} Nếu sai, soạn: HUY T10/2026 Bản Nà Phát`,
  );
  const other = await start('v-na-phat');
  await other.chat.says('BC T10 KT5');
  await other.home.advance(MINUTE);
  expect((await other.chat.edits('BC T10 KT5 thon 2'))[0]).toBe(`${still} Nếu sai, soạn: HUY T10/2026`);
});

test('an edit of the same month, or of counts that were withdrawn, has nothing to add', async () => {
  const { home, chat } = await start('v-na-phat');
  await chat.says('BC T9 KT5');
  await home.advance(MINUTE);
  expect(await chat.edits('BC T9 KT~6')).toHaveLength(1);
  expect(await chat.edits('BC T9 KT6')).toHaveLength(1);
  await chat.says('HUY T9');
  await home.advance(MINUTE);
  await chat.says('1');
  expect(await chat.edits('BC T10 KT6')).toHaveLength(1);
});

test('hours later it is known which message was changed', async () => {
  const { home, chat } = await start('v-na-phat');
  const date = Math.floor(home.now() / 1000);
  const message = {
    chat: { id: 77, type: 'private' },
    from: { id: 77, is_bot: false, first_name: 'A' },
    date,
  };
  await chat.sends({ text: 'BC T9 KT5', date });
  await home.advance(300 * MINUTE);
  await chat.says('BC T8 KT4');
  await home.advance(MINUTE);
  await postUpdate(home.app, {
    update_id: 900_001,
    edited_message: {
      ...message,
      message_id: 1,
      text: 'BC T10 KT5',
      edit_date: Math.floor(home.now() / 1000),
    },
  });
  expect((await chat.hears())[0]).toMatch(/^Số T9\/2026 của Bản Nà Phát .* HUY T9\/2026$/);
});

/** The monthly report in Telegram, by buttons and numbers: one field at a time or pasted, a summary, and only then stored. */
import { expect, test } from 'vitest';
import { inbox, reports, reportVersions } from '../../db/schema.ts';
import { addContact } from '../../src/store/contacts.ts';
import { changeRole, giveRole } from '../../src/store/roles.ts';
import { type Chat, postUpdate } from './chat.ts';
import { type House, house } from './house.ts';
import { MUONG_THAN, withPlaces, withRole } from './places.ts';

const LAN = 77;
const OFFICER = '+84912000009';
const SEPTEMBER = 'BC T9 TS120 TE61 TD50 CM60 CK40 KT7 KD4 CP9 CH5 DB6 DG5';

async function reporter(
  options: { readonly villages?: readonly string[]; readonly at?: string } = {},
): Promise<{ home: House; lan: Chat }> {
  const home = await house({ at: options.at ?? '2026-11-02T09:00:00+07:00' });
  await withPlaces(home);
  const { deps } = home;
  const roles = (options.villages ?? ['v-na-phat']).map((villageId, i) =>
    giveRole({
      id: `role-${i}`,
      contactId: 'lan',
      role: 'collaborator',
      place: { villageId },
      status: 'active',
      madeBy: 'test',
      at: home.now() + i,
    }),
  );
  await deps.store.commit([
    addContact({
      id: 'lan',
      kind: 'telegram',
      addressMac: deps.secrets.mac(`telegram:${LAN}`),
      addressSealed: deps.secrets.seal(String(LAN)),
      consent: 'in',
      createdAt: home.now(),
    }),
    ...roles,
  ]);
  return { home, lan: home.chat(LAN) };
}

/** What is said, or pressed where it begins with `#`; below it what came back, with the buttons it has. */
async function filling(chat: Chat, ...acts: readonly string[]): Promise<string> {
  const lines: string[] = [];
  for (const act of acts) {
    lines.push(act.startsWith('#') ? `[${act.slice(1)}]` : `> ${act}`);
    const answers = act.startsWith('#') ? await chat.presses(act.slice(1)) : await chat.says(act);
    lines.push(...answers.map((answer) => `< ${answer.replaceAll('\n', '\n  ')}`));
    const rows = answers.length === 0 ? [] : (chat.shown().at(-1)?.keyboard ?? []);
    if (rows.length > 0)
      lines.push(`  ${rows.map((row) => row.map(({ text }) => `[${text}]`).join('')).join(' ')}`);
  }
  return lines.join('\n');
}

async function storedIn(home: House): Promise<Record<string, unknown>> {
  const rows = await home.deps.store.db.select().from(reports);
  return Object.fromEntries(rows.map((row) => [`${row.place} ${row.period}`, row.values]));
}

test('a whole form: the month by a button, each number typed or pressed, a summary, and stored by Send alone', async () => {
  const { home, lan } = await reporter();
  expect(
    await filling(lan, '/baocao', '#T10/2026', '120', '61 cháu', '50', '60', '40', '7', '4', '9', '5'),
  ).toMatchInlineSnapshot(`
    "> /baocao
    < Báo cáo của Bản Nà Phát: anh chị chọn tháng, hoặc gõ tháng khác.
      Có sẵn cả dòng thì gửi luôn, ví dụ: BC T10 TS120 TE61.
      [T10/2026][T9/2026] [Thôi]
    [T10/2026]
    < T10/2026 (1/11). TS: Tổng số trẻ em dưới 16 tuổi?
      [0] [Bỏ qua][Quay lại][Xong]
    > 120
    < Đã ghi TS120.
      T10/2026 (2/11). TE: Trẻ em đến 8 tuổi (dưới 96 tháng tuổi)?
      [0] [Bỏ qua][Quay lại][Xong]
    > 61 cháu
    < Đã ghi TE61.
      T10/2026 (3/11). TD: Trẻ đến 8 tuổi đã được tiếp cận ít nhất 1 dịch vụ chăm sóc phát triển toàn diện từ đầu năm?
      [0] [Bỏ qua][Quay lại][Xong]
    > 50
    < Đã ghi TD50.
      T10/2026 (4/11). CM: Cha mẹ, người chăm sóc trẻ đến 8 tuổi (mỗi hộ đếm người chăm sóc chính)?
      [0] [Bỏ qua][Quay lại][Xong]
    > 60
    < Đã ghi CM60.
      T10/2026 (5/11). CK: Cha mẹ, người chăm sóc đã được cung cấp kiến thức, kỹ năng từ đầu năm?
      [0] [Bỏ qua][Quay lại][Xong]
    > 40
    < Đã ghi CK40.
      T10/2026 (6/11). KT: Trẻ em khuyết tật (dưới 16 tuổi, có giấy xác nhận hoặc kết luận của cơ sở y tế)?
      [0] [Bỏ qua][Quay lại][Xong]
    > 7
    < Đã ghi KT7.
      T10/2026 (7/11). KD: Trẻ khuyết tật được tiếp cận ít nhất 1 dịch vụ từ đầu năm?
      [0] [Bỏ qua][Quay lại][Xong]
    > 4
    < Đã ghi KD4.
      T10/2026 (8/11). CP: Cha mẹ, người chăm sóc trẻ khuyết tật?
      [0] [Bỏ qua][Quay lại][Xong]
    > 9
    < Đã ghi CP9.
      T10/2026 (9/11). CH: Cha mẹ, người chăm sóc trẻ khuyết tật được cung cấp kiến thức, kỹ năng từ đầu năm?
      [0] [Bỏ qua][Quay lại][Xong]
    > 5
    < Đã ghi CH5.
      T10/2026 (10/11). DB: Trẻ có hoàn cảnh đặc biệt khó khăn thuộc 6 nhóm QĐ 647 (mỗi trẻ chỉ đếm một lần)?
      [0] [Bỏ qua][Quay lại][Xong]"
  `);
  expect(await filling(lan, '6', '#0')).toMatchInlineSnapshot(`
    "> 6
    < Đã ghi DB6.
      T10/2026 (11/11). DG: Trẻ hoàn cảnh ĐBKK đã được trợ giúp và dịch vụ phù hợp từ đầu năm?
      [0] [Bỏ qua][Quay lại][Xong]
    [0]
    < Đã ghi DG0.
      Báo cáo T10/2026 Bản Nà Phát: TS120 TE61 TD50 CM60 CK40 KT7 KD4 CP9 CH5 DB6 DG0.
      Chưa lưu số nào. Bấm Gửi báo cáo để lưu.
      [Gửi báo cáo] [Sửa][Thôi]"
  `);
  expect(await storedIn(home)).toEqual({});
  expect(await filling(lan, '#Gửi báo cáo')).toMatchInlineSnapshot(`
    "[Gửi báo cáo]
    < Đã nhận BC T10/2026 Bản Nà Phát: TS120 TE61 TD50 CM60 CK40 KT7 KD4 CP9 CH5 DB6 DG0.
      Đã đủ, cảm ơn anh chị."
  `);
  expect(await storedIn(home)).toEqual({
    'v-na-phat 2026-10': {
      TS: 120,
      TE: 61,
      TD: 50,
      CM: 60,
      CK: 40,
      KT: 7,
      KD: 4,
      CP: 9,
      CH: 5,
      DB: 6,
      DG: 0,
    },
  });
});

test('last month is shown with each number, and a button repeats it only for what is counted anew', async () => {
  const { lan } = await reporter();
  await lan.says(SEPTEMBER);
  expect(await filling(lan, 'BC', 'T10', '#Như lần trước: 120', '62')).toMatchInlineSnapshot(`
    "> BC
    < Báo cáo của Bản Nà Phát: anh chị chọn tháng, hoặc gõ tháng khác.
      Có sẵn cả dòng thì gửi luôn, ví dụ: BC T10 TS120 TE61.
      [T10/2026][T9/2026] [Thôi]
    > T10
    < T10/2026 (1/11). TS: Tổng số trẻ em dưới 16 tuổi?
      Lần trước (T9/2026): 120.
      [Như lần trước: 120][0] [Bỏ qua][Quay lại][Xong]
    [Như lần trước: 120]
    < Đã ghi TS120.
      T10/2026 (2/11). TE: Trẻ em đến 8 tuổi (dưới 96 tháng tuổi)?
      Lần trước (T9/2026): 61.
      [Như lần trước: 61][0] [Bỏ qua][Quay lại][Xong]
    > 62
    < Đã ghi TE62.
      T10/2026 (3/11). TD: Trẻ đến 8 tuổi đã được tiếp cận ít nhất 1 dịch vụ chăm sóc phát triển toàn diện từ đầu năm?
      Lần trước (T9/2026): 50.
      [0] [Bỏ qua][Quay lại][Xong]"
  `);
});

test('several numbers, or a whole BC, fill in what they name; what is not certain is asked at once', async () => {
  const { home, lan } = await reporter();
  await filling(lan, 'BC', '#T10/2026');
  expect(
    await filling(
      lan,
      'KT7 KD4',
      'BC T10 TS120 TE~61 TD50 HV1',
      'khoảng 60',
      '61',
      'CM60 CK40 CP9 CH5 DB6 DG5',
    ),
  ).toMatchInlineSnapshot(`
    "> KT7 KD4
    < Đã ghi KT7 KD4.
      T10/2026 (1/11). TS: Tổng số trẻ em dưới 16 tuổi?
      [0] [Bỏ qua][Quay lại][Xong]
    > BC T10 TS120 TE~61 TD50 HV1
    < Đã ghi TS120 TD50.
      Chưa ghi được: TE (cần số chính xác), HV (mã này do xã báo).
      T10/2026 (2/11). TE: Trẻ em đến 8 tuổi (dưới 96 tháng tuổi)?
      [0] [Bỏ qua][Quay lại][Xong]
    > khoảng 60
    < Chưa ghi được: TE (cần số chính xác).
      T10/2026 (2/11). TE: Trẻ em đến 8 tuổi (dưới 96 tháng tuổi)?
      [0] [Bỏ qua][Quay lại][Xong]
    > 61
    < Đã ghi TE61.
      T10/2026 (4/11). CM: Cha mẹ, người chăm sóc trẻ đến 8 tuổi (mỗi hộ đếm người chăm sóc chính)?
      [0] [Bỏ qua][Quay lại][Xong]
    > CM60 CK40 CP9 CH5 DB6 DG5
    < Đã ghi CM60 CK40 CP9 CH5 DB6 DG5.
      Báo cáo T10/2026 Bản Nà Phát: TS120 TE61 TD50 CM60 CK40 KT7 KD4 CP9 CH5 DB6 DG5.
      Chưa lưu số nào. Bấm Gửi báo cáo để lưu.
      [Gửi báo cáo] [Sửa][Thôi]"
  `);
  expect(await storedIn(home)).toEqual({});
});

test('one may go back, pass over, finish early, change a number and go on with the rest', async () => {
  const { home, lan } = await reporter();
  await filling(lan, 'BC', '#T10/2026', '120', '61');
  expect(await filling(lan, '#Quay lại', '62', '#Bỏ qua', '#Xong', '#Sửa')).toMatchInlineSnapshot(`
    "[Quay lại]
    < T10/2026 (2/11). TE: Trẻ em đến 8 tuổi (dưới 96 tháng tuổi)?
      Đang ghi: 61.
      [0] [Bỏ qua][Quay lại][Xong]
    > 62
    < Đã ghi TE62.
      T10/2026 (3/11). TD: Trẻ đến 8 tuổi đã được tiếp cận ít nhất 1 dịch vụ chăm sóc phát triển toàn diện từ đầu năm?
      [0] [Bỏ qua][Quay lại][Xong]
    [Bỏ qua]
    < T10/2026 (4/11). CM: Cha mẹ, người chăm sóc trẻ đến 8 tuổi (mỗi hộ đếm người chăm sóc chính)?
      [0] [Bỏ qua][Quay lại][Xong]
    [Xong]
    < Báo cáo T10/2026 Bản Nà Phát: TS120 TE62.
      Còn thiếu: TD CM CK KT KD CP CH DB DG.
      Chưa lưu số nào. Bấm Gửi báo cáo để lưu.
      [Gửi báo cáo] [Sửa][Điền tiếp][Thôi]
    [Sửa]
    < Anh chị sửa mục nào? Cũng có thể gõ mã và số, ví dụ: TE61.
      [TS 120][TE 62][TD ?][CM ?] [CK ?][KT ?][KD ?][CP ?] [CH ?][DB ?][DG ?] [Đổi tháng] [Quay lại][Thôi]"
  `);
  expect(
    await filling(lan, '#TS 120', '121', 'TE63', '#Điền tiếp', '50', '#Xong', '#Gửi báo cáo'),
  ).toMatchInlineSnapshot(`
    "[TS 120]
    < T10/2026 (1/11). TS: Tổng số trẻ em dưới 16 tuổi?
      Đang ghi: 120.
      [0] [Quay lại]
    > 121
    < Đã ghi TS121.
      Báo cáo T10/2026 Bản Nà Phát: TS121 TE62.
      Còn thiếu: TD CM CK KT KD CP CH DB DG.
      Chưa lưu số nào. Bấm Gửi báo cáo để lưu.
      [Gửi báo cáo] [Sửa][Điền tiếp][Thôi]
    > TE63
    < Đã ghi TE63.
      Báo cáo T10/2026 Bản Nà Phát: TS121 TE63.
      Còn thiếu: TD CM CK KT KD CP CH DB DG.
      Chưa lưu số nào. Bấm Gửi báo cáo để lưu.
      [Gửi báo cáo] [Sửa][Điền tiếp][Thôi]
    [Điền tiếp]
    < T10/2026 (3/11). TD: Trẻ đến 8 tuổi đã được tiếp cận ít nhất 1 dịch vụ chăm sóc phát triển toàn diện từ đầu năm?
      [0] [Bỏ qua][Quay lại][Xong]
    > 50
    < Đã ghi TD50.
      T10/2026 (4/11). CM: Cha mẹ, người chăm sóc trẻ đến 8 tuổi (mỗi hộ đếm người chăm sóc chính)?
      [0] [Bỏ qua][Quay lại][Xong]
    [Xong]
    < Báo cáo T10/2026 Bản Nà Phát: TS121 TE63 TD50.
      Còn thiếu: CM CK KT KD CP CH DB DG.
      Chưa lưu số nào. Bấm Gửi báo cáo để lưu.
      [Gửi báo cáo] [Sửa][Điền tiếp][Thôi]
    [Gửi báo cáo]
    < Đã nhận BC T10/2026 Bản Nà Phát: TS121 TE63 TD50.
      Còn thiếu: CM CK KT KD CP CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({ 'v-na-phat 2026-10': { TS: 121, TE: 63, TD: 50 } });
});

test('after a break other messages are answered as ever, and the form goes on by its buttons or by BC', async () => {
  const { home, lan } = await reporter();
  await filling(lan, 'BC', '#T10/2026', '120');
  await home.advance(20 * 3_600_000);
  expect(await filling(lan, 'XEM T10', '61', '61')).toMatchInlineSnapshot(`
    "> XEM T10
    < Bản Nà Phát chưa có báo cáo T10/2026.
    > 61
    < Có vài tin khác đã gửi sau câu hỏi này, nên Vòng Tay hỏi lại:
      T10/2026 (2/11). TE: Trẻ em đến 8 tuổi (dưới 96 tháng tuổi)?
      [0] [Bỏ qua][Quay lại][Xong]
    > 61
    < Đã ghi TE61.
      T10/2026 (3/11). TD: Trẻ đến 8 tuổi đã được tiếp cận ít nhất 1 dịch vụ chăm sóc phát triển toàn diện từ đầu năm?
      [0] [Bỏ qua][Quay lại][Xong]"
  `);
  await lan.says('chào chị');
  expect(await filling(lan, '#Bỏ qua', 'BC')).toMatchInlineSnapshot(`
    "[Bỏ qua]
    < T10/2026 (4/11). CM: Cha mẹ, người chăm sóc trẻ đến 8 tuổi (mỗi hộ đếm người chăm sóc chính)?
      [0] [Bỏ qua][Quay lại][Xong]
    > BC
    < Báo cáo này đang điền dở, anh chị điền tiếp nhé.
      Đã ghi TS120 TE61.
      T10/2026 (4/11). CM: Cha mẹ, người chăm sóc trẻ đến 8 tuổi (mỗi hộ đếm người chăm sóc chính)?
      [0] [Bỏ qua][Quay lại][Xong] [Làm lại từ đầu]"
  `);
  expect(await filling(lan, '#Làm lại từ đầu')).toMatchInlineSnapshot(`
    "[Làm lại từ đầu]
    < Các số đang điền dở chưa lưu. Muốn lưu, anh chị gửi: BC T10/2026 TS120 TE61
      Báo cáo của Bản Nà Phát: anh chị chọn tháng, hoặc gõ tháng khác.
      Có sẵn cả dòng thì gửi luôn, ví dụ: BC T10 TS120 TE61.
      [T10/2026][T9/2026] [Thôi]"
  `);
  expect(await storedIn(home)).toEqual({});
});

test('a form of yesterday is over, and its buttons say how to begin again', async () => {
  const { home, lan } = await reporter();
  await filling(lan, 'BC', '#T10/2026', '120');
  await home.advance(25 * 3_600_000);
  expect(await filling(lan, '#Bỏ qua', 'BC')).toMatchInlineSnapshot(`
    "[Bỏ qua]
    < Nút này không còn dùng được. Soạn BC để điền báo cáo.
    > BC
    < Báo cáo của Bản Nà Phát: anh chị chọn tháng, hoặc gõ tháng khác.
      Có sẵn cả dòng thì gửi luôn, ví dụ: BC T10 TS120 TE61.
      [T10/2026][T9/2026] [Thôi]"
  `);
});

test('a button of an earlier step answers nothing but is told what is asked now', async () => {
  const { home, lan } = await reporter();
  await lan.says(SEPTEMBER);
  await filling(lan, 'BC', '#T10/2026', '#Như lần trước: 120');
  expect(await filling(lan, '#Như lần trước: 120', '#T9/2026')).toMatchInlineSnapshot(`
    "[Như lần trước: 120]
    < Vòng Tay đang hỏi câu này:
      T10/2026 (2/11). TE: Trẻ em đến 8 tuổi (dưới 96 tháng tuổi)?
      Lần trước (T9/2026): 61.
      [Như lần trước: 61][0] [Bỏ qua][Quay lại][Xong]
    [T9/2026]
    < Vòng Tay đang hỏi câu này:
      T10/2026 (2/11). TE: Trẻ em đến 8 tuổi (dưới 96 tháng tuổi)?
      Lần trước (T9/2026): 61.
      [Như lần trước: 61][0] [Bỏ qua][Quay lại][Xong]"
  `);
  await filling(lan, 'CM60 CK40', '#Xong', '#Gửi báo cáo');
  expect(await filling(lan, '#Xong', '#Như lần trước: 61')).toMatchInlineSnapshot(`
    "[Xong]
    < Nút này không còn dùng được. Soạn BC để điền báo cáo.
    [Như lần trước: 61]
    < Nút này không còn dùng được. Soạn BC để điền báo cáo."
  `);
  expect((await storedIn(home))['v-na-phat 2026-10']).toEqual({ TS: 120, CM: 60, CK: 40 });
});

test('a press on a message that we never sent stores and answers nothing', async () => {
  const { home, lan } = await reporter();
  await filling(lan, 'BC', '#T10/2026', '120', '#Xong');
  const press = (update_id: number, data: string) =>
    postUpdate(home.app, {
      update_id,
      callback_query: {
        id: `press-${update_id}`,
        from: { id: LAN, is_bot: false },
        data,
        message: { message_id: 999_999, chat: { id: LAN, type: 'private' } },
      },
    });
  await press(1, 'OK');
  expect((await lan.hears())[0]).toMatch(/hỏi lại:\nBáo cáo T10\/2026 Bản Nà Phát: TS120\./);
  await press(2, 'TE61');
  expect((await lan.hears())[0]).toMatch(
    /^Vòng Tay đang hỏi câu này:\nBáo cáo T10\/2026 Bản Nà Phát: TS120\./,
  );
  expect(await storedIn(home)).toEqual({});
});

test('Send pressed twice stores once', async () => {
  const { home, lan } = await reporter();
  await filling(lan, 'BC', '#T10/2026', '120', '#Xong');
  await filling(lan, '#Gửi báo cáo', '#Gửi báo cáo');
  expect(await home.deps.store.db.select().from(reportVersions)).toHaveLength(1);
});

test('a number that was changed afterwards in the chat is not taken for the next one, but with its code it is', async () => {
  const { lan } = await reporter();
  await filling(lan, 'BC', '#T10/2026', '120');
  expect((await lan.edits('121'))[0]).toMatch(/nên Vòng Tay hỏi lại:\nT10\/2026 \(2\/11\). TE/);
  expect((await lan.edits('TS121'))[0]).toMatch(/^Đã ghi TS121\.\n/);
});

test('what cannot be true together and what is far from the history is named before it is sent', async () => {
  const { home, lan } = await reporter();
  await lan.says(SEPTEMBER);
  await filling(lan, 'BC', '#T10/2026');
  expect(await filling(lan, 'TS160 KD3 CP2 CH5 CM60', '#Xong', '#Sửa', '#CH 5', '2')).toMatchInlineSnapshot(`
    "> TS160 KD3 CP2 CH5 CM60
    < Đã ghi TS160 CM60 KD3 CP2 CH5.
      T10/2026 (2/11). TE: Trẻ em đến 8 tuổi (dưới 96 tháng tuổi)?
      Lần trước (T9/2026): 61.
      [Như lần trước: 61][0] [Bỏ qua][Quay lại][Xong]
    [Xong]
    < Báo cáo T10/2026 Bản Nà Phát: TS160 CM60 KD3 CP2 CH5.
      Còn thiếu: TE TD CK KT DB DG.
      Chưa khớp nhau: CH CP. Anh chị bấm Sửa giúp; để vậy thì các số này chưa lưu được.
      Anh chị xem lại giúp: TS160 (lần trước 120), KD3 (cộng từ đầu năm, lần trước đã 4). Đúng vậy thì cứ gửi.
      Chưa lưu số nào. Bấm Gửi báo cáo để lưu.
      [Gửi báo cáo] [Sửa][Điền tiếp][Thôi]
    [Sửa]
    < Anh chị sửa mục nào? Cũng có thể gõ mã và số, ví dụ: TE61.
      [TS 160][TE ?][TD ?][CM 60] [CK ?][KT ?][KD 3][CP 2] [CH 5][DB ?][DG ?] [Đổi tháng] [Quay lại][Thôi]
    [CH 5]
    < T10/2026 (9/11). CH: Cha mẹ, người chăm sóc trẻ khuyết tật được cung cấp kiến thức, kỹ năng từ đầu năm?
      Lần trước (T9/2026): 5.
      Đang ghi: 5.
      [0] [Quay lại]
    > 2
    < Đã ghi CH2.
      Báo cáo T10/2026 Bản Nà Phát: TS160 CM60 KD3 CP2 CH2.
      Còn thiếu: TE TD CK KT DB DG.
      Anh chị xem lại giúp: TS160 (lần trước 120), KD3 (cộng từ đầu năm, lần trước đã 4), CP2 (lần trước 9), CH2 (cộng từ đầu năm, lần trước đã 5). Đúng vậy thì cứ gửi.
      Chưa lưu số nào. Bấm Gửi báo cáo để lưu.
      [Gửi báo cáo] [Sửa][Điền tiếp][Thôi]"
  `);
  expect(await filling(lan, '#Gửi báo cáo')).toMatchInlineSnapshot(`
    "[Gửi báo cáo]
    < Đã nhận BC T10/2026 Bản Nà Phát: TS160 CM60 KD3 CP2 CH2.
      Còn thiếu: TE TD CK KT DB DG."
  `);
  const [row] = (await home.deps.store.db.select().from(reports)).filter((r) => r.period === '2026-10');
  expect(row?.flags).toEqual({ TS: 'jump', KD: 'lower', CP: 'jump', CH: 'lower' });
});

test('counts that do not fit each other stay out when they are sent all the same, and are asked as in a text', async () => {
  const { home, lan } = await reporter();
  expect(
    await filling(lan, 'BC', '#T10/2026', 'TS120 KT3 KD9', '#Xong', '#Gửi báo cáo', 'KT9 KD3'),
  ).toMatchInlineSnapshot(`
    "> BC
    < Báo cáo của Bản Nà Phát: anh chị chọn tháng, hoặc gõ tháng khác.
      Có sẵn cả dòng thì gửi luôn, ví dụ: BC T10 TS120 TE61.
      [T10/2026][T9/2026] [Thôi]
    [T10/2026]
    < T10/2026 (1/11). TS: Tổng số trẻ em dưới 16 tuổi?
      [0] [Bỏ qua][Quay lại][Xong]
    > TS120 KT3 KD9
    < Đã ghi TS120 KT3 KD9.
      T10/2026 (2/11). TE: Trẻ em đến 8 tuổi (dưới 96 tháng tuổi)?
      [0] [Bỏ qua][Quay lại][Xong]
    [Xong]
    < Báo cáo T10/2026 Bản Nà Phát: TS120 KT3 KD9.
      Còn thiếu: TE TD CM CK CP CH DB DG.
      Chưa khớp nhau: KD KT. Anh chị bấm Sửa giúp; để vậy thì các số này chưa lưu được.
      Chưa lưu số nào. Bấm Gửi báo cáo để lưu.
      [Gửi báo cáo] [Sửa][Điền tiếp][Thôi]
    [Gửi báo cáo]
    < Đã nhận BC T10/2026 Bản Nà Phát: TS120.
      Chưa lưu: KD KT (hai số không khớp nhau).
      Soạn lại: BC T10 TS120 KD? KT?
      Còn thiếu: TE TD CM CK CP CH DB DG.
    > KT9 KD3
    < Đã nhận BC T10/2026 Bản Nà Phát: TS120 KT9 KD3.
      Còn thiếu: TE TD CM CK CP CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({ 'v-na-phat 2026-10': { TS: 120, KT: 9, KD: 3 } });
});

test('of a month with some numbers only the missing are asked', async () => {
  const { home, lan } = await reporter();
  await lan.says('BC T10 TS120 TE61 TD50 CM60 CK40 KT7 KD4 CP9 CH5');
  expect(
    await filling(lan, 'BC', '#T10/2026', '6', '5', '#Sửa', '#KT 7', '8', '#Gửi báo cáo'),
  ).toMatchInlineSnapshot(`
    "> BC
    < Báo cáo của Bản Nà Phát: anh chị chọn tháng, hoặc gõ tháng khác.
      Có sẵn cả dòng thì gửi luôn, ví dụ: BC T10 TS120 TE61.
      [T10/2026][T9/2026] [Thôi]
    [T10/2026]
    < T10/2026 đã lưu TS120 TE61 TD50 CM60 CK40 KT7 KD4 CP9 CH5. Vòng Tay chỉ hỏi các số còn thiếu.
      T10/2026 (10/11). DB: Trẻ có hoàn cảnh đặc biệt khó khăn thuộc 6 nhóm QĐ 647 (mỗi trẻ chỉ đếm một lần)?
      [0] [Bỏ qua][Quay lại][Xong]
    > 6
    < Đã ghi DB6.
      T10/2026 (11/11). DG: Trẻ hoàn cảnh ĐBKK đã được trợ giúp và dịch vụ phù hợp từ đầu năm?
      [0] [Bỏ qua][Quay lại][Xong]
    > 5
    < Đã ghi DG5.
      Báo cáo T10/2026 Bản Nà Phát: DB6 DG5.
      Đã lưu từ trước: TS120 TE61 TD50 CM60 CK40 KT7 KD4 CP9 CH5.
      Chưa lưu số nào. Bấm Gửi báo cáo để lưu.
      [Gửi báo cáo] [Sửa][Thôi]
    [Sửa]
    < Anh chị sửa mục nào? Cũng có thể gõ mã và số, ví dụ: TE61.
      [TS 120][TE 61][TD 50][CM 60] [CK 40][KT 7][KD 4][CP 9] [CH 5][DB 6][DG 5] [Đổi tháng] [Quay lại][Thôi]
    [KT 7]
    < T10/2026 (6/11). KT: Trẻ em khuyết tật (dưới 16 tuổi, có giấy xác nhận hoặc kết luận của cơ sở y tế)?
      Đang ghi: 7.
      [0] [Quay lại]
    > 8
    < Đã ghi KT8.
      Báo cáo T10/2026 Bản Nà Phát: KT8 DB6 DG5.
      Đã lưu từ trước: TS120 TE61 TD50 CM60 CK40 KD4 CP9 CH5.
      Chưa lưu số nào. Bấm Gửi báo cáo để lưu.
      [Gửi báo cáo] [Sửa][Thôi]
    [Gửi báo cáo]
    < Đã nhận BC T10/2026 Bản Nà Phát: KT8 DB6 DG5.
      Đã đủ, cảm ơn anh chị."
  `);
  expect((await storedIn(home))['v-na-phat 2026-10']).toMatchObject({ TS: 120, KT: 8, DB: 6, DG: 5 });
});

test('of a month that is complete everything is shown, to be changed', async () => {
  const { lan } = await reporter();
  await lan.says(SEPTEMBER);
  expect(await filling(lan, 'BC', '#T9/2026')).toMatchInlineSnapshot(`
    "> BC
    < Báo cáo của Bản Nà Phát: anh chị chọn tháng, hoặc gõ tháng khác.
      Có sẵn cả dòng thì gửi luôn, ví dụ: BC T10 TS120 TE61.
      [T10/2026][T9/2026] [Thôi]
    [T9/2026]
    < Báo cáo T9/2026 Bản Nà Phát: chưa có số nào mới.
      Đã lưu từ trước: TS120 TE61 TD50 CM60 CK40 KT7 KD4 CP9 CH5 DB6 DG5.
      [Sửa][Thôi]"
  `);
});

test('a closed month is told at once; what is sent waits, and is stored as it was filled in once it is open', async () => {
  const { home, lan } = await reporter();
  await withRole(home, OFFICER, 'commune-officer', { commune: MUONG_THAN });
  expect(await filling(lan, 'BC', 'T6', '120', '61', '#Xong', '#Gửi báo cáo')).toMatchInlineSnapshot(`
    "> BC
    < Báo cáo của Bản Nà Phát: anh chị chọn tháng, hoặc gõ tháng khác.
      Có sẵn cả dòng thì gửi luôn, ví dụ: BC T10 TS120 TE61.
      [T10/2026][T9/2026] [Thôi]
    > T6
    < T6/2026 đã khóa sổ: số gửi lên sẽ được giữ lại và hỏi cán bộ xã.
      T6/2026 (1/11). TS: Tổng số trẻ em dưới 16 tuổi?
      [0] [Bỏ qua][Quay lại][Xong]
    > 120
    < Đã ghi TS120.
      T6/2026 (2/11). TE: Trẻ em đến 8 tuổi (dưới 96 tháng tuổi)?
      [0] [Bỏ qua][Quay lại][Xong]
    > 61
    < Đã ghi TE61.
      T6/2026 (3/11). TD: Trẻ đến 8 tuổi đã được tiếp cận ít nhất 1 dịch vụ chăm sóc phát triển toàn diện từ đầu năm?
      [0] [Bỏ qua][Quay lại][Xong]
    [Xong]
    < Báo cáo T6/2026 Bản Nà Phát: TS120 TE61.
      Còn thiếu: TD CM CK KT KD CP CH DB DG.
      Chưa lưu số nào. Bấm Gửi báo cáo để lưu.
      [Gửi báo cáo] [Sửa][Điền tiếp][Thôi]
    [Gửi báo cáo]
    < T6/2026 đã khóa sổ nên tin này chưa lưu, chỉ giữ lại. Đã báo cán bộ xã; xã mở lại thì số được ghi, anh chị không cần gửi lại."
  `);
  expect(await storedIn(home)).toEqual({});
  const officer = home.phone(OFFICER);
  expect((await officer.hears())[0]).toMatch(/Ban Na Phat gui so cho T6\/2026/);
  await officer.says('XEM T6 Na Phat');
  await officer.says('1');
  expect((await lan.hears())[0]).toMatch(/^Đã nhận BC T6\/2026 Bản Nà Phát.*TS120 TE61\./);
  expect(await storedIn(home)).toEqual({ 'v-na-phat 2026-06': { TS: 120, TE: 61 } });
});

test('whoever reports for two villages chooses one first, and may change it at the end', async () => {
  const { home, lan } = await reporter({ villages: ['v-na-phat', 'v-2'] });
  expect(await filling(lan, 'BC', '#Thôn 2', '#T10/2026', '120', '#Xong', '#Sửa')).toMatchInlineSnapshot(`
    "> BC
    < Báo cáo tháng cho thôn nào?
      [Bản Nà Phát] [Thôn 2] [Thôi]
    [Thôn 2]
    < Báo cáo của Thôn 2: anh chị chọn tháng, hoặc gõ tháng khác.
      Có sẵn cả dòng thì gửi luôn, ví dụ: BC T10 TS120 TE61.
      [T10/2026][T9/2026] [Quay lại][Thôi]
    [T10/2026]
    < T10/2026 (1/11). TS: Tổng số trẻ em dưới 16 tuổi?
      [0] [Bỏ qua][Quay lại][Xong]
    > 120
    < Đã ghi TS120.
      T10/2026 (2/11). TE: Trẻ em đến 8 tuổi (dưới 96 tháng tuổi)?
      [0] [Bỏ qua][Quay lại][Xong]
    [Xong]
    < Báo cáo T10/2026 Thôn 2: TS120.
      Còn thiếu: TE TD CM CK KT KD CP CH DB DG.
      Chưa lưu số nào. Bấm Gửi báo cáo để lưu.
      [Gửi báo cáo] [Sửa][Điền tiếp][Thôi]
    [Sửa]
    < Anh chị sửa mục nào? Cũng có thể gõ mã và số, ví dụ: TE61.
      [TS 120][TE ?][TD ?][CM ?] [CK ?][KT ?][KD ?][CP ?] [CH ?][DB ?][DG ?] [Đổi tháng][Đổi thôn] [Quay lại][Thôi]"
  `);
  expect(await filling(lan, '#Đổi thôn', 'na phat', '#Gửi báo cáo')).toMatchInlineSnapshot(`
    "[Đổi thôn]
    < Báo cáo tháng cho thôn nào?
      [Bản Nà Phát] [Thôn 2] [Quay lại][Thôi]
    > na phat
    < Báo cáo T10/2026 Bản Nà Phát: TS120.
      Còn thiếu: TE TD CM CK KT KD CP CH DB DG.
      Chưa lưu số nào. Bấm Gửi báo cáo để lưu.
      [Gửi báo cáo] [Sửa][Điền tiếp][Thôi]
    [Gửi báo cáo]
    < Đã nhận BC T10/2026 Bản Nà Phát: TS120.
      Còn thiếu: TE TD CM CK KT KD CP CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({ 'v-na-phat 2026-10': { TS: 120 } });
});

test('a report of another month or village is a report by itself, and the form waits', async () => {
  const { home, lan } = await reporter({ villages: ['v-na-phat', 'v-2'] });
  await filling(lan, 'BC', '#Bản Nà Phát', '#T10/2026', '120');
  expect(await filling(lan, 'BC T9 KT5 na phat', 'BC T10 KT6 thon 2', 'TE61')).toMatchInlineSnapshot(`
    "> BC T9 KT5 na phat
    < Đã nhận BC T9/2026 Bản Nà Phát (muộn): KT5.
      Còn thiếu: TS TE TD CM CK KD CP CH DB DG.
    > BC T10 KT6 thon 2
    < Đã nhận BC T10/2026 Thôn 2: KT6.
      Còn thiếu: TS TE TD CM CK KD CP CH DB DG.
    > TE61
    < Đã ghi TE61.
      T10/2026 (3/11). TD: Trẻ đến 8 tuổi đã được tiếp cận ít nhất 1 dịch vụ chăm sóc phát triển toàn diện từ đầu năm?
      [0] [Bỏ qua][Quay lại][Xong]"
  `);
  expect(await storedIn(home)).toEqual({ 'v-na-phat 2026-09': { KT: 5 }, 'v-2 2026-10': { KT: 6 } });
});

test('another question puts the form aside with the line that sends it; a command without one leaves it open', async () => {
  const { home, lan } = await reporter({ villages: ['v-na-phat', 'v-2'] });
  await filling(lan, 'BC', '#Thôn 2', '#T10/2026', '120', '61');
  await lan.says('TG');
  expect((await lan.says('TD50'))[0]).toMatch(/^Đã ghi TD50/);
  expect(await filling(lan, 'XOA', '2')).toMatchInlineSnapshot(`
    "> XOA
    < Các số đang điền dở chưa lưu. Muốn lưu, anh chị gửi: BC T10/2026 TS120 TE61 TD50 Thôn 2
    < Xóa hết thông tin, tin nhắn và vai trò của anh chị? Không lấy lại được. Số liệu đã báo cáo vẫn giữ nhưng không còn tên người gửi. Soạn 1 hoặc OK: xóa hết. Soạn 2: giữ lại.
      [Xóa hết][Giữ lại]
    > 2
    < Vòng Tay giữ lại thông tin của anh chị. Xem thông tin: soạn XEM."
  `);
  expect((await lan.says('BC T10/2026 TS120 TE61 TD50 Thôn 2'))[0]).toMatch(/^Đã nhận BC T10\/2026 Thôn 2/);
  expect(await storedIn(home)).toEqual({ 'v-2 2026-10': { TS: 120, TE: 61, TD: 50 } });
});

test('THOI and HUY in a form are about the form, and nothing is stored', async () => {
  const { home, lan } = await reporter();
  await filling(lan, 'BC', '#T10/2026', '120');
  expect(await filling(lan, 'thôi')).toMatchInlineSnapshot(`
    "> thôi
    < Các số đang điền dở chưa lưu. Muốn lưu, anh chị gửi: BC T10/2026 TS120"
  `);
  await filling(lan, 'BC', '#T10/2026');
  expect(await filling(lan, 'HUY', 'BC', '#Thôi')).toMatchInlineSnapshot(`
    "> HUY
    < Vâng, chưa lưu số nào.
    > BC
    < Báo cáo của Bản Nà Phát: anh chị chọn tháng, hoặc gõ tháng khác.
      Có sẵn cả dòng thì gửi luôn, ví dụ: BC T10 TS120 TE61.
      [T10/2026][T9/2026] [Thôi]
    [Thôi]
    < Vâng, chưa lưu số nào."
  `);
  expect(await storedIn(home)).toEqual({});
});

test('signs of danger are answered first, and TC still leaves', async () => {
  const { lan } = await reporter();
  await filling(lan, 'BC', '#T10/2026');
  expect((await lan.says('bé co giật'))[0]).toMatch(/đến trạm y tế|Đến trạm y tế/);
  expect((await lan.says('TC'))[0]).toMatch(/không tự gửi tin/);
});

test('whose village was taken away meanwhile stores nothing', async () => {
  const { home, lan } = await reporter({ villages: ['v-na-phat', 'v-2'] });
  await filling(lan, 'BC', '#Thôn 2', '#T10/2026', '120', '#Xong');
  await home.deps.store.commit([changeRole('role-1', 'ended')]);
  expect(await filling(lan, '#Gửi báo cáo')).toMatchInlineSnapshot(`
    "[Gửi báo cáo]
    < Anh chị không còn báo cáo cho nơi này nên chưa lưu. Nếu nhầm, nhờ cán bộ xã đăng ký lại."
  `);
  expect(await storedIn(home)).toEqual({});
});

test('a late report is told as late, and its version finds the whole line in the inbox', async () => {
  const { home, lan } = await reporter({ at: '2026-11-15T09:00:00+07:00' });
  expect(await filling(lan, 'BC', '#T10/2026', '120', '#Xong', '#Gửi báo cáo')).toMatchInlineSnapshot(`
    "> BC
    < Báo cáo của Bản Nà Phát: anh chị chọn tháng, hoặc gõ tháng khác.
      Có sẵn cả dòng thì gửi luôn, ví dụ: BC T10 TS120 TE61.
      [T10/2026][T9/2026] [Thôi]
    [T10/2026]
    < T10/2026 (1/11). TS: Tổng số trẻ em dưới 16 tuổi?
      [0] [Bỏ qua][Quay lại][Xong]
    > 120
    < Đã ghi TS120.
      T10/2026 (2/11). TE: Trẻ em đến 8 tuổi (dưới 96 tháng tuổi)?
      [0] [Bỏ qua][Quay lại][Xong]
    [Xong]
    < Báo cáo T10/2026 Bản Nà Phát: TS120.
      Còn thiếu: TE TD CM CK KT KD CP CH DB DG.
      Chưa lưu số nào. Bấm Gửi báo cáo để lưu.
      [Gửi báo cáo] [Sửa][Điền tiếp][Thôi]
    [Gửi báo cáo]
    < Đã nhận BC T10/2026 Bản Nà Phát (muộn): TS120.
      Còn thiếu: TE TD CM CK KT KD CP CH DB DG."
  `);
  const [version] = await home.deps.store.db.select().from(reportVersions);
  const kept = await home.deps.store.db.select().from(inbox);
  const own = kept.find(({ providerId }) => providerId === version?.providerId);
  expect(version).toMatchObject({ late: true, values: { TS: 120 } });
  expect(home.deps.secrets.open(own?.textSealed ?? '')).toBe('BC T10/2026 TS120');
});

test('the same in English', async () => {
  const { lan } = await reporter();
  await lan.says('NN EN');
  await lan.says(SEPTEMBER);
  expect(
    await filling(
      lan,
      'BC',
      '#T10/2026',
      '160',
      '~5',
      '#Skip',
      '#Finish',
      '#Change',
      '#TS 160',
      '121',
      '#Send report',
    ),
  ).toMatchInlineSnapshot(`
    "> BC
    < Report of Bản Nà Phát: choose the month, or type another one.
      With the whole line at hand, just send it, for example: BC T10 TS120 TE61.
      [T10/2026][T9/2026] [Stop]
    [T10/2026]
    < T10/2026 (1/11). TS: All children under 16?
      Last time (T9/2026): 120.
      [Same as last time: 120][0] [Skip][Back][Finish]
    > 160
    < Noted: TS160.
      T10/2026 (2/11). TE: Children up to 8 (under 96 months old)?
      Last time (T9/2026): 61.
      [Same as last time: 61][0] [Skip][Back][Finish]
    > ~5
    < Not noted: TE (an exact count is needed).
      T10/2026 (2/11). TE: Children up to 8 (under 96 months old)?
      Last time (T9/2026): 61.
      [Same as last time: 61][0] [Skip][Back][Finish]
    [Skip]
    < T10/2026 (3/11). TD: Children up to 8 reached by at least one service since 1 January?
      Last time (T9/2026): 50.
      [0] [Skip][Back][Finish]
    [Finish]
    < Report T10/2026 Bản Nà Phát: TS160.
      Still missing: TE TD CM CK KT KD CP CH DB DG.
      Please look again: TS160 (last time 120). If that is right, just send it.
      Nothing is stored yet. Press Send report to store it.
      [Send report] [Change][Go on][Stop]
    [Change]
    < What would you like to change? You can also type the code and its number, for example: TE61.
      [TS 160][TE ?][TD ?][CM ?] [CK ?][KT ?][KD ?][CP ?] [CH ?][DB ?][DG ?] [Another month] [Back][Stop]
    [TS 160]
    < T10/2026 (1/11). TS: All children under 16?
      Last time (T9/2026): 120.
      So far: 160.
      [Same as last time: 120][0] [Back]
    > 121
    < Noted: TS121.
      Report T10/2026 Bản Nà Phát: TS121.
      Still missing: TE TD CM CK KT KD CP CH DB DG.
      Nothing is stored yet. Press Send report to store it.
      [Send report] [Change][Go on][Stop]
    [Send report]
    < Received BC T10/2026 Bản Nà Phát: TS121.
      Still missing: TE TD CM CK KT KD CP CH DB DG."
  `);
});

test('by SMS a bare BC is help, as ever', async () => {
  const { home } = await reporter();
  await withRole(home, '+84912000001', 'collaborator', { villageId: 'v-na-phat' });
  expect((await home.phone('+84912000001').says('BC'))[0]).toMatch(/^Bao cao thang: BC, thang, roi ma va so/);
});

import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { children, consents, contacts, enrolments } from '../../db/schema.ts';
import { civilDate } from '../../src/civil-time.ts';
import { type House, house } from './house.ts';
import { withPlaces, withWardsOne } from './places.ts';

const MOTHER = '+84912345678';

async function homeWithPlaces(): Promise<House> {
  const home = await house();
  await withPlaces(home);
  return home;
}

const UNREAD = expect.stringMatching(/^Vong Tay da nhan tin va chua hieu/);

describe('joining', () => {
  test('with a birth date and a commune is done in one message', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    const [answer, ...more] = await mother.says('DK 15/03/2026 xa Muong Than');
    expect(answer).toBe(
      'Da dang ky: be sinh ngay 15/03/2026. Noi o: xa Muong Than, Lai Chau. Tin huong dan mien phi. Ngung nhan: soan TC. Chuc gia dinh manh khoe!',
    );
    expect(more).toEqual([]);
    const { db } = home.deps.store;
    const [contact] = await db.select().from(contacts);
    expect(contact).toMatchObject({ consent: 'in', communeCode: '03618', communeFrom: '2025-07-01' });
    expect(await db.select().from(children)).toMatchObject([
      { born: '2026-03-15', due: null, status: 'active' },
    ]);
    const enrolled = await db.select().from(enrolments).orderBy(enrolments.series);
    expect(enrolled.map(({ series, anchor }) => [series, anchor])).toEqual([
      ['carer-mind', '2026-03-15'],
      ['fathers-grandparents', '2026-03-15'],
      ['first-years', '2026-03-15'],
      ['growth', '2026-03-15'],
      ['money', '2026-03-15'],
      ['papers', '2026-03-15'],
      ['seasons', civilDate(home.now())],
      ['vaccines', '2026-03-15'],
      ['vitamin-a', '2026-03-15'],
    ]);
    expect(await db.select().from(consents)).toMatchObject([
      { act: 'in', textVersion: 'join-2026-11', channel: 'twilio', at: home.now() },
    ]);
  });

  test('with a due date, said as such or because it has not come yet', async () => {
    const home = await homeWithPlaces();
    expect(await home.phone('+84912000001').says('THAI 20/12/2026, muong than')).toEqual([
      expect.stringMatching(
        /^Da dang ky: thai ky du sinh ngay 20\/12\/2026\. Noi o: xa Muong Than, Lai Chau\./,
      ),
    ]);
    expect(await home.phone('+84912000002').says('dk thai 20/12 xa than uyen a')).toEqual([
      expect.stringMatching(
        /^Da dang ky: thai ky du sinh ngay 20\/12\/2026\. Noi o: xa Than Uyen, Lai Chau\./,
      ),
    ]);
    expect(await home.phone('+84912000003').says('DK 01/03/2027 Mường Than')).toEqual([
      expect.stringMatching(/^Da dang ky: thai ky du sinh ngay 01\/03\/2027\./),
    ]);
  });

  test('step by step: the date is asked, then the commune', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    expect(await mother.says('dk chi oi')).toEqual([
      'Be sinh ngay nao? Soan ngay/thang/nam, vi du 15/3/2026. Neu dang mang thai, soan THAI va ngay du sinh, vi du THAI 20/12/2026.',
    ]);
    expect(await mother.says('be sinh 15-3-26')).toEqual([
      'Da dang ky: be sinh ngay 15/03/2026. Tin huong dan mien phi. Ngung nhan: soan TC.\nAnh chi o xa, phuong nao? Soan ten xa va tinh, vi du: xa Muong Than, Lai Chau. Soan 0 neu muon bo qua.',
    ]);
    expect(await mother.says('em o muong than')).toEqual([
      'Noi o: xa Muong Than, Lai Chau. Cam on anh chi. Can giup soan TG.',
    ]);
  });

  test('the commune may come first and the stage in between: nothing told is asked twice', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    expect(await mother.says('DK xa Muong Than')).toEqual([expect.stringMatching(/^Be sinh ngay nao\?/)]);
    expect(await mother.says('em mang thai')).toEqual([expect.stringMatching(/^Ngay du sinh la ngay nao\?/)]);
    expect(await mother.says('THAI 20/12')).toEqual([
      expect.stringMatching(
        /^Da dang ky: thai ky du sinh ngay 20\/12\/2026\. Noi o: xa Muong Than, Lai Chau\./,
      ),
    ]);
  });

  test.each(['0', 'bo qua', 'khong'])('%s leaves the commune out', async (word) => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026');
    expect(await mother.says(word)).toEqual([
      'Khong sao a. Khi nao muon cho biet noi o, anh chi soan DK va ten xa, vi du: DK xa Muong Than.',
    ]);
    expect((await home.deps.store.db.select().from(contacts))[0]).toMatchObject({
      consent: 'in',
      communeCode: null,
    });
    expect(await mother.says('DK xa Muong Than')).toEqual(['Noi o: xa Muong Than, Lai Chau.']);
  });

  test('an unknown commune is asked again, kindly', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    expect(await mother.says('DK 15/3/2026 xa Khong Co That')).toEqual([UNREAD]);
    expect(await mother.says('DK 15/3/2026 xa Xyzt')).toEqual([
      'Da dang ky: be sinh ngay 15/03/2026. Tin huong dan mien phi. Ngung nhan: soan TC.\nVong Tay chua tim thay xa, phuong nay. Gui lai ten xa va tinh giup nhe, vi du: xa Muong Than, Lai Chau. Soan 0 neu muon bo qua.',
    ]);
    expect(await mother.says('xa muong thann')).toEqual([
      'Anh chi o noi nao? Soan so de chon:\n1. xa Muong Than, Lai Chau\n0. Noi khac',
    ]);
    expect(await mother.says('1')).toEqual([
      'Noi o: xa Muong Than, Lai Chau. Cam on anh chi. Can giup soan TG.',
    ]);
  });

  test('of very many places what would tell them apart is asked: province, former district, or commune', async () => {
    const home = await homeWithPlaces();
    await withWardsOne(home);
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026');
    expect(await mother.says('phuong 1')).toEqual([
      'Co nhieu noi ten nay. Soan lai kem ten tinh giup nhe, vi du: xa Muong Than, Lai Chau. Soan 0 neu muon bo qua.',
    ]);
    expect(await mother.says('phuong 1, Dong Thap')).toEqual([
      'Co nhieu noi ten nay. Soan lai kem ten huyen, thanh pho cu giup nhe, vi du: xa Muong Than, Than Uyen. Soan 0 neu muon bo qua.',
    ]);
    expect(await mother.says('Dong Thap')).toEqual([
      'Vong Tay can them ten xa, phuong. Soan lai ten xa kem ten tinh giup nhe, vi du: xa Muong Than, Lai Chau. Soan 0 neu muon bo qua.',
    ]);
    expect(await mother.says('phuong 1, Sa Dec')).toEqual([
      'Noi o: phuong Sa Dec, Dong Thap (truoc la phuong 1). Cam on anh chi. Can giup soan TG.',
    ]);
  });

  test('a mother whose province is known is asked for the former district at once', async () => {
    const home = await homeWithPlaces();
    await withWardsOne(home);
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026 phuong Sa Dec, Dong Thap');
    expect(await mother.says('DK phuong 1')).toEqual([
      expect.stringMatching(/^Co nhieu noi ten nay\. Soan lai kem ten huyen, thanh pho cu/),
    ]);
  });

  test('of several communes with one name the right one is chosen by its number or its province', async () => {
    const home = await homeWithPlaces();
    const [first, second] = [home.phone('+84912000001'), home.phone('+84912000002')];
    expect(await first.says('DK 15/3/2026 xa Binh An')).toEqual([
      'Da dang ky: be sinh ngay 15/03/2026. Tin huong dan mien phi. Ngung nhan: soan TC.\nAnh chi o noi nao? Soan so de chon:\n1. xa Binh An, An Giang\n2. xa Binh An, Can Tho\n0. Noi khac',
    ]);
    expect(await first.says('3')).toEqual([
      'Anh chi o noi nao? Soan so de chon:\n1. xa Binh An, An Giang\n2. xa Binh An, Can Tho\n0. Noi khac',
    ]);
    expect(await first.says('2')).toEqual(['Noi o: xa Binh An, Can Tho. Cam on anh chi. Can giup soan TG.']);

    await second.says('DK 15/3/2026 xa Binh An');
    expect(await second.says('binh an, an giang')).toEqual([
      'Noi o: xa Binh An, An Giang. Cam on anh chi. Can giup soan TG.',
    ]);
  });

  test.each([
    'dk k chi oi',
    'dk khong a',
    'DK 5 nguoi',
    'dk 15/3 co duoc khong a',
    'chau nha em dk 3 thang',
    'dk kham thai o dau',
  ])('"%s" is no order to join', async (text) => {
    const home = await homeWithPlaces();
    await home.phone(MOTHER).says(text);
    const { db } = home.deps.store;
    expect(await db.select().from(children)).toEqual([]);
    expect((await db.select().from(contacts))[0]).toMatchObject({ consent: 'none' });
  });
});

describe('what people write beside the date', () => {
  const CHOICE =
    'Da dang ky: be sinh ngay 15/03/2026. Tin huong dan mien phi. Ngung nhan: soan TC.\nAnh chi o noi nao? Soan so de chon:\n1. xa Muong Than, Lai Chau\n0. Noi khac';
  const DONE =
    'Da dang ky: be sinh ngay 15/03/2026. Noi o: xa Muong Than, Lai Chau. Tin huong dan mien phi. Ngung nhan: soan TC. Chuc gia dinh manh khoe!';
  const TWINS =
    'Hai be sinh doi nhan chung mot loat tin. Noi o: xa Muong Than, Lai Chau. Tin huong dan mien phi. Ngung nhan: soan TC. Chuc gia dinh manh khoe!';
  test.each([
    ['DK 15/3/2026 bản Nà Phát xã Mường Than huyện Than Uyên tỉnh Lai Châu', CHOICE],
    ['dk 15/3/2026 ban na phat xa muong than lai chau', DONE],
    ['dk cho em voi be sinh ngay 15/3/2026 o xa muong than nhe', DONE],
    ['dk be gai ten Mai sinh ngay 15/3/2026 o xa muong than', DONE],
    ['dang ki 15/3/2026 muong than', DONE],
    ['dk sinh doi 15/3/2026 muong than', `Da dang ky: be sinh ngay 15/03/2026. ${TWINS}`],
    ['Đk sinh đôi 15/3/2026 Mường Than', `Da dang ky: be sinh ngay 15/03/2026. ${TWINS}`],
    ['dk thai doi 20/12/2026 muong than', `Da dang ky: thai ky du sinh ngay 20/12/2026. ${TWINS}`],
  ])('"%s" joins', async (text, answer) => {
    const home = await homeWithPlaces();
    expect(await home.phone(MOTHER).says(text)).toEqual([answer]);
    expect(await home.deps.store.db.select().from(children)).toHaveLength(1);
  });

  test.each([
    ['dang ki', /^Be sinh ngay nao\?.*THAI/, /Anh chi o xa, phuong nao\?/],
    ['dk thai 8 thang', /^Ngay du sinh la ngay nao\?/, /Anh chi o xa, phuong nao\?/],
    ['dk thai doi', /^Ngay du sinh la ngay nao\?/, /Anh chi o xa, phuong nao\?/],
    ['dk con toi 2 tuoi', /^Be sinh ngay nao\?/, /Anh chi o xa, phuong nao\?/],
    ['dk muong than', /^Be sinh ngay nao\?/, /Noi o: xa Muong Than, Lai Chau/],
    ['dk binh an', /^Be sinh ngay nao\?/, /1\. xa Binh An, An Giang/],
    ['dk be nha em duoc 3 thang tuoi o xa muong than', /^Be sinh ngay nao\?/, /Noi o: xa Muong Than/],
    ['dk em dang mang thai thang thu 8 o muong than', /^Ngay du sinh/, /Noi o: xa Muong Than, Lai Chau/],
  ])('"%s" is asked for the day, and keeps what it said', async (text, question, then) => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    expect(await mother.says(text)).toEqual([expect.stringMatching(question)]);
    expect(await mother.says('1/11/2026')).toEqual([expect.stringMatching(then)]);
  });

  test.each([
    'dk 15/3/2026 co duoc khong chi oi em o xa',
    'dk con 2 tuoi duoc khong',
    'dk thai 8 thang nen an gi',
    'dk kham thai',
  ])('"%s" is a question still', async (text) => {
    const home = await homeWithPlaces();
    expect(await home.phone(MOTHER).says(text)).toEqual([expect.not.stringMatching(/sinh (?:la )?ngay nao/)]);
    expect(await home.deps.store.db.select().from(children)).toEqual([]);
  });
});

describe('a date that cannot be is asked, never guessed', () => {
  test.each([
    ['DK 31/2/2026', 'Khong co ngay 31/2/2026. Gui lai ngay truoc, thang sau, roi den nam, vi du 15/3/2026.'],
    [
      'DK 3/15/2026 xa Muong Than',
      'Khong co ngay 3/15/2026. Gui lai ngay truoc, thang sau, roi den nam, vi du 15/3/2026.',
    ],
    ['DK 29/2/2026', 'Khong co ngay 29/2/2026. Gui lai ngay truoc, thang sau, roi den nam, vi du 15/3/2026.'],
    [
      'DK thang 3/2026',
      'Vong Tay can du ngay, thang, nam, vi du 15/3/2026. Neu khong nho ngay, gui ngay 15 cua thang do.',
    ],
    [
      'DK 15/3/2026 am lich',
      'Vong Tay can ngay duong lich. Anh chi xem giay khai sinh hoac so kham roi gui lai giup nhe, vi du 15/3/2026.',
    ],
    [
      'DK 15/3/2016',
      'Tre sinh ngay 15/03/2016 da hon 8 tuoi. Vong Tay chi co huong dan cho tre den 8 tuoi. Neu ngay chua dung, gui lai ngay sinh.',
    ],
    [
      'THAI 1/10/2027',
      'Ngay 01/10/2027 con hon 42 tuan nua nen chua the la ngay du sinh. Anh chi xem lai so kham thai roi gui lai giup nhe.',
    ],
    [
      'THAI 1/9/2026',
      'Ngay du sinh 01/09/2026 da qua hon 3 tuan. Neu be da sinh, gui ngay sinh cua be. Neu chua sinh, me den benh vien hoac tram y te kham ngay.',
    ],
    [
      'DK 15/3/2026 10/2/2024',
      'Moi lan gui mot ngay thoi nhe. Gui ngay cua be thu nhat truoc, xong roi soan DK va ngay cua be sau.',
    ],
  ])('%s', async (text, question) => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    expect(await mother.says(text)).toEqual([question]);
    expect(await home.deps.store.db.select().from(children)).toEqual([]);
    expect(await mother.says('15/3/2026')).toEqual([
      expect.stringMatching(/^Da dang ky: be sinh ngay 15\/03\/2026\./),
    ]);
  });

  test('a leap day is a day', async () => {
    const home = await homeWithPlaces();
    expect(await home.phone(MOTHER).says('DK 29/2/2024 xa Muong Than')).toEqual([
      expect.stringMatching(/^Da dang ky: be sinh ngay 29\/02\/2024\./),
    ]);
  });

  test('a year left out is asked where it could be either, and the place is not forgotten', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    expect(await mother.says('DK 15 thang 3 xa Muong Than')).toEqual([
      'Chua ro nam nao. Soan 1: be sinh ngay 15/03/2026. Soan 2: thai ky du sinh ngay 15/03/2027. Ngay khac: gui du ngay/thang/nam.',
    ]);
    expect(await mother.says('2')).toEqual([
      'Da dang ky: thai ky du sinh ngay 15/03/2027. Noi o: xa Muong Than, Lai Chau. Tin huong dan mien phi. Ngung nhan: soan TC. Chuc gia dinh manh khoe!',
    ]);
  });

  test('a question asked meanwhile is still answered, and the date still taken afterwards', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK');
    expect(await mother.says('be bi co giat')).toEqual([expect.stringMatching(/115/)]);
    expect(await mother.says('em khong nho ro ngay sinh cua be the nao bay gio')).toEqual([
      expect.stringMatching(/^Vong Tay chua tra loi duoc cau nay/),
    ]);
    expect(await mother.says('15/3/2026')).toEqual([expect.stringMatching(/^Da dang ky/)]);
  });
});

describe('several children by one phone', () => {
  test('a date a little different corrects the child, and plans anew', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026 xa Muong Than');
    expect(await mother.says('DK 13/5/2026')).toEqual([
      'Da sua thanh: be sinh ngay 13/05/2026. Noi o: xa Muong Than. Tin huong dan mien phi. Ngung nhan: soan TC. Chuc gia dinh manh khoe!',
    ]);
    const { db } = home.deps.store;
    expect(await db.select().from(children)).toMatchObject([{ born: '2026-05-13' }]);
    expect(await db.select().from(enrolments).where(eq(enrolments.series, 'first-years'))).toMatchObject([
      { anchor: '2026-05-13' },
    ]);
  });

  test('the same date again changes nothing', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026 xa Muong Than');
    expect(await mother.says('dk 15.3.26')).toEqual([
      expect.stringMatching(/^Vong Tay da co: be sinh ngay 15\/03\/2026\./),
    ]);
    expect(await home.deps.store.db.select().from(children)).toHaveLength(1);
  });

  test('a date that may be a second child is asked', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026 xa Muong Than');
    const question =
      'Tin vua gui: be sinh ngay 05/01/2023. Soan so de chon:\n1. Sua ngay cua be sinh ngay 15/03/2026\n2. Them mot be khac';
    expect(await mother.says('DK 5/1/2023')).toEqual([question]);
    expect(await mother.says('5')).toEqual([question]);
    expect(await mother.says('2')).toEqual([
      expect.stringMatching(/^Da dang ky: be sinh ngay 05\/01\/2023\./),
    ]);
    expect(await mother.says('DK 5/1/2021')).toEqual([expect.stringMatching(/\n3\. Them mot be khac$/)]);
    expect(await mother.says('2')).toEqual([
      expect.stringMatching(/^Da sua thanh: be sinh ngay 05\/01\/2021\./),
    ]);
    expect(await home.deps.store.db.select().from(children)).toMatchObject([
      { born: '2026-03-15' },
      { born: '2021-01-05' },
    ]);
  });

  test('a new pregnancy is another child, a new due date corrects the first', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2024 xa Muong Than');
    expect(await mother.says('THAI 20/12/2026')).toEqual([
      expect.stringMatching(/^Da dang ky: thai ky du sinh ngay 20\/12\/2026\./),
    ]);
    expect(await mother.says('THAI 28/12/2026')).toEqual([
      expect.stringMatching(/^Da sua thanh: thai ky du sinh ngay 28\/12\/2026\./),
    ]);
    expect(await home.deps.store.db.select().from(children)).toHaveLength(2);
  });
});

describe('by Telegram', () => {
  test('a start offers what there is, and the steps have buttons', async () => {
    const home = await homeWithPlaces();
    const chat = home.chat(77);
    expect(await chat.says('/start')).toEqual([
      'Vòng Tay kính chào anh chị. Vòng Tay gửi hướng dẫn chăm sóc bà mẹ mang thai và trẻ nhỏ, miễn phí. Đăng ký: soạn DK. Trợ giúp: soạn TG. English: NN EN.',
    ]);
    expect(await chat.presses('Đăng ký')).toEqual([
      'Nhà mình đang mang thai hay đã sinh bé? Soạn 1: đang mang thai. Soạn 2: đã sinh bé.',
    ]);
    expect(await chat.presses('Đang mang thai')).toEqual([
      'Ngày dự sinh là ngày nào? Xem trong sổ khám thai và soạn ngày/tháng/năm, ví dụ 20/12/2026.',
    ]);
    expect(await chat.says('20/12')).toEqual([
      'Đã đăng ký: thai kỳ dự sinh ngày 20/12/2026. Tin hướng dẫn miễn phí. Ngừng nhận: soạn TC.\nAnh chị ở xã, phường nào? Soạn tên xã và tỉnh, ví dụ: xã Mường Than, Lai Châu. Soạn 0 nếu muốn bỏ qua.',
    ]);
    expect(await chat.says('Mường Than')).toEqual([
      'Nơi ở: xã Mường Than, Lai Châu. Cảm ơn anh chị. Cần giúp soạn TG.',
    ]);
  });

  test("a commune's own link brings the commune along", async () => {
    const home = await homeWithPlaces();
    const chat = home.chat(78);
    expect(await chat.says('/start xa-03618')).toEqual([
      'Vòng Tay kính chào anh chị ở xã Mường Than, Lai Châu. Vòng Tay gửi hướng dẫn chăm sóc bà mẹ mang thai và trẻ nhỏ, miễn phí.\nNhà mình đang mang thai hay đã sinh bé? Soạn 1: đang mang thai. Soạn 2: đã sinh bé.',
    ]);
    expect(await chat.says('da sinh roi')).toEqual([
      'Bé sinh ngày nào? Soạn ngày/tháng/năm, ví dụ 15/3/2026.',
    ]);
    expect(await chat.says('15/3')).toEqual([
      'Đã đăng ký: bé sinh ngày 15/03/2026. Nơi ở: xã Mường Than. Tin hướng dẫn miễn phí. Ngừng nhận: soạn TC. Chúc gia đình mạnh khỏe!',
    ]);
  });

  test('a link to no commune of today greets like any other', async () => {
    const home = await homeWithPlaces();
    expect(await home.chat(79).says('/start xa-00000')).toEqual([
      expect.stringMatching(/^Vòng Tay kính chào anh chị\./),
    ]);
  });
});

import { expect, test } from 'vitest';
import { house } from './house.ts';

test('someone unknown who asks for help gets it without accents', async () => {
  const home = await house();
  const mother = home.phone('+84912345678');
  expect(await mother.says('tg')).toEqual([
    'Vong Tay gui huong dan cham soc tre theo tuoi, mien phi. Dang ky: DK ngay sinh hoac ngay du sinh, xa. Vi du: DK 15/3/2026 xa Muong Than. Hoi theo chu de: HOI. Tre khuyet tat can huong dan them: HT. Co tin buon ve be: MAT. Moi nguoi than: CHIA SE. Xem thong tin: XEM. Ngung nhan: TC. Nguy hiem: goi 115.',
  ]);
});

test('a danger sign is answered with where to go now, before anything else', async () => {
  const home = await house();
  const [answer] = await home.phone('+84912345678').says('be bi co giat, em phai lam gi');
  expect(answer).toMatch(/115/);
  expect(answer).toMatch(/tram y te/);
});

test('a stranger who greets is greeted, and whoever is with us hears what there is', async () => {
  const home = await house();
  const mother = home.phone('+84912345678');
  for (const greeting of ['xin chao', 'Alo ạ', 'chào em']) {
    expect(await mother.says(greeting)).toEqual([
      'Vong Tay kinh chao anh chi. Vong Tay gui huong dan cham soc ba me mang thai va tre nho, mien phi. Dang ky: soan DK. Tro giup: soan TG. English: NN EN.',
    ]);
  }
  await mother.says('DK 15/3/2026');
  await mother.says('0');
  expect(await mother.says('xin chao')).toEqual([expect.stringMatching(/^Vong Tay gui huong dan cham soc/)]);
});

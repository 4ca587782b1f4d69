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

test('a stranger who calls in English is answered in English, then in Vietnamese, and in English from then on', async () => {
  const home = await house();
  const stranger = home.phone('+84912345678');
  expect(await stranger.says('my husband beats me')).toEqual([
    'If a child is being beaten, abused or abandoned, call 111 now (free, day and night) or the commune police, 113. If an adult is beaten, call the commune police, 113, now. If anyone is hurt, go to the health station now or call 115.',
    'Neu tre dang bi danh dap, xam hai hoac bo roi, goi ngay 111 (mien phi, ca ngay dem) hoac cong an xa, 113. Nguoi lon bi danh, goi ngay cong an xa, 113. Neu co nguoi bi thuong, den tram y te ngay hoac goi 115.',
  ]);
  expect(await stranger.says('my baby has a high fever')).toEqual([
    'This may be a danger sign. Go to the nearest health station or hospital NOW; ask people near you to help. Keep a newborn warm; bring the health book and insurance card if they are at hand. If you cannot go at once: call 115.',
  ]);
});

test('who wrote before without having chosen a language is answered an English call in both', async () => {
  const home = await house();
  const stranger = home.phone('+84912345678');
  await stranger.says('hello');
  const [english, vietnamese, ...more] = await stranger.says('my wife is bleeding');
  expect(english).toMatch(/^This may be a danger sign/);
  expect(vietnamese).toMatch(/^Day co the la dau hieu nguy hiem/);
  expect(more).toEqual([]);
});

test('who calls in Vietnamese is answered in Vietnamese alone', async () => {
  const home = await house();
  const answers = await home.phone('+84912345678').says('em bi ra mau');
  expect(answers).toHaveLength(1);
  expect(answers[0]).toMatch(/^Day co the la dau hieu nguy hiem/);
});

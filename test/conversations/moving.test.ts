/** A family moves: another commune's officers answer it, its children and its tips stay. */
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { regionOf } from '../../content/regions.ts';
import { children, consents, contacts, enrolments } from '../../db/schema.ts';
import { DAY_MS } from '../../src/civil-time.ts';
import { dueEnrolments } from '../../src/store/enrolments.ts';
import { family } from './family.ts';
import { type House, house } from './house.ts';
import { MUONG_THAN, THAN_UYEN, withPlaces, withRole } from './places.ts';

const MOTHER = '+84912345678';
const HERE = '+84912000001';
const THERE = '+84912000002';
const MOVED = 'Noi o: xa Than Uyen, Lai Chau. Cam on anh chi. Can giup soan TG.';

async function homeWithPlaces(): Promise<House> {
  const home = await house();
  await withPlaces(home);
  return home;
}

async function communeOf(home: House, number: string): Promise<string | null | undefined> {
  const mac = home.deps.secrets.mac(`phone:${number}`);
  const [row] = await home.deps.store.db.select().from(contacts).where(eq(contacts.addressMac, mac));
  return row?.communeCode;
}

describe('DOI XA', () => {
  test.each([
    'DOI XA xã Than Uyên',
    'đổi xã Than Uyên',
    'doi xa than uyen, lai chau',
    'doi xa sang xa Than Uyen a',
    'DK xã Than Uyên',
  ])('%s moves the family, its children and what they are sent stay', async (text) => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 2/9/2026 xa Muong Than');
    const before = await home.deps.store.db.select().from(enrolments);
    const [answer, ...more] = await mother.says(text);
    expect(answer).toMatch(/^Noi o: xa Than Uyen, Lai Chau\./);
    expect(more).toEqual([]);
    expect(await communeOf(home, MOTHER)).toBe(THAN_UYEN.code);
    expect(await home.deps.store.db.select().from(children)).toHaveLength(1);
    expect(await home.deps.store.db.select().from(enrolments)).toEqual(before);
  });

  test('alone asks where to; a name of several places is chosen by number', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 2/9/2026 xa Muong Than');
    expect(await mother.says('DOI XA')).toEqual([expect.stringMatching(/^Anh chi o xa, phuong nao\?/)]);
    expect(await mother.says('Than Uyên')).toEqual([MOVED]);
    expect(await mother.says('DOI XA xã Bình An')).toEqual([
      'Anh chi o noi nao? Soan so de chon:\n1. xa Binh An, An Giang\n2. xa Binh An, Can Tho\n0. Noi khac',
    ]);
    expect(await mother.says('2')).toEqual([expect.stringMatching(/^Noi o: xa Binh An, Can Tho\./)]);
    expect(await communeOf(home, MOTHER)).toBe('90002');
  });

  test('a place that is not found is asked for, and the old one stays until then', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 2/9/2026 xa Muong Than');
    expect(await mother.says('DOI XA xa Hoa Phuong Trang')).toEqual([expect.stringMatching(/chua tim thay/)]);
    expect(await communeOf(home, MOTHER)).toBe(MUONG_THAN.code);
    expect(await mother.says('0')).toEqual([expect.stringMatching(/^Khong sao a/)]);
    expect(await communeOf(home, MOTHER)).toBe(MUONG_THAN.code);
  });

  test('in Telegram, with accents and buttons', async () => {
    const home = await homeWithPlaces();
    const mother = home.chat(42);
    await mother.says('DK 2/9/2026 xã Mường Than');
    await mother.says('ĐỔI XÃ Bình An');
    expect(await mother.presses('xã Bình An, Cần Thơ')).toEqual([
      expect.stringMatching(/^Nơi ở: xã Bình An, Cần Thơ\./),
    ]);
  });

  test('of who has stopped changes no consent; of who is new asks for the child', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 2/9/2026 xa Muong Than');
    await mother.says('TC');
    expect(await mother.says('DOI XA xã Than Uyên')).toEqual([MOVED]);
    expect((await home.deps.store.db.select().from(consents)).map(({ act }) => act)).toEqual(['in', 'out']);
    const stranger = home.phone('+84987654321');
    expect(await stranger.says('DOI XA xã Than Uyên')).toEqual([
      expect.stringMatching(/^Be sinh ngay nao\?/),
    ]);
    expect(await stranger.says('2/9/2026')).toEqual([
      expect.stringMatching(/Noi o: xa Than Uyen, Lai Chau\./),
    ]);
  });

  test('a question that only begins like it is none', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 2/9/2026 xa Muong Than');
    const [answer] = await mother.says('doi xa thi co duoc tiem o tram moi khong');
    expect(answer).not.toMatch(/Noi o|chua tim thay/);
    expect(await communeOf(home, MOTHER)).toBe(MUONG_THAN.code);
  });
});

test('from then on the officers there are asked, and the season is that of the new place', async () => {
  const home = await homeWithPlaces();
  await withRole(home, HERE, 'commune-officer', { commune: MUONG_THAN });
  await withRole(home, THERE, 'commune-officer', { commune: THAN_UYEN });
  const mother = await family(home, MOTHER, [{ born: '2026-09-02' }], { all: true });
  await mother.says('DOI XA xa Muong Than');
  await mother.says('tram may gio mo cua');
  expect(await home.phone(HERE).hears()).toHaveLength(1);
  expect(await regions(home)).toEqual(new Set([regionOf('12')]));

  await mother.says('DOI XA xa Binh An, Can Tho');
  expect(await regions(home)).toEqual(new Set([regionOf('92')]));
  expect(regionOf('92')).not.toBe(regionOf('12'));

  await mother.says('DOI XA xa Than Uyen, Lai Chau');
  await mother.says('tram may gio dong cua');
  expect(await home.phone(THERE).hears()).toHaveLength(1);
  expect(await home.phone(HERE).hears()).toEqual([]);
});

/** By what the tick reads for the family's next tips. */
async function regions(home: House): Promise<ReadonlySet<unknown>> {
  const due = await dueEnrolments(home.deps.store, home.now() + 400 * DAY_MS, 50);
  return new Set(due.map(({ provinceCode }) => regionOf(provinceCode)));
}

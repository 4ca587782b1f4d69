import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import readWorkbook from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWERS } from '../../content/answers.ts';
import { type CellOf, workbook } from '../doubles/workbook.ts';

const NODE = join(import.meta.dirname, '../../src/node');
const run = promisify(execFile);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vong-tay-commands-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Ran = { readonly stdout: string; readonly stderr: string; readonly code: number };

async function command(name: string, ...args: string[]): Promise<Ran> {
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    APP_SECRET: 'correct-horse-battery-staple-0123456789',
    DATABASE_URL: `file:${join(folder, 'real.db')}`,
  };
  try {
    return { ...(await run(process.execPath, [join(NODE, name), ...args], { cwd: folder, env })), code: 0 };
  } catch (error) {
    return error as Ran;
  }
}

test('a text goes from the sheet to the families: exported, approved, counted; a bad row ends with an exit code', async () => {
  expect(await command('content-export.ts', 'texts.xlsx', 'pregnancy')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^37 texts are in texts\.xlsx\./),
  });
  const [texts] = await readWorkbook(join(folder, 'texts.xlsx'), { trim: false });
  const rows = (texts?.data ?? []) as CellOf[][];
  const mark = rows[0]?.indexOf('Duyệt') ?? -1;
  const filled = rows.map((row, y) =>
    row.map((cell, x) => (x !== mark ? cell : y === 1 ? 'x' : y === 2 ? 'sao?' : cell)),
  );
  writeFileSync(join(folder, 'back.xlsx'), workbook({ 'Bài hướng dẫn': filled }));
  const back = await command('content-import.ts', 'back.xlsx', '--by', 'Nguyễn Thị Hoa', '--publish');
  expect(back.code).toBe(1);
  expect(back.stderr).toMatch(/^row 3 \(pr-w07\): "sao\?" says neither yes nor no/);
  expect(back.stdout).toBe(
    '0 texts edited, 1 reviewed, 1 published, 35 rows as they were, 1 rows refused.\n',
  );
  const again = await command('content-import.ts', 'texts.xlsx', '--by', 'Nguyễn Thị Hoa', '--json');
  expect(again.code).toBe(0);
  expect(JSON.parse(again.stdout)).toEqual({
    edited: [],
    reviewed: [],
    published: [],
    unchanged: 37,
    refused: [],
  });
  const counts = await command('content-review.ts');
  expect(counts.stdout).toMatch(/^pregnancy +37 +36 +0 +1 +0$/m);
  expect(counts.stdout).toMatch(new RegExp(`^answers +${ANSWERS.length} +${ANSWERS.length} +0 +0 +0$`, 'm'));
  expect(counts.stdout).toMatch(/^pregnancy, not reviewed \(36\): pr-w07 pr-w08 /m);
  expect(counts.stdout).toContain('Only published texts are sent.');
}, 60_000);

test.each([
  ['content-export.ts', [], /Name the file to write/],
  ['content-import.ts', [], /Name one file/],
  ['content-import.ts', ['a.xlsx', '--of', 'x'], /--of/],
  ['content-audio.ts', [], /AUDIO_DIR is not set/],
  ['content-aloud.ts', ['--commune', '03388'], /db:import-units/],
] as const)(
  '%s %j ends with a sentence and an exit code',
  async (name, args, told) => {
    const { code, stderr, stdout } = await command(name, ...args);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(told);
    expect(stderr).not.toMatch(/^ +at /m);
  },
  30_000,
);

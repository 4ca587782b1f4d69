/** The table of rooms: what each may import. A wall is moved here, with its reason in the commit. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const FEATURES = ['consent', 'guidance', 'reports', 'broadcasts', 'units'];

/** Spine files that a feature may use: types, texts, time, Vietnamese, danger words and who may do what. */
const FOR_FEATURES = [
  'src/handler.ts',
  'src/deps.ts',
  'src/message.ts',
  'src/texts.ts',
  'src/roles.ts',
  'src/danger.ts',
  'src/confirmation.ts',
  'src/route.ts',
  'src/job.ts',
  'src/gate.ts',
  'src/civil-time.ts',
  'src/vietnamese.ts',
  'src/words/',
  'src/remembered.ts',
  'src/phone-number.ts',
  'src/secrets.ts',
  'src/store/',
  'content/',
];

type Rule = { readonly room: string; readonly mayImport: (target: string) => boolean };

const starts = (prefixes: readonly string[]) => (target: string) =>
  prefixes.some((p) => target.startsWith(p));
const isPackage = (target: string) => !target.includes('/') || target.startsWith('pkg:');

const RULES: readonly Rule[] = [
  { room: 'content/', mayImport: starts(['content/', 'pkg:zod']) },
  { room: 'src/message.ts', mayImport: () => false },
  {
    room: 'src/channels/',
    mayImport: starts([
      'src/channels/',
      'src/message.ts',
      'src/config.ts',
      'src/vietnamese.ts',
      'src/civil-time.ts',
      'pkg:hono',
      'pkg:zod',
      'pkg:grammy',
      'pkg:twilio',
      'src/phone-number.ts',
    ]),
  },
  {
    room: 'src/store/',
    mayImport: starts([
      'src/store/',
      'src/message.ts',
      'src/handler.ts',
      'db/schema.ts',
      'pkg:drizzle-orm',
      'pkg:@libsql',
      'pkg:libsql',
    ]),
  },
  ...FEATURES.map((feature) => ({
    room: `src/${feature}/`,
    mayImport: (target: string) =>
      starts([`src/${feature}/`, ...FOR_FEATURES])(target) ||
      (isPackage(target) && !/^pkg:(?:hono|grammy|twilio|drizzle-orm|libsql|@libsql)/.test(target)),
  })),
];

const NODE_ONLY = /^src\/(?:node\.ts|node\/)/;

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const found = [
    ...text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^;]*?from\s+'([^']+)'|import\('([^']+)'\)/g),
  ];
  return found.map((match) => {
    const target = match[1] ?? match[2] ?? '';
    return target.startsWith('.') ? normalize(join(dirname(file), target)) : `pkg:${target}`;
  });
}

const files = [...sources('src'), ...sources('content'), ...sources('db')];

describe('every room imports only what its row of the table allows', () => {
  for (const rule of RULES) {
    test(rule.room, () => {
      const wrong = files
        .filter((file) => file.startsWith(rule.room))
        .flatMap((file) =>
          importsOf(file)
            .filter((t) => !rule.mayImport(t))
            .map((t) => `${file} → ${t}`),
        );
      expect(wrong).toEqual([]);
    });
  }
});

test('only the entries touch Node, the process or Cloudflare', () => {
  const wrong = files
    .filter((file) => file.startsWith('src/') && !NODE_ONLY.test(file) && file !== 'src/worker.ts')
    .filter((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      return /from 'node:|from 'cloudflare:|\bprocess\.(?:env|exit|argv|cwd)\b/.test(text);
    });
  expect(wrong).toEqual([]);
});

test('nobody opens an interactive transaction: a unit is a batch', () => {
  const wrong = files.filter((file) => /\.transaction\(/.test(readFileSync(join(ROOT, file), 'utf8')));
  expect(wrong).toEqual([]);
});

test('the clock is read by the entries alone', () => {
  const wrong = files.filter(
    (file) =>
      file.startsWith('src/') &&
      !NODE_ONLY.test(file) &&
      file !== 'src/worker.ts' &&
      // How long to wait for a lock is the engine's time, not the service's.
      file !== 'src/store/embedded.ts' &&
      /Date\.now\(\)|new Date\(\)/.test(readFileSync(join(ROOT, file), 'utf8')),
  );
  expect(wrong).toEqual([]);
});

test("zod comes in as a namespace: `{ z }` would put its fifty languages into the Worker's bundle", () => {
  const wrong = files.filter((file) =>
    /import \{[^}]*\bz\b[^}]*\} from 'zod'/.test(readFileSync(join(ROOT, file), 'utf8')),
  );
  expect(wrong).toEqual([]);
});

/** The worker as it is deployed: bundled by wrangler, run in workerd with its own wrangler.toml, all else doubled. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import twilioSignatures from 'twilio/lib/webhooks/webhooks.js';
import { createTestHarness } from 'wrangler';
import { overHttp } from '../doubles/over-http.ts';
import { BOT_TOKEN, type TelegramDouble, telegramDouble } from '../doubles/telegram-api.ts';
import { type TwilioDouble, twilioDouble } from '../doubles/twilio-api.ts';

const ROOT = join(import.meta.dirname, '../..');
const WRANGLER = join(ROOT, 'node_modules/wrangler/bin/wrangler.js');
const PUBLIC_URL = 'https://vongtay.test';
const AUTH_TOKEN = 'a token that only the test knows';
const WEBHOOK_SECRET = 'a-secret-that-only-the-test-knows';

export type Bundle = {
  readonly folder: string;
  readonly bytes: number;
  readonly gzipBytes: number;
  /** Every file of which something is in it. */
  readonly inputs: readonly string[];
  /** What wrangler or its bundler had to say against it. */
  readonly warnings: readonly string[];
};

export async function bundleWorker(): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-worker-'));
  const metafile = join(folder, 'meta.json');
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [WRANGLER, 'deploy', '--dry-run', '--outdir', folder, '--metafile', metafile],
    { cwd: ROOT, env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: '1' } },
  );
  const script = readFileSync(join(folder, 'worker.js'));
  const { outputs } = JSON.parse(readFileSync(metafile, 'utf8')) as {
    outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
  };
  const parts = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return {
    folder,
    bytes: script.length,
    gzipBytes: gzipSync(script).length,
    inputs: parts.filter(([, part]) => part.bytesInOutput > 0).map(([input]) => input),
    warnings: `${stdout}\n${stderr}`.split('\n').filter((line) => /\b(?:WARNING|ERROR)\b/.test(line)),
  };
}

export type WorkerOptions = {
  readonly bundle: Bundle;
  readonly databaseUrl: string;
  readonly databaseToken?: string;
  /** False leaves the queue of wrangler.toml out. */
  readonly queue?: boolean;
  /** Over the settings of the test; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
};

export type RunningWorker = {
  readonly twilio: TwilioDouble;
  readonly telegram: TelegramDouble;
  /** A streamed body does not tell its length. */
  post(
    path: string,
    init: { readonly headers?: Record<string, string>; readonly body: string | ReadableStream<Uint8Array> },
  ): Promise<Answer>;
  get(path: string): Promise<Answer>;
  /** An inbound SMS as Twilio posts it, signed with the test's token unless told otherwise. */
  sms(fields: Readonly<Record<string, string>>, token?: string): Promise<Answer>;
  /** An update as Telegram posts it. */
  update(update: unknown, secret?: string): Promise<Answer>;
  cron(): Promise<void>;
  /** The lines the worker wrote, read as JSON. */
  logs(): readonly Readonly<Record<string, unknown>>[];
  stop(): Promise<void>;
};

export type Answer = { readonly status: number; readonly text: string };

export async function startWorker({
  bundle,
  env,
  queue = true,
  ...database
}: WorkerOptions): Promise<RunningWorker> {
  const twilio = twilioDouble();
  const telegram = telegramDouble();
  const [twilioApi, telegramApi] = await Promise.all([overHttp(twilio.fetch), overHttp(telegram.fetch)]);
  const settings = {
    PUBLIC_URL,
    APP_SECRET: 'correct-horse-battery-staple-0123456789',
    DATABASE_URL: database.databaseUrl,
    DATABASE_AUTH_TOKEN: database.databaseToken,
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_FROM: '+15005550006',
    TWILIO_API_BASE: twilioApi.url,
    TELEGRAM_BOT_TOKEN: BOT_TOKEN,
    TELEGRAM_WEBHOOK_SECRET: WEBHOOK_SECRET,
    TELEGRAM_API_ROOT: telegramApi.url,
    ...env,
  };
  const secrets = Object.fromEntries(
    Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  process.env.WRANGLER_SEND_METRICS = 'false';
  const harness = createTestHarness({
    root: ROOT,
    workers: [
      {
        configPath: queue ? 'wrangler.toml' : withoutQueue(bundle),
        prebuiltWorkerDir: bundle.folder,
        secrets,
      },
    ],
  });
  await harness.listen();

  const answer = async (response: { status: number; text(): Promise<string> }): Promise<Answer> => ({
    status: response.status,
    text: await response.text(),
  });
  const post: RunningWorker['post'] = async (path, init) =>
    answer(await harness.fetch(path, { method: 'POST', duplex: 'half', ...init }));

  return {
    twilio,
    telegram,
    post,
    get: async (path) => answer(await harness.fetch(path)),
    sms: (fields, token = AUTH_TOKEN) => {
      const params = { To: '+15005550006', NumMedia: '0', ...fields };
      const path = '/webhooks/twilio';
      const signature = twilioSignatures.getExpectedTwilioSignature(token, `${PUBLIC_URL}${path}`, params);
      return post(path, {
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
        body: new URLSearchParams(params).toString(),
      });
    },
    update: (update, secret = WEBHOOK_SECRET) =>
      post('/webhooks/telegram', {
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
        body: JSON.stringify(update),
      }),
    cron: async () => {
      await harness.getWorker().scheduled({ cron: '* * * * *' });
    },
    logs: () =>
      harness.getLogs().flatMap(({ message }) => (message.startsWith('{') ? [JSON.parse(message)] : [])),
    stop: async () => {
      await harness.close();
      await Promise.all([twilioApi.close(), telegramApi.close()]);
    },
  };
}

function withoutQueue(bundle: Bundle): string {
  const config = readFileSync(join(ROOT, 'wrangler.toml'), 'utf8');
  const path = join(bundle.folder, 'without-queue.toml');
  writeFileSync(
    path,
    config
      .replace(/^\[\[queues\.[^[]*/gm, '')
      .replace('"src/worker.ts"', JSON.stringify(join(ROOT, 'src/worker.ts')))
      .replace('"content"', JSON.stringify(join(ROOT, 'content'))),
  );
  return path;
}

export function forget(bundle: Bundle): void {
  rmSync(bundle.folder, { recursive: true, force: true });
}

/** Waits for what happens by itself: the queue, and what it sends. */
export async function until(holds: () => boolean, forMs = 10_000): Promise<void> {
  const end = performance.now() + forMs;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`still not so after ${forMs} ms: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

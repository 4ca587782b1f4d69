/** The environment as one object: every fault is told at once, then the start stops. */
import * as z from 'zod';
import { type GatewayConfig, gatewayConfig } from './channels/gateway-request.ts';
import { SMS_CHANNELS, type SmsChannelName } from './message.ts';

const blank = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blank, schema.optional());
const numberFrom = (fits: (value: number) => boolean, error: string) =>
  z.coerce.number({ error }).refine(fits, error);
const perSecond = (most: number) =>
  numberFrom((value) => value > 0 && value <= most, `must be a number above 0, at most ${most}`);
const oneOf = <T extends string>(...names: readonly T[]) =>
  z.enum(names, { error: `must be ${names.join(', ').replace(/, (?=[^,]*$)/, ' or ')}` });
const addressFrom = (usual: string) =>
  z.preprocess(
    blank,
    z.url({ protocol: /^https?$/, error: `must be an address, e.g. ${usual}` }).default(usual),
  );

const WEAK_SECRETS = /^(?:change|secret|password|example|test|dev|xxx|123)/i;
const SECRET_CHARACTERS = 32;

const secret = z
  .string()
  .min(SECRET_CHARACTERS, {
    error: `needs at least ${SECRET_CHARACTERS} characters: make one with "openssl rand -base64 32"`,
    abort: true,
  })
  .refine(
    (value) => new Set(value).size >= 12 && !WEAK_SECRETS.test(value),
    'is too easy to guess: make one with "openssl rand -base64 32"',
  );

/** What begins with MG is sent as a messaging service. */
const TWILIO_SENDER = /^(?:\+[1-9]\d{7,14}|\d{3,6}|MG[0-9a-fA-F]{32}|(?!MG)(?=.*[A-Za-z])[\w &+.-]{1,11})$/;

const flag = z
  .preprocess((v) => (blank(v) === undefined ? 'false' : v), oneOf('true', 'false'))
  .transform((v) => v === 'true');

const environment = z.object({
  PORT: z.preprocess(
    blank,
    numberFrom(
      (port) => Number.isInteger(port) && port >= 0 && port <= 65_535,
      'must be a whole number up to 65535, e.g. 3000',
    ).default(3000),
  ),
  PUBLIC_URL: optional(
    z
      .url({
        protocol: /^https?$/,
        error: 'must be the address the world uses, e.g. https://vongtay.example.vn',
      })
      .refine((url) => !/[?#@]/.test(url), 'must be the address alone, without ?, # or a name before @')
      .transform((url) => url.replace(/\/+$/, '')),
  ),
  DATABASE_URL: z.preprocess(blank, z.string().default('file:data/vong-tay.db')),
  DATABASE_AUTH_TOKEN: optional(z.string()),
  NODE_ENV: z.preprocess(blank, oneOf('production', 'development', 'test').default('development')),
  APP_SECRET: optional(secret),
  APP_SECRET_PREVIOUS: optional(z.string()),
  ALLOW_UNREVIEWED: flag,
  AUDIO_DIR: optional(z.string()),
  DEMO_HOST: z.preprocess(blank, z.string().default('127.0.0.1')),
  TWILIO_ACCOUNT_SID: optional(
    z.string().regex(/^AC[0-9a-fA-F]{32}$/, 'starts with AC and has 34 characters'),
  ),
  TWILIO_AUTH_TOKEN: optional(z.string()),
  TWILIO_FROM: optional(
    z
      .string()
      .refine(
        (from) =>
          /[^\s,]/.test(from) &&
          from.split(',').every((sender) => /^\s*$/.test(sender) || TWILIO_SENDER.test(sender.trim())),
        'must be a number such as +84912345678, a short code, a sender name of at most 11 letters and digits, or the id of a messaging service (MG and 32 more); several stand between commas',
      ),
  ),
  /** Of each number: 1 for a long code, more for a short code or a registered sender. */
  TWILIO_SEGMENTS_PER_SECOND: z.preprocess(blank, perSecond(1_000).default(1)),
  TWILIO_API_BASE: addressFrom('https://api.twilio.com'),
  ESMS_API_KEY: optional(z.string()),
  ESMS_SECRET_KEY: optional(z.string()),
  ESMS_BRANDNAME: optional(
    z.string().regex(/^[\w .-]{1,11}$/, 'has at most 11 unaccented letters, digits, spaces, _ . or -'),
  ),
  ESMS_SHORTCODE_PRIVATE_KEY: optional(z.string()),
  ESMS_API_BASE: addressFrom('https://rest.esms.vn'),
  ESMS_CPID: optional(z.string()),
  GATEWAY_URL: optional(
    z.url({
      protocol: /^https?$/,
      error: 'must be the address of the gateway, e.g. http://192.168.1.20:8080/send',
    }),
  ),
  GATEWAY_SECRET: optional(secret),
  GATEWAY_METHOD: optional(oneOf('POST', 'PUT', 'GET')),
  GATEWAY_HEADERS: optional(z.string()),
  GATEWAY_BODY: optional(z.string()),
  GATEWAY_SEGMENTS_PER_SECOND: optional(perSecond(100)),
  SMS_CHANNEL: optional(oneOf(...SMS_CHANNELS)),
  TELEGRAM_BOT_TOKEN: optional(z.string().regex(/^\d+:[\w-]+$/, 'looks like 123456:ABC…, from @BotFather')),
  TELEGRAM_WEBHOOK_SECRET: optional(
    z.string().regex(/^[\w-]{16,256}$/, 'needs 16 to 256 letters, digits, _ or -'),
  ),
  TELEGRAM_API_ROOT: addressFrom('https://api.telegram.org'),
});

export type TwilioConfig = {
  readonly accountSid: string;
  readonly authToken: string;
  /** A number, or several between commas, which share the work. */
  readonly from: string;
  /** Of each number; 1 where not said. */
  readonly segmentsPerSecond?: number;
  readonly apiBase: string;
};
export type EsmsConfig = {
  readonly apiKey: string;
  readonly secretKey: string;
  readonly brandname: string;
  /** Signs what the short code receives. */
  readonly shortCodeKey: string;
  /** Our own id there: its sums have no separators, so that without it one can be cut anew. */
  readonly cpid: string | undefined;
  readonly apiBase: string;
};
export type TelegramConfig = {
  readonly token: string;
  readonly webhookSecret: string | undefined;
  readonly apiRoot: string;
};

export type Config = {
  readonly mode: 'demo' | 'real';
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string | undefined;
  readonly databaseUrl: string;
  readonly databaseToken: string | undefined;
  readonly secret: string;
  readonly previousSecret: string | undefined;
  readonly allowUnreviewed: boolean;
  /** Folder of recordings, on Node only. */
  readonly audioDir: string | undefined;
  readonly twilio: TwilioConfig | undefined;
  readonly esms: EsmsConfig | undefined;
  readonly gateway: GatewayConfig | undefined;
  /** The one way for every SMS; undefined: the way the person last wrote to us. */
  readonly smsChannel: SmsChannelName | undefined;
  readonly telegram: TelegramConfig | undefined;
};

/** What is wrong with the environment, a sentence each, saying what to do. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The service can't start:\n${faults.map((f) => `  - ${f}`).join('\n')}`);
    this.faults = faults;
  }
}

const DEMO_SECRET = 'demo mode keeps invented people only, so its key may be public';

/** Taken as they are: another space is another key. */
const VERBATIM = new Set(['APP_SECRET', 'APP_SECRET_PREVIOUS', 'GATEWAY_SECRET', 'GATEWAY_BODY']);

/** Without the spaces and line ends that env files leave around a value. */
function trimmed(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.keys(environment.shape).map((name) => [name, VERBATIM.has(name) ? env[name] : env[name]?.trim()]),
  );
}

export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const typed = trimmed(env);
  const quoted = Object.keys(typed).filter(
    (name) => !VERBATIM.has(name) && /^(["'`]).*\1$|^“.*”$/.test(typed[name] ?? ''),
  );
  const parsed = environment.safeParse(typed);
  if (!parsed.success || quoted.length > 0) {
    const issues = parsed.error?.issues ?? [];
    throw new ConfigError([
      ...quoted.map((name) => `${name} stands in quotes: write it without them`),
      ...issues
        .filter(({ path }) => !quoted.includes(path.join('.')))
        .map(({ path, message }) => `${path.join('.')} ${message}`),
    ]);
  }
  const e = parsed.data;
  const faults: string[] = [];
  const twilio = grouped(faults, 'Twilio', {
    accountSid: ['TWILIO_ACCOUNT_SID', e.TWILIO_ACCOUNT_SID],
    authToken: ['TWILIO_AUTH_TOKEN', e.TWILIO_AUTH_TOKEN],
    from: ['TWILIO_FROM', e.TWILIO_FROM],
  });
  const esms = grouped(faults, 'eSMS', {
    apiKey: ['ESMS_API_KEY', e.ESMS_API_KEY],
    secretKey: ['ESMS_SECRET_KEY', e.ESMS_SECRET_KEY],
    brandname: ['ESMS_BRANDNAME', e.ESMS_BRANDNAME],
    shortCodeKey: ['ESMS_SHORTCODE_PRIVATE_KEY', e.ESMS_SHORTCODE_PRIVATE_KEY],
  });
  const gateway = gatewayConfig(faults, {
    group: grouped(faults, 'The SMS gateway', {
      url: ['GATEWAY_URL', e.GATEWAY_URL],
      secret: ['GATEWAY_SECRET', e.GATEWAY_SECRET],
    }),
    method: e.GATEWAY_METHOD,
    headers: e.GATEWAY_HEADERS,
    body: e.GATEWAY_BODY,
    segmentsPerSecond: e.GATEWAY_SEGMENTS_PER_SECOND,
  });
  const sms = { twilio, esms, gateway };
  const telegram = e.TELEGRAM_BOT_TOKEN !== undefined;
  if (!telegram && e.TELEGRAM_WEBHOOK_SECRET !== undefined) {
    faults.push('Telegram is set up by half: TELEGRAM_BOT_TOKEN missing');
  }
  const production = e.NODE_ENV === 'production';
  const anyChannel = telegram || Object.values(sms).some((channel) => channel !== undefined);
  if (e.SMS_CHANNEL !== undefined && sms[e.SMS_CHANNEL] === undefined) {
    faults.push(`SMS_CHANNEL is ${e.SMS_CHANNEL}, which is not set up: set it up, or leave SMS_CHANNEL out`);
  }
  const mode = !anyChannel && !production && faults.length === 0 ? 'demo' : 'real';

  if (mode === 'real') {
    if (e.APP_SECRET === undefined) {
      faults.push(
        'APP_SECRET is missing: it encrypts phone numbers. Make one with "openssl rand -base64 32" and keep it safe',
      );
    }
    if (twilio !== undefined && e.PUBLIC_URL === undefined) {
      faults.push(
        'PUBLIC_URL is missing: Twilio signs its requests for the public address, so they could not be checked',
      );
    }
    if (esms !== undefined && e.PUBLIC_URL === undefined) {
      faults.push('PUBLIC_URL is missing: eSMS brings its delivery receipts there');
    }
    if (telegram && e.PUBLIC_URL !== undefined && e.TELEGRAM_WEBHOOK_SECRET === undefined) {
      faults.push('TELEGRAM_WEBHOOK_SECRET is missing: without it anyone could post updates to the webhook');
    }
    if (e.NODE_ENV === 'production' && e.PUBLIC_URL?.startsWith('http:')) {
      faults.push('PUBLIC_URL must be https in production');
    }
  }
  if (faults.length > 0) throw new ConfigError(faults);

  return {
    mode,
    production,
    port: e.PORT,
    host: mode === 'demo' ? e.DEMO_HOST : '0.0.0.0',
    publicUrl: e.PUBLIC_URL,
    databaseUrl: mode === 'demo' ? 'file:data/demo.db' : e.DATABASE_URL,
    databaseToken: e.DATABASE_AUTH_TOKEN,
    secret: mode === 'demo' ? DEMO_SECRET : (e.APP_SECRET ?? ''),
    previousSecret: mode === 'demo' ? undefined : e.APP_SECRET_PREVIOUS,
    allowUnreviewed: e.ALLOW_UNREVIEWED || !production,
    audioDir: e.AUDIO_DIR,
    twilio:
      twilio === undefined
        ? undefined
        : { ...twilio, segmentsPerSecond: e.TWILIO_SEGMENTS_PER_SECOND, apiBase: e.TWILIO_API_BASE },
    esms:
      esms === undefined
        ? undefined
        : { ...esms, cpid: e.ESMS_CPID, apiBase: e.ESMS_API_BASE.replace(/\/+$/, '') },
    gateway,
    smsChannel: e.SMS_CHANNEL,
    telegram:
      e.TELEGRAM_BOT_TOKEN === undefined
        ? undefined
        : {
            token: e.TELEGRAM_BOT_TOKEN,
            webhookSecret: e.TELEGRAM_WEBHOOK_SECRET,
            apiRoot: e.TELEGRAM_API_ROOT.replace(/\/+$/, ''),
          },
  };
}

/** All of a provider's settings, or none: half of them is a fault that names what is missing. */
function grouped<K extends string>(
  faults: string[],
  provider: string,
  settings: Readonly<Record<K, readonly [string, string | undefined]>>,
): Readonly<Record<K, string>> | undefined {
  const entries = Object.entries(settings) as [K, readonly [string, string | undefined]][];
  const missing = entries.filter(([, [, value]]) => value === undefined).map(([, [name]]) => name);
  if (missing.length === entries.length) return undefined;
  if (missing.length > 0) {
    faults.push(`${provider} is set up by half: ${missing.join(', ')} missing`);
    return undefined;
  }
  return Object.fromEntries(entries.map(([key, [, value]]) => [key, value])) as Record<K, string>;
}

import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

const SECRET = 'k3J9-qPz7-mW2x-Rt5v-Yb8n-Lc4d-Gf6h';
const TWILIO = {
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_FROM: '+15005550006',
};

const ESMS = {
  ESMS_API_KEY: 'key',
  ESMS_SECRET_KEY: 'secret',
  ESMS_BRANDNAME: 'VongTay',
  ESMS_SHORTCODE_PRIVATE_KEY: 'private',
};

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

test('with nothing configured it is a demo, on this machine only, in a file of its own', () => {
  const config = readConfig({ DATABASE_URL: 'file:data/real.db' });
  expect(config).toMatchObject({
    mode: 'demo',
    host: '127.0.0.1',
    databaseUrl: 'file:data/demo.db',
    port: 3000,
  });
});

test('a channel makes it the real service', () => {
  const config = readConfig({ ...TWILIO, APP_SECRET: SECRET, PUBLIC_URL: 'https://vongtay.example/' });
  expect(config).toMatchObject({
    mode: 'real',
    publicUrl: 'https://vongtay.example',
    databaseUrl: 'file:data/vong-tay.db',
  });
});

test('production without any channel is the real service too, and wants its secret', () => {
  expect(faultsOf({ NODE_ENV: 'production' })).toEqual([expect.stringMatching(/^APP_SECRET is missing/)]);
});

describe('a start that could not be safe is refused with a sentence', () => {
  const real = { ...TWILIO, APP_SECRET: SECRET, PUBLIC_URL: 'https://vongtay.example' };
  const table: readonly (readonly [string, Record<string, string>, RegExp])[] = [
    ['a short secret', { ...real, APP_SECRET: 'short' }, /APP_SECRET needs at least 32 characters/],
    ['a secret of one letter', { ...real, APP_SECRET: 'a'.repeat(40) }, /APP_SECRET is too easy to guess/],
    [
      'a secret from an example',
      { ...real, APP_SECRET: 'changeme-changeme-0123456789-abcdef' },
      /APP_SECRET is too easy/,
    ],
    ['Twilio without a public address', { ...TWILIO, APP_SECRET: SECRET }, /PUBLIC_URL is missing/],
    [
      'half of Twilio',
      { TWILIO_AUTH_TOKEN: 'x', APP_SECRET: SECRET },
      /Twilio is set up by half: TWILIO_ACCOUNT_SID, TWILIO_FROM missing/,
    ],
    [
      'half of eSMS',
      { ESMS_API_KEY: 'x', ESMS_BRANDNAME: 'VongTay', APP_SECRET: SECRET, PUBLIC_URL: 'https://x.example' },
      /eSMS is set up by half: ESMS_SECRET_KEY, ESMS_SHORTCODE_PRIVATE_KEY missing/,
    ],
    [
      'a number as it is written at home',
      { ...real, TWILIO_FROM: '0912345678' },
      /^TWILIO_FROM must be a number such as \+84/,
    ],
    [
      'one such number of two',
      { ...real, TWILIO_FROM: '+15005550006, 84912345678' },
      /^TWILIO_FROM must be a/,
    ],
    ['half of a messaging service', { ...real, TWILIO_FROM: 'MG0123' }, /^TWILIO_FROM must be a number/],
    ['a sender name with accents', { ...real, TWILIO_FROM: 'Vòng Tay' }, /^TWILIO_FROM must be a number/],
    ['eSMS without a public address', { ...ESMS, APP_SECRET: SECRET }, /PUBLIC_URL is missing: eSMS/],
    [
      'a brandname that is none',
      { ...real, ...ESMS, ESMS_BRANDNAME: 'Vòng Tay' },
      /ESMS_BRANDNAME has at most 11/,
    ],
    [
      'a way for SMS that is not set up',
      { ...real, SMS_CHANNEL: 'esms' },
      /SMS_CHANNEL is esms, which is not/,
    ],
    ['a way for SMS that is none', { ...real, SMS_CHANNEL: 'pigeon' }, /SMS_CHANNEL/],
    [
      'a Telegram webhook without its secret',
      { TELEGRAM_BOT_TOKEN: '1:abc', APP_SECRET: SECRET, PUBLIC_URL: 'https://x.example' },
      /TELEGRAM_WEBHOOK_SECRET is missing/,
    ],
    ['a public address that is none', { ...real, PUBLIC_URL: 'vongtay' }, /PUBLIC_URL must be the address/],
    [
      'plain http in production',
      { ...real, NODE_ENV: 'production', PUBLIC_URL: 'http://vongtay.example' },
      /PUBLIC_URL must be https/,
    ],
    ['a port that is none', { PORT: '99999' }, /^PORT /],
    ['a port in words', { PORT: 'abc' }, /^PORT must be a whole number up to 65535, e\.g\. 3000$/],
    ['half a port', { PORT: '30.5' }, /^PORT must be a whole number/],
    ['a mode that is none', { NODE_ENV: 'prod' }, /^NODE_ENV must be production, development or test$/],
    ['a yes that is none', { ALLOW_UNREVIEWED: 'yes' }, /^ALLOW_UNREVIEWED must be true or false$/],
    [
      'a speed of nothing',
      { ...real, TWILIO_SEGMENTS_PER_SECOND: '0' },
      /^TWILIO_SEGMENTS_PER_SECOND must be a number above 0, at most 1000$/,
    ],
    [
      'a speed in words',
      { ...real, GATEWAY_SEGMENTS_PER_SECOND: 'fast' },
      /^GATEWAY_SEGMENTS_PER_SECOND must be/,
    ],
    ['numbers that are none', { ...real, TWILIO_FROM: ',' }, /^TWILIO_FROM must be a number such as/],
    ['a name for a number', { ...real, TWILIO_FROM: '+1500555000, VongTay 0912' }, /^TWILIO_FROM must be/],
    [
      'an address of no web',
      { ...real, ESMS_API_BASE: 'ftp://x' },
      /^ESMS_API_BASE must be an address, e\.g\. https:\/\/rest\.esms\.vn$/,
    ],
    [
      'an address in words',
      { ...real, TELEGRAM_API_ROOT: 'telegram' },
      /^TELEGRAM_API_ROOT must be an address/,
    ],
    [
      'a public address with more than itself',
      { ...real, PUBLIC_URL: 'https://vongtay.example/x?y=1' },
      /^PUBLIC_URL must be the address alone/,
    ],
    [
      'a webhook for no Telegram',
      { ...real, TELEGRAM_WEBHOOK_SECRET: 'k3J9-qPz7-mW2x-Rt5v' },
      /^Telegram is set up by half: TELEGRAM_BOT_TOKEN missing$/,
    ],
    [
      'a value in quotes',
      { ...real, PUBLIC_URL: "'https://vongtay.example'" },
      /^PUBLIC_URL stands in quotes: write it without them$/,
    ],
    ['a token in quotes', { ...real, TWILIO_AUTH_TOKEN: '"token"' }, /^TWILIO_AUTH_TOKEN stands in quotes/],
  ];
  for (const [name, env, message] of table) {
    test(name, () => expect(faultsOf(env)).toEqual([expect.stringMatching(message)]));
  }

  test('every fault is told at once', () => {
    expect(faultsOf({ PORT: 'x', APP_SECRET: 'short', TELEGRAM_BOT_TOKEN: 'nonsense' })).toHaveLength(3);
  });
});

test('no fault repeats the secret that it complains about', () => {
  const secret = 'aaaabbbbccccdddd';
  expect(faultsOf({ ...TWILIO, APP_SECRET: secret, PUBLIC_URL: 'https://x.example' }).join()).not.toContain(
    secret,
  );
});

test.each(['+15005550006', '+84912345678, +15005550006,', '8085', 'VongTay', `MG${'0a'.repeat(16)}`])(
  'TWILIO_FROM may be %s',
  (from) => {
    const env = { ...TWILIO, APP_SECRET: SECRET, PUBLIC_URL: 'https://x.example', TWILIO_FROM: from };
    expect(readConfig(env).twilio?.from).toBe(from);
  },
);

test('a blank variable counts as absent', () => {
  expect(readConfig({ TWILIO_ACCOUNT_SID: '', TWILIO_AUTH_TOKEN: ' ', PUBLIC_URL: '' }).mode).toBe('demo');
});

test('spaces and line ends around a value are none of it; a key is taken as it is', () => {
  const config = readConfig({
    ...TWILIO,
    TWILIO_AUTH_TOKEN: ' token\r',
    NODE_ENV: 'production ',
    PUBLIC_URL: ' https://vongtay.example\r\n',
    DATABASE_URL: ' file:data/x.db\t',
    APP_SECRET: ` "${SECRET}" `,
  });
  expect(config).toMatchObject({
    production: true,
    publicUrl: 'https://vongtay.example',
    databaseUrl: 'file:data/x.db',
    secret: ` "${SECRET}" `,
    twilio: { authToken: 'token' },
  });
});

test('recordings come from a folder, and an empty setting is none', () => {
  expect(readConfig({ AUDIO_DIR: '/srv/audio' }).audioDir).toBe('/srv/audio');
  expect(readConfig({ AUDIO_DIR: ' ' }).audioDir).toBeUndefined();
  expect(readConfig({}).audioDir).toBeUndefined();
});

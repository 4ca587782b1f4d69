/** What the service, the providers and the driver have to agree about. */

export type TwilioAccount = { readonly sid: string; readonly token: string };

export const TWILIO: TwilioAccount = { sid: `AC${'0'.repeat(32)}`, token: 'crash bench token' };
export const OUR_NUMBER = '+15005550006';
export const BOT_TOKEN = '123456:crash-bench';
export const WEBHOOK_SECRET = 'crash-bench-webhook-secret';
export const APP_SECRET = 'crash-only-correct-horse-battery-staple';

/**
 * The morning on which every run begins, whatever the day: messages may leave, the month's reports are asked for, and
 * the night is far.
 */
export const MORNING = Date.parse('2026-11-25T08:05:00+07:00');

export type Addresses = {
  /** Where the service listens. */
  readonly port: number;
  readonly twilioPort: number;
  readonly telegramPort: number;
  readonly file: string;
};

export function publicUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}

export function serviceEnv({ port, twilioPort, telegramPort, file }: Addresses) {
  return {
    NODE_ENV: 'test',
    PORT: String(port),
    APP_SECRET,
    PUBLIC_URL: publicUrl(port),
    DATABASE_URL: `file:${file}`,
    TWILIO_ACCOUNT_SID: TWILIO.sid,
    TWILIO_AUTH_TOKEN: TWILIO.token,
    TWILIO_FROM: OUR_NUMBER,
    TWILIO_SEGMENTS_PER_SECOND: '100',
    TWILIO_API_BASE: `http://127.0.0.1:${twilioPort}`,
    TELEGRAM_BOT_TOKEN: BOT_TOKEN,
    TELEGRAM_WEBHOOK_SECRET: WEBHOOK_SECRET,
    TELEGRAM_API_ROOT: `http://127.0.0.1:${telegramPort}`,
  };
}

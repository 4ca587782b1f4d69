/**
 * Every call we make to Twilio, checked against Twilio's own OpenAPI description: `PEERS` is a folder with a stand-in
 * and the description, `PRISM` the command that proxies between them. Skipped where they are not given.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { twilioSender } from '../../src/channels/twilio.ts';
import type { Outbound } from '../../src/message.ts';

const { PEERS, PRISM } = process.env;
const STAND_IN_PORT = 8182;
const PRISM_PORT = 8183;
const ACCOUNT = `AC${'0'.repeat(32)}`;

const message = (over: Partial<Outbound> = {}): Outbound => ({
  to: { kind: 'phone', value: '+84912345678' },
  text: 'Da nhan BC T10/2026 thon Na Ban: KT5 KD3.\nCon thieu: TS TE.',
  buttons: [],
  deliveryId: 7,
  ...over,
});

describe.skipIf(PEERS === undefined || PRISM === undefined)('Twilio, by its own description', () => {
  const children: ChildProcess[] = [];
  const control = (path: string, body?: unknown) =>
    fetch(`http://127.0.0.1:${STAND_IN_PORT}${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    }).then((r) => r.json());

  beforeAll(async () => {
    children.push(
      spawn(process.execPath, [join(PEERS ?? '', 'twilio.mjs'), String(STAND_IN_PORT)], { stdio: 'ignore' }),
      spawn(
        PRISM ?? '',
        [
          'proxy',
          join(PEERS ?? '', 'twilio-api-v2010.openapi.json'),
          `http://127.0.0.1:${STAND_IN_PORT}`,
          '--errors',
          '-p',
          String(PRISM_PORT),
        ],
        { stdio: 'ignore' },
      ),
    );
    for (let tries = 0; tries < 120; tries += 1) {
      const up = await fetch(`http://127.0.0.1:${PRISM_PORT}/`).then(
        () => true,
        () => false,
      );
      if (up) return;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error('the proxy did not start');
  }, 70_000);

  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
  });

  const sender = (from: string) =>
    twilioSender({
      config: { accountSid: ACCOUNT, authToken: 'token', from, apiBase: `http://127.0.0.1:${PRISM_PORT}` },
      publicUrl: 'https://vongtay.example',
      fetch,
    });

  test('a message from a number, and one through a messaging service, are valid calls', async () => {
    await control('/_reset', {});
    expect(await sender('+15005550006').send(message())).toMatchObject({ kind: 'accepted' });
    expect(
      await sender(`MG${'0'.repeat(32)}`).send(message({ text: 'Chào chị, bé 6 tháng rồi.' })),
    ).toMatchObject({ kind: 'accepted' });
    const log = (await control('/_log')) as { form: Record<string, string> }[];
    expect(log.map((entry) => entry.form)).toEqual([
      {
        To: '+84912345678',
        From: '+15005550006',
        Body: 'Da nhan BC T10/2026 thon Na Ban: KT5 KD3.\nCon thieu: TS TE.',
        StatusCallback: 'https://vongtay.example/webhooks/twilio/status?d=7',
      },
      {
        To: '+84912345678',
        MessagingServiceSid: `MG${'0'.repeat(32)}`,
        Body: 'Chào chị, bé 6 tháng rồi.',
        StatusCallback: 'https://vongtay.example/webhooks/twilio/status?d=7',
      },
    ]);
  });

  test('what Twilio refuses for good, for now, or leaves open is told apart', async () => {
    await control('/_plan', [
      { status: 400, code: 21610 },
      { status: 400, code: 21614 },
      { status: 429 },
      { status: 500 },
      { drop: true },
    ]);
    const port = twilioSender({
      config: {
        accountSid: ACCOUNT,
        authToken: 'token',
        from: '+15005550006',
        apiBase: `http://127.0.0.1:${STAND_IN_PORT}`,
      },
      publicUrl: 'https://vongtay.example',
      fetch,
    });
    const results = [];
    for (let n = 0; n < 5; n += 1) results.push(await port.send(message()));
    expect(results).toEqual([
      { kind: 'failed', reason: 'opted-out-at-provider', reach: 'blocked' },
      { kind: 'failed', reason: 'number-invalid', reach: 'invalid' },
      { kind: 'retry', reason: 'provider-busy', pauseMs: 1_000 },
      { kind: 'unknown', reason: 'provider-error' },
      { kind: 'unknown', reason: 'no-answer' },
    ]);
  });
});

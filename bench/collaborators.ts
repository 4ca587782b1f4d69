/** A database with collaborators who are allowed to report, and the signed texts that they send. */
import crypto from 'node:crypto';
import type autocannon from 'autocannon';
import { units, villages } from '../db/schema.ts';
import { readConfig } from '../src/config.ts';
import { openStore } from '../src/node/open-database.ts';
import { createSecrets } from '../src/secrets.ts';
import { addContact } from '../src/store/contacts.ts';
import { insert } from '../src/store/statement.ts';
import { addRole } from '../src/store/villages.ts';

export const BENCH_ENV = {
  NODE_ENV: 'test',
  APP_SECRET: 'bench-only-correct-horse-battery-staple',
  PUBLIC_URL: 'https://bench.example',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'bench token',
  TWILIO_FROM: '+15005550006',
} as const;

export const COLLABORATORS = 2_000;

export function numberOf(n: number): string {
  return `+84200${String(n % COLLABORATORS).padStart(6, '0')}`;
}

/** Every collaborator with a village of their own, in one commune. */
export async function makeCollaborators(file: string): Promise<void> {
  const config = readConfig({ ...BENCH_ENV, DATABASE_URL: `file:${file}` });
  const store = await openStore(config.databaseUrl, config.mode);
  const secrets = createSecrets(crypto, config.secret);
  const commune = { code: '03595', validFrom: '2025-07-01' };
  await store.commit([
    insert(units, {
      ...commune,
      level: 'commune',
      kind: 'xa',
      name: 'Mường Than',
      nameFolded: 'muong than',
      provinceCode: '12',
      provinceName: 'Lai Châu',
    }),
  ]);
  for (let n = 0; n < COLLABORATORS; n += 1) {
    const id = `bench-${n}`;
    const number = numberOf(n);
    await store.commit([
      insert(villages, {
        id,
        communeCode: commune.code,
        communeFrom: commune.validFrom,
        name: `Thôn ${n}`,
        nameFolded: `thon ${n}`,
      }),
      addContact({
        id,
        kind: 'phone',
        addressMac: secrets.mac(`phone:${number}`),
        addressSealed: secrets.seal(number),
        consent: 'in',
        createdAt: 0,
      }),
      addRole({
        id,
        contactId: id,
        role: 'collaborator',
        scope: `village:${id}`,
        villageId: id,
        status: 'active',
        madeBy: 'bench',
        at: 0,
      }),
    ]);
  }
  store.close();
}

export type SignedText = { readonly body: string; readonly signature: string };

/** Numbers change from text to text, so that each is a new version of a report and not a repeat. */
export function signedText(n: number, path = '/webhooks/twilio', text = reportText(n)): SignedText {
  const params: Record<string, string> = {
    From: numberOf(n),
    To: BENCH_ENV.TWILIO_FROM,
    Body: text,
    MessageSid: `SM${String(n).padStart(32, '0')}`,
    AccountSid: BENCH_ENV.TWILIO_ACCOUNT_SID,
    NumMedia: '0',
    NumSegments: '1',
    SmsStatus: 'received',
    ApiVersion: '2010-04-01',
  };
  const signed = Object.keys(params)
    .sort()
    .reduce((all, key) => `${all}${key}${params[key]}`, `${BENCH_ENV.PUBLIC_URL}${path}`);
  return {
    body: new URLSearchParams(params).toString(),
    signature: crypto.createHmac('sha1', BENCH_ENV.TWILIO_AUTH_TOKEN).update(signed).digest('base64'),
  };
}

export function reportText(n: number): string {
  const round = Math.floor(n / COLLABORATORS);
  return `BC KT${(round % 90) + 9} KD${(round % 8) + 1}`;
}

/** A month that there is not: read to its end, refused with the reason and a line with their own numbers. */
export function refusedText(n: number): string {
  return `BC T13 KT${(n % 90) + 9} KD${(n % 8) + 1}`;
}

/** All that the form asks of a village each month. */
export function fullText(n: number): string {
  const round = Math.floor(n / COLLABORATORS);
  return `BC TS${(round % 90) + 200} TE${(round % 90) + 99} TD20 CM9 CK8 KT${(round % 9) + 5} KD2 CP4 CH3 DB2 DG1`;
}

/** One webhook as the load generator wants it: the next signed text each time. */
export function webhookRequest(next: () => SignedText): autocannon.Request {
  return {
    method: 'POST',
    path: '/webhooks/twilio',
    setupRequest: (request) => {
      const text = next();
      return {
        ...request,
        body: text.body,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-twilio-signature': text.signature,
        },
      };
    },
  };
}

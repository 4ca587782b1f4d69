/** A stand-in for eSMS: keeps what it was asked to send, once for each RequestId; fails when told to; signs as it does. */
import crypto from 'node:crypto';

export const ESMS_ENV = {
  ESMS_API_KEY: 'an api key that only the test knows',
  ESMS_SECRET_KEY: 'a secret key that only the test knows',
  ESMS_BRANDNAME: 'VongTay',
  ESMS_SHORTCODE_PRIVATE_KEY: '17417a0d20114d36a902e49cad0e97f3',
  ESMS_CPID: '42',
  ESMS_API_BASE: 'https://esms.test',
} as const;

export type EsmsRequest = Readonly<
  Record<
    | 'ApiKey'
    | 'SecretKey'
    | 'Brandname'
    | 'SmsType'
    | 'Phone'
    | 'Content'
    | 'IsUnicode'
    | 'RequestId'
    | 'CallbackUrl',
    string
  >
> & { readonly smsId: string };

export type EsmsFault =
  | { readonly code: string }
  | { readonly status: number }
  | { readonly body: string }
  | { readonly throws: 'refused' | 'timeout' }
  /** Taken, but its answer never came. */
  | { readonly takenThen: 'timeout' };

export type EsmsDouble = {
  readonly sent: EsmsRequest[];
  /** One a call, in order; an empty list answers normally. */
  readonly faults: EsmsFault[];
  readonly calls: () => number;
  readonly fetch: typeof fetch;
};

export function esmsDouble(): EsmsDouble {
  const sent: EsmsRequest[] = [];
  const faults: EsmsFault[] = [];
  let calls = 0;
  return {
    sent,
    faults,
    calls: () => calls,
    fetch: async (url, init) => {
      calls += 1;
      if (!String(url).endsWith('/MainService.svc/json/SendMultipleMessage_V4_post_json/')) {
        return new Response('Not Found', { status: 404 });
      }
      const fault = faults.shift();
      if (fault !== undefined && 'throws' in fault) throw thrown(fault.throws);
      if (fault !== undefined && 'status' in fault) return new Response('', { status: fault.status });
      if (fault !== undefined && 'body' in fault) return new Response(fault.body);
      if (fault !== undefined && 'code' in fault) {
        return Response.json({ CodeResult: fault.code, CountRegenerate: 0, ErrorMessage: 'told to fail' });
      }
      const request = JSON.parse(String(init?.body)) as Omit<EsmsRequest, 'smsId'>;
      if (sent.some((known) => known.RequestId === request.RequestId)) {
        return Response.json({ CodeResult: '124', CountRegenerate: 0, ErrorMessage: 'Request exist 1' });
      }
      const smsId = `d533459ee42b2b9525ba9eabf6a8${sent.length + 1}`;
      sent.push({ ...request, smsId });
      if (fault !== undefined) throw thrown(fault.takenThen);
      return Response.json({ CodeResult: '100', CountRegenerate: 0, SMSID: smsId });
    },
  };
}

function thrown(kind: 'refused' | 'timeout'): Error {
  return kind === 'timeout'
    ? new DOMException('timed out', 'TimeoutError')
    : new TypeError('fetch failed', {
        cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
      });
}

export type ShortCodeMessage = {
  readonly sender: string;
  readonly content: string;
  readonly smsid: string;
  readonly serviceNumber: string;
  readonly keyword: string;
  readonly cpid: string;
  readonly receiverTime: string;
};

/** The path that eSMS calls for a message to the short code. */
export function shortCodePath(
  message: Partial<ShortCodeMessage> & { readonly content: string },
  as: 'hex' | 'base64' = 'base64',
  key: string = ESMS_ENV.ESMS_SHORTCODE_PRIVATE_KEY,
): string {
  const whole: ShortCodeMessage = {
    sender: '84912345678',
    smsid: '20261102090000123',
    serviceNumber: '8079',
    keyword: message.content.split(' ')[0] ?? '',
    cpid: '42',
    receiverTime: '20261102085930',
    ...message,
  };
  const signed = `${whole.cpid}${whole.smsid}${whole.content}${whole.receiverTime}${key}`;
  const sign = crypto.createHash('md5').update(signed).digest(as);
  return `/webhooks/esms?${new URLSearchParams({ ...whole, sign })}`;
}

/** A stand-in for an SMS gateway, such as a telephone with a SIM: takes what it is sent, signs what it brings. */
import crypto from 'node:crypto';

export const GATEWAY_ENV = {
  GATEWAY_URL: 'http://phone.test:8080/send',
  GATEWAY_SECRET: 'h7Qe-Lm2x-Zp9v-Rk4t-Wn6c-Ys8b-Gd3f',
} as const;

export type GatewayCall = {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string;
};

export type GatewayFault =
  | { readonly status: number; readonly location?: string }
  | { readonly throws: 'refused' | 'timeout' };

export type GatewayDouble = {
  readonly calls: GatewayCall[];
  /** One a call, in order; an empty list answers normally. */
  readonly faults: GatewayFault[];
  readonly fetch: typeof fetch;
};

export function gatewayDouble(): GatewayDouble {
  const calls: GatewayCall[] = [];
  const faults: GatewayFault[] = [];
  return {
    calls,
    faults,
    fetch: async (url, init) => {
      calls.push({
        url: String(url),
        method: init?.method ?? 'GET',
        headers: new Headers(init?.headers),
        body: String(init?.body ?? ''),
      });
      const fault = faults.shift();
      if (fault === undefined) return new Response('queued', { status: 202 });
      if ('status' in fault) {
        const headers = fault.location === undefined ? {} : { location: fault.location };
        return new Response(null, { status: fault.status, headers });
      }
      throw fault.throws === 'timeout'
        ? new DOMException('timed out', 'TimeoutError')
        : new TypeError('fetch failed', {
            cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
          });
    },
  };
}

/** The headers that prove a body; `at` in ms. */
export function signedHeaders(
  body: string,
  at: number,
  secret: string = GATEWAY_ENV.GATEWAY_SECRET,
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const hmac = crypto.createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return { 'content-type': 'application/json', 'x-timestamp': timestamp, 'x-signature': `sha256=${hmac}` };
}

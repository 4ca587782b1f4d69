/** What a failed HTTP call means for a message: was the connection ever made, and what does the status say? */
import type { SendResult } from '../message.ts';

const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);
/** No secure connection came about, or the certificate was refused, before anything was sent: OpenSSL's names of it. */
const NOT_SECURED =
  /^(?:CERT|CRL|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|INVALID_(?:CA|PURPOSE)$|PATH_LENGTH|HOSTNAME_MISMATCH|ERR_SSL_.*(?:WRONG_VERSION_NUMBER|HANDSHAKE_FAILURE|PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_AVAILABLE|UNRECOGNIZED_NAME)$)/;

/** True only where the request can't have reached the provider; any doubt is false. */
export function neverConnected(error: unknown): boolean {
  let current: unknown = error;
  for (let depth = 0; depth < 4 && current instanceof Error; depth += 1) {
    const code = (current as { code?: unknown }).code;
    if (typeof code === 'string' && (NOT_CONNECTED.has(code) || NOT_SECURED.test(code))) return true;
    current = (current as { error?: unknown }).error ?? current.cause;
  }
  return false;
}

/**
 * The provider's answer, or what it means that there is none. Told apart by `kind`: the server library on Node replaces
 * the global Response, so that what fetch gives is no instance of it.
 */
export async function answerOf(call: Promise<Response>): Promise<Response | SendResult> {
  try {
    return await call;
  } catch (error) {
    return neverConnected(error)
      ? { kind: 'retry', reason: 'provider-unreachable' }
      : { kind: 'unknown', reason: 'no-answer' };
  }
}

/** undefined where the body has to tell. */
export function statusResult(status: number): SendResult | undefined {
  // 429 was never processed; after a 5xx the message may exist.
  if (status === 429) return { kind: 'retry', reason: 'provider-busy', pauseMs: 1_000 };
  if (status >= 500) return { kind: 'unknown', reason: 'provider-error' };
  if (status === 401 || status === 403) return { kind: 'retry', reason: 'provider-credentials' };
  // Nobody takes messages at that address.
  if ((status >= 300 && status < 400) || status === 404 || status === 405)
    return { kind: 'retry', reason: 'provider-setup' };
  return undefined;
}

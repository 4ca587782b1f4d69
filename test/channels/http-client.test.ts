import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { answerOf, neverConnected } from '../../src/channels/http-failure.ts';
import { quickFetch } from '../../src/node/http-client.ts';

const closings: (() => void)[] = [];
afterEach(() => {
  for (const close of closings.splice(0)) close();
});

async function server(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const http = createServer(answer).listen(0, '127.0.0.1');
  await once(http, 'listening');
  closings.push(() => {
    http.closeAllConnections();
    http.close();
  });
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request.setEncoding('utf8')) body += part;
  return body;
}

test('a form with its headers goes over, and the answer comes back as fetch gives it', async () => {
  const url = await server(async (request, response) => {
    const seen = {
      method: request.method,
      type: request.headers['content-type'],
      body: await bodyOf(request),
    };
    response.writeHead(201, { 'content-type': 'application/json', 'x-two': ['a', 'b'] });
    response.end(JSON.stringify(seen));
  });
  const answer = await quickFetch()(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ Body: 'Chào mẹ & bé' }).toString(),
  });
  expect([answer.status, answer.ok, answer.headers.get('x-two')]).toEqual([201, true, 'a, b']);
  expect(await answer.json()).toEqual({
    method: 'POST',
    type: 'application/x-www-form-urlencoded',
    body: 'Body=Ch%C3%A0o+m%E1%BA%B9+%26+b%C3%A9',
  });
});

test('an answer without a body, and one that moves elsewhere, are told as they are', async () => {
  const url = await server((request, response) => {
    response.writeHead(request.url === '/gone' ? 302 : 204, { location: '/elsewhere' });
    response.end();
  });
  const send = quickFetch();
  expect((await send(`${url}/gone`)).status).toBe(302);
  const empty = await send(url);
  expect([empty.status, await empty.text()]).toEqual([204, '']);
});

test('a call that is too late ends, and its message may have arrived', async () => {
  const url = await server(() => {});
  const call = quickFetch()(url, { method: 'POST', body: 'x', signal: AbortSignal.timeout(50) });
  expect(await answerOf(call)).toEqual({ kind: 'unknown', reason: 'no-answer' });
});

test('a connection that breaks after the request may have delivered it', async () => {
  const url = await server((request) => request.socket.destroy());
  const call = quickFetch()(url, { method: 'POST', body: 'x' });
  expect(await answerOf(call)).toEqual({ kind: 'unknown', reason: 'no-answer' });
});

test('nobody there, or no such name, is sure not to have delivered it', async () => {
  const send = quickFetch();
  const refused = await send('http://127.0.0.1:1/').catch((error: unknown) => error);
  expect(neverConnected(refused)).toBe(true);
  const nameless = await send('http://nobody.invalid/').catch((error: unknown) => error);
  expect(neverConnected(nameless)).toBe(true);
});

test('a port that does not speak TLS never got the message', async () => {
  const url = await server((_request, response) => response.end());
  const call = quickFetch()(url.replace('http:', 'https:'), { method: 'POST', body: 'x' });
  expect(await answerOf(call)).toEqual({ kind: 'retry', reason: 'provider-unreachable' });
});

test.each([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_NOT_YET_VALID',
  'CERT_HAS_EXPIRED',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'INVALID_PURPOSE',
])('%s comes before anything is sent', (code) => {
  const cause = Object.assign(new Error('refused'), { code });
  expect(neverConnected(new TypeError('fetch failed', { cause }))).toBe(true);
});

test.each([
  'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC',
  'ERR_SSL_UNEXPECTED_EOF_WHILE_READING',
  'ECONNRESET',
])('%s may come after the message was sent', (code) =>
  expect(neverConnected(Object.assign(new Error('broken'), { code }))).toBe(false),
);

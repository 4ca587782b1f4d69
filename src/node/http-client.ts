/**
 * `fetch` as the senders use it, over undici's `request`: the platform's own costs four times the processor time, which
 * a backlog of a hundred thousand messages feels. No redirect is followed: a moved address is a fault to be told.
 */
import { Agent, request } from 'undici';

/** No body may stand in such an answer. */
const EMPTY: ReadonlySet<number> = new Set([204, 205, 304]);

export function quickFetch(): typeof fetch {
  const dispatcher = new Agent();
  return async (input, init = {}) => {
    const { method = 'GET', headers, body, signal } = init;
    if (input instanceof Request || (body != null && typeof body !== 'string')) return fetch(input, init);
    const answer = await request(input, {
      dispatcher,
      method: method as 'POST',
      headers: headers === undefined ? null : [...new Headers(headers)].flat(),
      body: body ?? null,
      ...(signal == null ? {} : { signal }),
    });
    const text = await answer.body.text();
    return new Response(EMPTY.has(answer.statusCode) ? null : text, {
      status: answer.statusCode,
      headers: Object.entries(answer.headers).flatMap(([name, value = []]) =>
        [value].flat().map((one): [string, string] => [name, one]),
      ),
    });
  };
}

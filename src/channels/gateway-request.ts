/** A request to an SMS gateway as the settings describe it, filled with a message. What a text holds stays a value. Pure. */
export type GatewayMethod = 'POST' | 'PUT' | 'GET';

export type GatewayRequest = {
  readonly url: string;
  readonly method: GatewayMethod;
  readonly headers: Readonly<Record<string, string>>;
  readonly body:
    | { readonly json: unknown }
    | { readonly form: readonly (readonly [string, string])[] }
    | undefined;
};

export type Filling = Readonly<Record<'to' | 'text' | 'id', string>>;

type Typed = {
  readonly group: { readonly url: string; readonly secret: string } | undefined;
  readonly method: GatewayMethod | undefined;
  /** A JSON object of header names and values. */
  readonly headers: string | undefined;
  readonly body: string | undefined;
  readonly segmentsPerSecond: number | undefined;
};

export type GatewayConfig = {
  /** Signs what comes in, and what goes out in our own format. */
  readonly secret: string;
  readonly request: GatewayRequest;
  /** The body is our own signed JSON: nothing says what else it should be. */
  readonly ourFormat: boolean;
  readonly segmentsPerSecond: number;
};

/** Slow enough that an operator does not take a private SIM for a spammer. */
const SEGMENTS_PER_SECOND = 0.5;
const PLACEHOLDER = /\{\{(\w*)\}\}/g;
const BRACES = /\{\{|%7b%7b/i;
const NAMES: readonly string[] = ['to', 'text', 'id'];

/** Takes each template apart before any text is known, so that a text can't add a field. */
export function gatewayConfig(faults: string[], typed: Typed): GatewayConfig | undefined {
  const { group, method = 'POST', segmentsPerSecond = SEGMENTS_PER_SECOND } = typed;
  if (group === undefined) {
    const { headers, body } = typed;
    if ((typed.method ?? headers ?? body ?? typed.segmentsPerSecond) !== undefined) {
      faults.push('The SMS gateway has settings that need GATEWAY_URL and GATEWAY_SECRET');
    }
    return undefined;
  }
  const url = new URL(group.url);
  if (BRACES.test(`${url.origin}${url.username}${url.password}${url.pathname}${url.hash}`)) {
    faults.push('GATEWAY_URL can hold placeholders only behind its question mark');
  }
  const headers = headersFrom(typed.headers, faults);
  const body = typed.body === undefined ? undefined : bodyFrom(typed.body, faults);
  if (method === 'GET' && body !== undefined) faults.push('GATEWAY_BODY has no effect: a GET has no body');
  const ourFormat = typed.method === undefined && typed.body === undefined && !BRACES.test(url.search);
  if (!ourFormat) {
    const held = [...url.searchParams.values(), ...(body === undefined ? [] : wordsIn(body))].flatMap(
      namesIn,
    );
    for (const name of ['to', 'text']) {
      if (!held.includes(name)) faults.push(`GATEWAY_URL or GATEWAY_BODY must hold {{${name}}}`);
    }
    for (const name of held) {
      if (!NAMES.includes(name))
        faults.push(`{{${name}}} is unknown: the placeholders are {{to}}, {{text}} and {{id}}`);
    }
  }
  return {
    secret: group.secret,
    request: { url: group.url, method, headers, body },
    ourFormat,
    segmentsPerSecond,
  };
}

function headersFrom(typed: string | undefined, faults: string[]): Record<string, string> {
  if (typed === undefined) return {};
  try {
    const headers = JSON.parse(typed) as unknown;
    if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) throw new TypeError();
    if (!Object.values(headers).every((value) => typeof value === 'string')) throw new TypeError();
    new Headers(headers as Record<string, string>);
    // Digits and a plus can't end a header early; a text could.
    if (
      Object.values(headers)
        .flatMap(namesIn)
        .some((name) => name !== 'to' && name !== 'id')
    ) {
      faults.push('GATEWAY_HEADERS can hold {{to}} and {{id}} only');
    }
    return headers as Record<string, string>;
  } catch {
    faults.push('GATEWAY_HEADERS is no JSON object of header names and values');
    return {};
  }
}

function bodyFrom(typed: string, faults: string[]): GatewayRequest['body'] {
  if (/^\s*[{[]/.test(typed)) {
    try {
      return { json: JSON.parse(typed) as unknown };
    } catch {
      faults.push('GATEWAY_BODY is no JSON: placeholders stand inside quotes, as in {"to":"{{to}}"}');
      return undefined;
    }
  }
  if (!/^[^=&\s]+=/.test(typed))
    faults.push('GATEWAY_BODY is neither JSON nor a form such as to={{to}}&text={{text}}');
  return { form: [...new URLSearchParams(typed)] };
}

function wordsIn(body: NonNullable<GatewayRequest['body']>): string[] {
  if ('form' in body) return body.form.map(([, value]) => value);
  const words: string[] = [];
  mapStrings(body.json, (word) => {
    words.push(word);
    return word;
  });
  return words;
}

function namesIn(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapStrings(item, change)]));
}

/** Each value once and by its own encoder: a text that looks like a placeholder or a quote is only a text. */
export function fillRequest(
  { url, method, headers, body }: GatewayRequest,
  values: Filling,
): { readonly url: string; readonly init: RequestInit } {
  const filled = (template: string) =>
    template.replace(PLACEHOLDER, (_, name: string) => values[name as keyof Filling]);
  const pairs = (form: Iterable<readonly [string, string]>) =>
    new URLSearchParams([...form].map(([name, value]) => [name, filled(value)])).toString();
  const target = new URL(url);
  target.search = pairs(target.searchParams);
  const sent = new Headers(
    Object.entries(headers).map(([name, value]): [string, string] => [name, filled(value)]),
  );
  if (body === undefined) return { url: target.href, init: { method, headers: sent } };
  const json = 'json' in body;
  if (!sent.has('content-type')) {
    sent.set('content-type', json ? 'application/json' : 'application/x-www-form-urlencoded');
  }
  const text = json ? JSON.stringify(mapStrings(body.json, filled)) : pairs(body.form);
  return { url: target.href, init: { method, headers: sent, body: text } };
}

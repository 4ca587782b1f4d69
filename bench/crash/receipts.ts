/** Posts delivery receipts as Twilio does: signed, again where nobody answers, a few at a time. */
import crypto from 'node:crypto';

const AT_ONCE = 40;
const ANSWER_TIME_MS = 10_000;
const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 3_000;

export type Receipt = { readonly url: string; readonly fields: Readonly<Record<string, string>> };

export type Postman = {
  post(receipt: Receipt, afterMs: number): void;
  /** How many have not been taken yet. */
  waiting(): number;
};

export function postman(authToken: string, complain: (about: string) => void): Postman {
  const ready: { readonly receipt: Receipt; readonly tries: number }[] = [];
  let waiting = 0;
  let busy = 0;

  function next(): void {
    while (busy < AT_ONCE) {
      const one = ready.shift();
      if (one === undefined) return;
      busy += 1;
      void posted(one.receipt).then((isTaken) => {
        busy -= 1;
        if (isTaken) waiting -= 1;
        else later(one.receipt, one.tries + 1, Math.min(FIRST_PAUSE_MS * 2 ** one.tries, LONGEST_PAUSE_MS));
        next();
      });
    }
  }

  function later(receipt: Receipt, tries: number, ms: number): void {
    setTimeout(() => {
      ready.push({ receipt, tries });
      next();
    }, ms);
  }

  async function posted({ url, fields }: Receipt): Promise<boolean> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-twilio-signature': twilioSignature(authToken, url, fields),
        },
        body: new URLSearchParams(fields).toString(),
        signal: AbortSignal.timeout(ANSWER_TIME_MS),
      });
      await response.arrayBuffer();
      if (response.status >= 400 && response.status < 500)
        complain(`a receipt was answered ${response.status}`);
      return response.status < 500;
    } catch {
      return false;
    }
  }

  return {
    post(receipt, afterMs) {
      waiting += 1;
      later(receipt, 0, afterMs);
    },
    waiting: () => waiting,
  };
}

export function twilioSignature(
  authToken: string,
  url: string,
  fields: Readonly<Record<string, string>>,
): string {
  const signed = Object.keys(fields)
    .sort()
    .reduce((all, key) => `${all}${key}${fields[key]}`, url);
  return crypto.createHmac('sha1', authToken).update(signed).digest('base64');
}

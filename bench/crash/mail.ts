/** Hands what people write to the service, as the providers do: signed, and again until it is answered 200. */
import type { Person } from './people.ts';
import { twilioSignature } from './receipts.ts';
import { OUR_NUMBER, publicUrl, TWILIO, WEBHOOK_SECRET } from './world.ts';

const ANSWER_TIME_MS = 15_000;
const FIRST_PAUSE_MS = 150;
const LONGEST_PAUSE_MS = 1_500;

export type Mail = {
  /** Resolves when the message was answered 200, or the mail is closed. */
  send(from: Person, text: string): Promise<void>;
  /** `<channel>:<provider's id>` of those answered 200. */
  readonly answered: ReadonlySet<string>;
  readonly complaints: readonly string[];
  waiting(): number;
  close(): void;
};

/** `now`: by the clock of the service. */
export function createMail(port: number, now: () => number): Mail {
  const answered = new Set<string>();
  const complaints: string[] = [];
  let sent = 0;
  let waiting = 0;
  let isClosed = false;

  function letterOf({ kind, address }: Person, text: string, n: number) {
    if (kind === 'telegram') {
      const chat = { id: Number(address), type: 'private' };
      const from = { id: chat.id, is_bot: false, first_name: 'A' };
      const date = Math.floor(now() / 1000);
      return {
        id: `telegram:${n}`,
        path: '/webhooks/telegram',
        headers: {
          'content-type': 'application/json',
          'x-telegram-bot-api-secret-token': WEBHOOK_SECRET,
        },
        body: JSON.stringify({ update_id: n, message: { message_id: n, date, chat, from, text } }),
      };
    }
    const fields = {
      From: address,
      To: OUR_NUMBER,
      Body: text,
      MessageSid: `SMin${String(n).padStart(30, '0')}`,
      AccountSid: TWILIO.sid,
      NumMedia: '0',
    };
    const path = '/webhooks/twilio';
    return {
      id: `twilio:${fields.MessageSid}`,
      path,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': twilioSignature(TWILIO.token, `${publicUrl(port)}${path}`, fields),
      },
      body: new URLSearchParams(fields).toString(),
    };
  }

  type Letter = ReturnType<typeof letterOf>;

  async function statusOf({ path, headers, body }: Letter): Promise<number | undefined> {
    try {
      const signal = AbortSignal.timeout(ANSWER_TIME_MS);
      const response = await fetch(`${publicUrl(port)}${path}`, { method: 'POST', headers, body, signal });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return undefined;
    }
  }

  return {
    answered,
    complaints,
    waiting: () => waiting,
    close: () => {
      isClosed = true;
    },
    async send(from, text) {
      sent += 1;
      const letter = letterOf(from, text, sent);
      waiting += 1;
      for (let pauseMs = FIRST_PAUSE_MS; !isClosed; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
        const status = await statusOf(letter);
        if (status === 200) {
          answered.add(letter.id);
          break;
        }
        if (status !== undefined && status !== 503) complaints.push(`a message was answered ${status}`);
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
      waiting -= 1;
    },
  };
}

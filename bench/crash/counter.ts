/** The counter at which both providers take messages: faults happen here, and here it is remembered what was taken. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fateOf, type NamedFate, RETRY_AFTER_SECONDS } from './fates.ts';
import type { Call, ProvidersRecord } from './record.ts';

export type Answers = {
  /** Called once the message is taken, before it is answered; true where the person will see it. */
  taken(): boolean;
  ok(): unknown;
  refused(): { readonly status: number; readonly body: unknown };
  busy(): unknown;
};

export type Counter = {
  handle(call: Call, request: IncomingMessage, response: ServerResponse, answers: Answers): void;
  /** No more faults, little latency. */
  calm(): void;
  /** The service was killed just now: the requests that this cut off. */
  killed(): readonly Call[];
  /** Resolves when every message that will be taken of those handed in has been taken. */
  settled(): Promise<void>;
  complain(about: string): void;
  record(): ProvidersRecord;
};

const JUST_NOW_MS = 500;

export function createCounter(seed: number, heard: (call: Call) => void): Counter {
  const seen: Call[] = [];
  const undelivered: Call[] = [];
  const withheld: Call[] = [];
  const complaints: string[] = [];
  const faults: Record<string, number> = {};
  const attempts = new Map<string, number>();
  const open = new Set<Call>();
  /** Connections that ended before their answer; a kill is told a moment after they did. */
  let ended: { readonly call: Call; readonly at: number }[] = [];
  let isCalm = false;
  let taking = 0;
  let whenSettled: (() => void)[] = [];

  function take(call: Call, answers: Answers): void {
    if (answers.taken()) {
      seen.push(call);
      heard(call);
    } else undelivered.push(call);
  }

  function takeLater(call: Call, fate: NamedFate, answers: Answers): void {
    taking += 1;
    setTimeout(() => {
      take(call, answers);
      taking -= 1;
      if (taking > 0) return;
      for (const go of whenSettled) go();
      whenSettled = [];
    }, fate.takenAfterMs);
  }

  return {
    handle(call, request, response, answers) {
      const message = `${call.provider}|${call.to}|${call.text}`;
      const attempt = attempts.get(message) ?? 0;
      attempts.set(message, attempt + 1);
      const fate = fateOf(seed, message, attempt, isCalm);
      if (fate.name !== 'taken') faults[fate.name] = (faults[fate.name] ?? 0) + 1;
      open.add(call);
      response.once('close', () => {
        if (open.delete(call)) ended.push({ call, at: performance.now() });
      });
      if (fate.taken) takeLater(call, fate, answers);
      if (fate.answer === 'error' || fate.answer === 'broken' || fate.answer === 'none') withheld.push(call);
      setTimeout(() => {
        if (fate.answer === 'none' || request.socket.destroyed) return;
        open.delete(call);
        if (fate.answer === 'broken') request.socket.destroy();
        else if (fate.answer === 'error') sendText(response, 502, '<html>Bad Gateway</html>');
        else if (fate.answer === 'busy') {
          response.setHeader('retry-after', String(RETRY_AFTER_SECONDS));
          sendJson(response, 429, answers.busy());
        } else if (fate.answer === 'refused') {
          const { status, body } = answers.refused();
          sendJson(response, status, body);
        } else sendJson(response, call.provider === 'twilio' ? 201 : 200, answers.ok());
      }, fate.answerAfterMs);
    },
    calm: () => {
      isCalm = true;
    },
    killed() {
      const since = performance.now() - JUST_NOW_MS;
      const cut = [...open, ...ended.filter(({ at }) => at >= since).map(({ call }) => call)];
      open.clear();
      ended = [];
      return cut;
    },
    settled: () =>
      taking === 0 ? Promise.resolve() : new Promise((resolve) => whenSettled.push(() => resolve())),
    complain: (about) => complaints.push(about),
    record: () => ({ seen, undelivered, withheld, complaints, faults }),
  };
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end(text);
}

/** Telegram's updates, by webhook or fetched: the same way in for both. */
import { type Context, Hono } from 'hono';
import type { Address, Inbound } from '../message.ts';
import { readUpdate } from './telegram-updates.ts';

export type UpdateWiring = {
  readonly now: () => number;
  readonly receive: (inbound: Inbound) => Promise<unknown>;
  /** A person blocked the bot, or let it in again. */
  readonly setReach: (address: Address, reach: 'ok' | 'blocked') => Promise<void>;
  /** Tells the app of the person that a press was taken in; never throws. */
  readonly acknowledge: (pressId: string) => Promise<void>;
};

export type Taken =
  /** On disk, or nothing for us. `afterwards` may still run; it never throws. */
  { readonly ok: true; readonly afterwards: Promise<void> | undefined } | { readonly ok: false };

/** Resolves when the update's unit is on disk; throws where Telegram should bring it again. */
export type TakeUpdate = (body: unknown) => Promise<Taken>;

export function updateTaker(wiring: UpdateWiring): TakeUpdate {
  return async (body) => {
    const update = readUpdate(body, wiring.now());
    if (update === undefined) return { ok: false };
    if (update.kind === 'reach') await wiring.setReach(update.address, update.reach);
    if (update.kind === 'inbound') await wiring.receive(update.inbound);
    const pressId = update.kind === 'reach' ? undefined : update.pressId;
    return { ok: true, afterwards: pressId === undefined ? undefined : wiring.acknowledge(pressId) };
  };
}

export type TelegramRoutes = {
  readonly secret: string;
  /** In constant time. */
  readonly equal: (a: string, b: string) => boolean;
  readonly take: TakeUpdate;
};

export function telegramRoutes({ secret, equal, take }: TelegramRoutes): Hono {
  const routes = new Hono();

  routes.post('/webhooks/telegram', async (c) => {
    if (!equal(c.req.header('x-telegram-bot-api-secret-token') ?? '', secret)) {
      return c.text('Forbidden: the secret token does not fit.', 403);
    }
    const body = jsonOf(await c.req.text());
    const taken = await take(body);
    if (!taken.ok) return c.text('Bad Request: this is not a Telegram update.', 400);
    if (taken.afterwards !== undefined) outlive(c, taken.afterwards);
    return c.body(null, 200);
  });

  return routes;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A Worker ends with its answer unless told to wait; Node has no such context and goes on anyway. */
function outlive(c: Context, work: Promise<void>): void {
  try {
    c.executionCtx.waitUntil(work);
  } catch {
    return;
  }
}

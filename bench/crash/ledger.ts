/** What was due, by the service's own book, beside what people saw, by the providers'. */
import crypto from 'node:crypto';
import { createSecrets, type Secrets } from '../../src/secrets.ts';
import { smsForm } from '../../src/texts.ts';
import type { Look } from './look.ts';
import type { Call, ProvidersRecord } from './record.ts';
import { APP_SECRET } from './world.ts';

type Entry = {
  readonly id: number;
  readonly key: string;
  readonly state: string;
  readonly reason: string | null;
  readonly channel: string | null;
  readonly to: string;
  /** As the person would see it; undefined where it was never bound. */
  readonly text: string | undefined;
  /** Of a broadcast that its author, or it itself, stopped or paused. */
  readonly isHalted: boolean;
};

/** A message and the reason it is in the list for. */
export type Listed = Pick<Entry, 'key' | 'channel' | 'state'> & { readonly why: string };

export type Balance = {
  readonly due: number;
  readonly lost: readonly Listed[];
  readonly twice: readonly Listed[];
  readonly unknown: readonly Listed[];
  /** Of the unknown: those under way at a kill, those whose answer was withheld, and those that are neither. */
  readonly unknownByKill: number;
  readonly unanswered: number;
  readonly unexplained: readonly Listed[];
  readonly states: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
};

const BOOK = `SELECT o.id, o.key, o.state, o.reason, o.channel, o.body_sealed, c.kind, c.address_sealed, c.accented_sms,
    b.status AS broadcast
  FROM outbox o JOIN contacts c ON c.id = o.contact_id LEFT JOIN broadcasts b ON b.id = o.broadcast_id ORDER BY o.id`;

export function balanceOf(database: Look, record: ProvidersRecord, underWay: ReadonlySet<number>): Balance {
  const secrets = createSecrets(crypto, APP_SECRET);
  const book = database.all(BOOK).map((row) => entryOf(row, secrets));
  const seen = placed(book, record.seen);
  const undelivered = placed(book, record.undelivered);
  // Of several with the same words, the one that no kill explains is the one whose answer did not come.
  const unkilled = book.toSorted((a, b) => Number(underWay.has(a.id)) - Number(underWay.has(b.id)));
  const withheld = placed(unkilled, record.withheld, ['unknown']);
  const due = book.filter(({ state, isHalted }) => state !== 'skipped' && !(isHalted && state === 'queued'));
  const lost: Listed[] = [];
  const twice: Listed[] = [];
  const unknown: Listed[] = [];
  const unexplained: Listed[] = [];
  let unknownByKill = 0;
  let unanswered = 0;
  for (const entry of book) {
    const times = seen.of.get(entry.id) ?? 0;
    if (times > 1) twice.push(listed(entry, `seen ${times} times`));
  }
  for (const entry of due) {
    const isSeen = (seen.of.get(entry.id) ?? 0) > 0;
    if (entry.state === 'unknown') {
      const isCut = underWay.has(entry.id);
      const isWithheld = (withheld.of.get(entry.id) ?? 0) > 0;
      const one = listed(
        entry,
        `${entry.reason ?? 'no reason'}; ${isSeen ? 'seen' : 'not seen'}${cause(isCut, isWithheld)}`,
      );
      unknown.push(one);
      if (isCut) unknownByKill += 1;
      else if (isWithheld) unanswered += 1;
      else unexplained.push(one);
    } else if (!isSeen && !isTold(entry) && !(undelivered.of.get(entry.id) ?? 0)) {
      const same = book.filter(({ to, text }) => to === entry.to && text === entry.text);
      const arrived = same.filter(({ id }) => seen.of.has(id)).length;
      lost.push(
        listed(entry, `${entry.reason ?? 'not seen'}; of ${same.length} with these words ${arrived} seen`),
      );
    }
  }
  return {
    due: due.length,
    lost,
    twice,
    unknown,
    unknownByKill,
    unanswered,
    unexplained,
    states: countsBy(book.map(({ state }) => state)),
    problems: [...seen.strangers, ...undelivered.strangers],
  };
}

/** It will not come, and staff can read why. */
function isTold({ state, reason }: Entry): boolean {
  return state === 'failed' && reason !== null;
}

function cause(isCut: boolean, isWithheld: boolean): string {
  return `${isCut ? '; under way at a kill' : ''}${isWithheld ? '; its answer was withheld' : ''}`;
}

function listed({ key, channel, state }: Entry, why: string): Listed {
  return { key, channel, state, why };
}

function entryOf(row: Readonly<Record<string, string | number | null>>, secrets: Secrets): Entry {
  const isPhone = row.kind === 'phone';
  const said =
    row.body_sealed === null
      ? undefined
      : (JSON.parse(secrets.open(String(row.body_sealed))) as { readonly text: string }).text;
  return {
    id: Number(row.id),
    key: String(row.key),
    state: String(row.state),
    reason: row.reason === null ? null : String(row.reason),
    channel: row.channel === null ? null : String(row.channel),
    to: secrets.open(String(row.address_sealed)),
    text: said === undefined || !isPhone ? said : smsForm(said, row.accented_sms === 1),
    isHalted: row.broadcast === 'paused' || row.broadcast === 'stopped',
  };
}

type Placed = {
  /** How many calls there were for each message. */
  readonly of: ReadonlyMap<number, number>;
  /** Calls for nothing that is in the book, or with another text or to somebody else. */
  readonly strangers: readonly string[];
};

/**
 * A call belongs to the message whose id it names; without one, to a message of this text to this person. Where one
 * message was seen twice and another of the same words, which the service holds for arrived, never, nobody can tell.
 */
function placed(book: readonly Entry[], calls: readonly Call[], first: readonly string[] = ARRIVED): Placed {
  const byId = new Map(book.map((entry) => [entry.id, entry]));
  const byText = Map.groupBy(book, ({ to, text }) => `${to}\n${text}`);
  const of = new Map<number, number>();
  const strangers: string[] = [];
  const again: Entry[] = [];
  for (const { provider, to, text, deliveryId } of calls) {
    const candidates = byText.get(`${to}\n${text}`) ?? [];
    const own =
      deliveryId === undefined
        ? (candidates.find(({ id, state }) => first.includes(state) && !of.has(id)) ??
          candidates.find(({ id }) => !of.has(id)) ??
          candidates[0])
        : candidates.find(({ id }) => id === deliveryId);
    if (own === undefined) {
      strangers.push(
        `${provider}: ${byId.get(deliveryId ?? 0)?.key ?? 'no message'} has no such text or recipient`,
      );
    } else if (of.has(own.id)) again.push(own);
    else of.set(own.id, 1);
  }
  for (const entry of again) {
    const same = byText.get(`${entry.to}\n${entry.text}`) ?? [];
    const other = same.find(({ id, state }) => ARRIVED.includes(state) && !of.has(id));
    const one = other ?? entry;
    of.set(one.id, (of.get(one.id) ?? 0) + 1);
  }
  return { of, strangers };
}

/** Where several messages have the same words, what was seen are those known to have arrived. */
const ARRIVED = ['delivered', 'accepted'];

export function countsBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** How many of the messages answered 200 are in the inbox once, with a reply to them in the outbox. */
export function processedOf(database: Look, answered: ReadonlySet<string>): number {
  const kept = countsBy(
    database.all("SELECT channel || ':' || provider_id AS id FROM inbox").map(({ id }) => String(id)),
  );
  const replied = new Set(
    database.all("SELECT key FROM outbox WHERE key LIKE 'reply:%'").map(({ key }) => String(key)),
  );
  return [...answered].filter((id) => kept[id] === 1 && replied.has(`reply:${id}:0`)).length;
}

/** What SQLite itself has against the file. */
export function damageOf(database: Look): readonly string[] {
  const check = database.all('PRAGMA integrity_check').map((row) => String(Object.values(row)[0]));
  const foreign = database.all('PRAGMA foreign_key_check').length;
  return [
    ...check.filter((line) => line !== 'ok'),
    ...(foreign === 0 ? [] : [`${foreign} broken references`]),
  ];
}

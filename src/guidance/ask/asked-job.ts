/**
 * What time does to questions that wait for a person: after a day the officers are reminded once, after three the
 * asker is told honestly that nobody has answered. Each moves by a write that does nothing a second time.
 */
import { MINUTE_MS, minuteOfDay } from '../../civil-time.ts';
import type { Deps } from '../../deps.ts';
import { nextMorning, WAKING } from '../../gate.ts';
import type { Job } from '../../job.ts';
import {
  type AskedRow,
  askedById,
  markAskedReminded,
  NOBODY,
  officersToAsk,
  oldestOpen,
  overdue,
  settleAsked,
  settledKey,
  tellOfficers,
} from '../../store/asked.ts';
import { contactById, takeTurn } from '../../store/contacts.ts';
import { queueMessage } from '../../store/outbox.ts';
import type { Write } from '../../store/statement.ts';
import { askedUntil, closesAt, remindsAt } from './asked-times.ts';
import { fitted } from './excerpt.ts';
import { questionIn, sayIn } from './wording.ts';

const BATCH = 100;

export const askedJob: Job = {
  name: 'asked',
  run: moveOverdue,
  async nextAt(deps, now) {
    const { open, unreminded } = await oldestOpen(deps.store);
    const moments = [
      ...(open === undefined ? [] : [closesAt(open)]),
      ...(unreminded === undefined ? [] : [remindsAt(unreminded)]),
    ];
    // What could not be done at its moment is tried again soon.
    return moments.length === 0 ? undefined : Math.max(Math.min(...moments), now + MINUTE_MS);
  },
};

/** A question a unit: an officer's answer that is faster collides with this one alone, and the next look has it. */
async function moveOverdue(deps: Deps, now: number): Promise<void> {
  const until = askedUntil(now);
  for (;;) {
    const rows = await overdue(deps.store, until, BATCH);
    let moved = 0;
    for (const row of rows) {
      const writes = await (row.askedAt <= until.closed ? closing : reminding)(deps, row, now);
      if ((await deps.store.commit(writes)).ok) moved += 1;
    }
    if (moved > 0) deps.wake();
    if (moved === 0 || rows.length < BATCH) return;
  }
}

async function reminding(deps: Deps, row: AskedRow, now: number): Promise<readonly Write[]> {
  const commune = { code: row.communeCode, validFrom: row.communeFrom };
  const officers = await officersToAsk(deps.store, commune);
  return [
    markAskedReminded(row.id, now),
    tellOfficers({ id: row.id }, { which: 'again', officers, now, expiresAt: closesAt(row.askedAt) }),
  ];
}

async function closing(deps: Deps, row: AskedRow, now: number): Promise<readonly Write[]> {
  const asker = await contactById(deps.store, row.contactId);
  // After their turn was read: an erasure from now on collides with it, one before has taken the question.
  const still = await askedById(deps.store, row.id);
  if (asker === undefined || still === undefined) return [settleAsked(row.id, NOBODY, now)];
  const say = sayIn(deps.texts, asker.language);
  const text = fitted(questionIn(deps, row.textSealed), ({ words }) =>
    say('asked.unanswered', { question: words }),
  );
  return [
    settleAsked(row.id, NOBODY, now),
    takeTurn(asker.id, asker.turn + 1),
    queueMessage({
      key: settledKey(row.id),
      contactId: asker.id,
      // They asked, so it comes also where they get nothing else; but it can wait for the morning.
      kind: 'reply',
      bodySealed: deps.secrets.seal(JSON.stringify({ text })),
      dueAt: awake(now),
      createdAt: now,
    }),
  ];
}

function awake(now: number): number {
  const minute = minuteOfDay(now);
  return minute >= WAKING.from && minute < WAKING.to ? now : nextMorning(now);
}

/**
 * `admin reseal`: all that was sealed with a former secret, sealed with the one in use. In parts, each of them on disk
 * when it is told, so that it can be ended at any moment and run again, beside a service that goes on working.
 */
import { getTableName } from 'drizzle-orm';
import { checksOf } from '../secret-check.ts';
import { recordAct } from '../store/audit.ts';
import { contactByAddress } from '../store/contacts.ts';
import {
  contactSealed,
  countOld,
  type NewRow,
  type OldRow,
  oldRows,
  openCodes,
  putResealed,
  rehashTries,
  SEALED,
  type SealedColumn,
} from '../store/reseal.ts';
import { checksKept, forgetCheck, keepCheck } from '../store/sealed-with.ts';
import { joinTwins } from '../store/twins.ts';
import { ACTOR, type AdminNeeds, AdminRefused } from './admin-needs.ts';
import { CODE_LIVES_MS } from './officers.ts';

const PART = 300;
const TELL_EVERY = 20 * PART;
/** What was under way in another process may bring something once more; no more than that. */
const MOST_PASSES = 5;
/** Operators tell of a message for so long at most. */
const RECEIPTS_MS = 3 * 24 * 3_600_000;

type Pass = { readonly done: number; readonly unreadable: number; readonly twice: readonly string[] };

export async function reseal(needs: AdminNeeds): Promise<readonly string[]> {
  const { store, secrets, now } = needs;
  const kept = await checksKept(store);
  const [current = ''] = checksOf(secrets);
  let pass = await onePass(needs);
  let { done } = pass;
  const twice = [...pass.twice];
  for (let passes = 1; pass.done > 0; passes += 1) {
    if (passes === MOST_PASSES) {
      throw new AdminRefused(
        'Something still writes with the former secret: restart every process of the service with both, then run this again.',
      );
    }
    pass = await onePass(needs);
    done += pass.done;
    twice.push(...pass.twice);
  }
  const former = kept.filter(({ check }) => check !== current);
  await store.commit([
    ...former.map(({ check }) => forgetCheck(check)),
    keepCheck(current, now),
    recordAct({ at: now, actor: ACTOR, action: 'resealed', subject: 'database', detail: { values: done } }),
  ]);
  const since = former.length === 0 ? undefined : kept.find(({ check }) => check === current)?.since;
  return [
    done === 0 ? 'Nothing was left to seal anew.' : `Sealed anew: ${inFigures(done)} values.`,
    ...(twice.length === 0
      ? []
      : [
          `${inFigures(twice.length)} people stood here twice, since they wrote while APP_SECRET_PREVIOUS was missing: each is one again.`,
        ]),
    ...(pass.unreadable === 0
      ? []
      : [
          `${inFigures(pass.unreadable)} values were sealed with a secret that is neither APP_SECRET nor APP_SECRET_PREVIOUS, and stay as they are. Where it is found, set it as APP_SECRET_PREVIOUS and run this again.`,
        ]),
    ...(since === undefined ? [] : await stillOut(needs, since)),
    'APP_SECRET_PREVIOUS can be taken out now: restart the service without it.',
  ];
}

async function onePass(needs: AdminNeeds): Promise<Pass> {
  const passes: Pass[] = [];
  for (const column of SEALED) passes.push(await resealColumn(needs, column));
  return {
    done: passes.reduce((sum, { done }) => sum + done, 0),
    unreadable: passes.reduce((sum, { unreadable }) => sum + unreadable, 0),
    twice: passes.flatMap(({ twice }) => twice),
  };
}

async function resealColumn(needs: AdminNeeds, column: SealedColumn): Promise<Pass> {
  const { store, secrets, progress = () => undefined } = needs;
  const keyId = secrets.keyIds[0] ?? '';
  const all = await countOld(store, column, keyId);
  const twice: string[] = [];
  let [after, done, seen, told] = [Number.MIN_SAFE_INTEGER, 0, 0, 0];
  for (;;) {
    const rows = await oldRows(store, column, keyId, { after, most: PART });
    const fresh = rows.flatMap((row) => resealed(needs, row));
    if (fresh.length > 0 && !(await put(store, column, fresh))) {
      for (const one of fresh) twice.push(...(await resealAlone(needs, column, one)));
    }
    [done, seen] = [done + fresh.length, seen + rows.length];
    const isLast = rows.length < PART;
    if (seen > told && (isLast || seen - told >= TELL_EVERY)) {
      progress(`${getTableName(column.table)}: ${inFigures(seen)} of ${inFigures(Math.max(all, seen))}`);
      told = seen;
    }
    if (isLast) return { done, unreadable: seen - done, twice };
    after = rows.at(-1)?.rowid ?? after;
  }
}

/** Nothing where no secret opens it. */
function resealed({ secrets }: AdminNeeds, row: OldRow): readonly NewRow[] {
  const text = secrets.tryOpen(row.sealed);
  if (text === undefined) return [];
  const mac = row.kind === null ? null : secrets.mac(`${row.kind}:${text}`);
  return [{ ...row, resealed: secrets.seal(text), mac }];
}

async function put(
  store: AdminNeeds['store'],
  column: SealedColumn,
  rows: readonly NewRow[],
): Promise<boolean> {
  return (await store.commit([...rehashTries(column, rows), putResealed(column, rows)])).ok;
}

/**
 * Of a part that was refused: an address that stands here under the new secret too, since its person wrote while the
 * former one was not configured. What they write reaches the other row only, a stop too: the two become one.
 */
async function resealAlone(
  { store, now }: AdminNeeds,
  column: SealedColumn,
  row: NewRow,
): Promise<readonly string[]> {
  if (await put(store, column, [row])) return [];
  const [older, reached] = [
    await contactSealed(store, row.sealed),
    await contactByAddress(store, [row.mac ?? '']),
  ];
  if (older === undefined || reached === undefined) return [];
  const committed = await store.commit([
    ...rehashTries(column, [row]),
    ...joinTwins(older, reached, now),
    putResealed(column, [{ ...row, mac: `joined:${older.id}` }]),
    recordAct({
      at: now,
      actor: ACTOR,
      action: 'contacts-joined',
      subject: `contact:${reached.id}`,
      detail: { with: older.id },
    }),
  ]);
  // Where they wrote just then, the next pass has it.
  return committed.ok ? [reached.id] : [];
}

/** What went out under the former secret and is still to come back. */
async function stillOut({ store, now }: AdminNeeds, since: number): Promise<readonly string[]> {
  const codes = await openCodes(store, now, since + CODE_LIVES_MS);
  return [
    ...(codes === 0
      ? []
      : [
          `${codes} one-time codes of "invite-officer" were given out under the former secret and end with it: make new ones.`,
        ]),
    ...(now - since < RECEIPTS_MS
      ? [
          'What operators tell of messages that left before the change is taken only while it is in: where that matters, take it out in three days.',
        ]
      : []),
  ];
}

function inFigures(n: number): string {
  return n.toLocaleString('en-US');
}

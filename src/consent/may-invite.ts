/** Whether somebody may be invited to hear of a child as well. What is decided here no erasure undoes. */
import { DAY_MS } from '../civil-time.ts';
import type { Carer } from '../store/carers.ts';
import type { ChildRow } from '../store/children.ts';
import type { SessionRow } from '../store/contacts.ts';
import type { Try } from '../store/tries.ts';
import { INVITATION_OPEN_MS } from './invited.ts';

const CARERS_A_CHILD = 3;
const INVITATIONS_A_DAY = 3;
/** Who gets nothing from us is asked by one person a week, whoever else wants it. */
const STRANGER_EVERY_MS = 7 * DAY_MS;

export type Invited = {
  /** What is known of the person; undefined where nothing is. */
  readonly row: SessionRow | undefined;
  readonly children: readonly ChildRow[];
  /** Of these children. */
  readonly carers: readonly Carer[];
  /** What was written to this person, whoever wanted it. */
  readonly before: readonly Try[];
  readonly askerMacs: readonly string[];
  /** What the asker has tried today. */
  readonly today: readonly Try[];
  readonly now: number;
};

export type Refusal =
  | 'share.already'
  | 'share.waiting'
  | 'share.notWritten'
  | 'share.full'
  | 'share.tooMany'
  | undefined;

/** The children a person does not hear of yet, or why they are not asked; the asker learns nothing else of them. */
export function mayInvite(asked: Invited): {
  readonly missing: readonly ChildRow[];
  readonly refusal: Refusal;
} {
  const { row, children, carers, today } = asked;
  const theirs = carers.filter(({ contactId }) => contactId === row?.id);
  const missing = children.filter(({ id }) => theirs.every(({ childId }) => childId !== id));
  const known = refusal(asked, theirs, missing);
  if (known !== undefined) return { missing, refusal: known };
  const full = missing.some(({ id }) => placesTaken(carers, id) >= CARERS_A_CHILD);
  const many = today.filter(({ outcome }) => outcome !== 'none').length >= INVITATIONS_A_DAY;
  return { missing, refusal: full ? 'share.full' : many ? 'share.tooMany' : undefined };
}

function refusal(asked: Invited, theirs: readonly Carer[], missing: readonly ChildRow[]): Refusal {
  const { row, now } = asked;
  const waits = theirs.filter(({ status }) => status === 'invited');
  const isOver = waits.some(({ since }) => since <= now - INVITATION_OPEN_MS);
  if (isOver || theirs.some(({ status }) => status === 'ended')) return 'share.notWritten';
  if (waits.length > 0) return 'share.waiting';
  if (row !== undefined && missing.length === 0) return 'share.already';
  const canBe = row === undefined || (row.consent !== 'out' && row.reach === 'ok');
  return canBe && !isBarred(asked) ? undefined : 'share.notWritten';
}

/** Once only by the same person, until there was a yes; and who gets nothing from us said no to everybody. */
function isBarred({ row, before, askerMacs, now }: Invited): boolean {
  return before.some(
    ({ askerMac, outcome, at }) =>
      (outcome !== 'yes' && askerMac !== null && askerMacs.includes(askerMac)) ||
      (row?.consent !== 'in' && (outcome === 'no' || at > now - STRANGER_EVERY_MS)),
  );
}

function placesTaken(carers: readonly Carer[], child: string): number {
  return carers.filter(({ childId, status }) => childId === child && status !== 'ended').length;
}

/** `admin list-unknown`, `decide-unknown`: messages of which nobody knows whether they left, decided by an operator. */
import { decideUnknown } from '../deliver-unknown.ts';
import { unknownMessages } from '../store/unknown.ts';
import { ACTOR, type AdminNeeds, AdminRefused } from './admin-needs.ts';

const LISTED = 500;

export const UNKNOWN_USAGE = `  npm run admin -- list-unknown                        (messages that may have left, the newest first)
  npm run admin -- decide-unknown <id> … sent|again    (sent: leave it as it is; again: send it once more)`;

const CHOICES: ReadonlyMap<string, 'leave' | 'send-again'> = new Map([
  ['sent', 'leave'],
  ['again', 'send-again'],
]);

export async function listUnknown({ store, secrets }: AdminNeeds): Promise<readonly string[]> {
  const rows = await unknownMessages(store, LISTED + 1);
  if (rows.length === 0) return ['Of every message it is known whether it left.'];
  const lines = rows.slice(0, LISTED).map((row) => {
    const to =
      row.addressKind === 'phone' ? `phone ...${secrets.open(row.addressSealed).slice(-3)}` : 'Telegram';
    const at = row.sentAt === null ? '' : new Date(row.sentAt).toISOString();
    return [row.id, at, row.kind, row.channel, row.reason, to].join('\t');
  });
  return rows.length > LISTED
    ? [...lines, `There are more than these ${LISTED}: decide some, then list again.`]
    : lines;
}

/** The ids, and last what was decided. */
export async function decideUnknowns(
  { store, now }: AdminNeeds,
  args: readonly string[],
): Promise<readonly string[]> {
  const choice = CHOICES.get(args.at(-1) ?? '');
  const ids = args.slice(0, -1);
  if (choice === undefined || ids.length === 0 || !ids.every((id) => /^\d{1,15}$/.test(id))) {
    throw new AdminRefused(
      'Say which messages, as "list-unknown" shows them, and then what became of them: decide-unknown 12 13 sent, or: decide-unknown 12 13 again.',
    );
  }
  const lines: string[] = [];
  for (const id of ids) {
    // The service looks at its queue at least twice a minute.
    const decided = await decideUnknown({ store, wake: () => {} }, Number(id), choice, ACTOR, now);
    const done = choice === 'leave' ? 'left as it is' : 'is sent once more, unless it has come too late';
    lines.push(`${id}\t${decided ? done : 'not decided: no such message is unknown'}`);
  }
  return lines;
}

/** Storing a village's answer as a new version, and echoing what then stands. */
import { MINUTE_MS } from '../../civil-time.ts';
import type { Deps } from '../../deps.ts';
import type { Decision, Turn } from '../../handler.ts';
import { addAnswer, answersOf, type QuickCount } from '../../store/quick-counts.ts';
import { changesNothing, type Values } from '../merge.ts';
import { type Answer, missingLetters, type Standing, standing, standingByVillage } from './letters.ts';
import { asks } from './open.ts';
import type { Village } from './villages.ts';
import { fits, momentIn, namesOf, sayIn, shortened, valuesWithNames } from './wording.ts';

/** A second copy of a text within this time is the network's repeat, not the sender's doubt. */
const SAME_MESSAGE_MS = 10 * MINUTE_MS;

export type Given = {
  readonly count: QuickCount;
  readonly village: Village;
  /** All villages of the sender. */
  readonly own: readonly Village[];
  readonly values: Values;
};

export async function keep(deps: Deps, turn: Turn, given: Given): Promise<Decision> {
  const { contact, inbound, now } = turn;
  const { count, village, values } = given;
  const answers = await answersOf(deps.store, count.id);
  const before = standing(answers.filter(({ villageId }) => villageId === village.villageId));
  // Said anew it is a version all the same: what was sent in between and comes late must not win.
  if (before !== undefined && isRepeat(values, before, contact.id, now)) return { says: [] };
  const row = {
    countId: count.id,
    villageId: village.villageId,
    version: (before?.version ?? 0) + 1,
    values,
    contactId: contact.id,
    sentAt: inbound.sentAt,
    receivedAt: now,
    channel: inbound.channel,
    providerId: inbound.providerId,
  };
  return {
    says: [{ text: echo(deps, turn, given, [...answers, row]) }],
    writes: [addAnswer(row)],
  };
}

function isRepeat(values: Values, before: Standing, contactId: string, now: number): boolean {
  const { newest } = before;
  return (
    newest.contactId === contactId &&
    now - newest.receivedAt < SAME_MESSAGE_MS &&
    changesNothing(values, before.values) &&
    changesNothing(newest.values, values)
  );
}

/** Village, names and values as they stand now; what is missing, late, or still awaited from the sender. */
function echo(deps: Deps, turn: Turn, given: Given, answers: readonly Answer[]): string {
  const { count, village, own, values } = given;
  const say = sayIn(deps.texts, turn.contact.language);
  const stands = standingByVillage(answers);
  const all = stands.get(village.villageId)?.values ?? {};
  const shown = Object.fromEntries(Object.keys(values).map((letter) => [letter, all[letter] ?? 0]));
  const overtaken = !changesNothing(values, all);
  const single = count.names.length === 1;
  const missing = missingLetters(count.names, all);
  const waiting = own.filter(
    (other) =>
      asks(count, other.commune) &&
      other.villageId !== village.villageId &&
      missingLetters(count.names, stands.get(other.villageId)?.values ?? {}).length > 0,
  );
  const told = {
    village: village.villageName,
    values: valuesWithNames(count.names, shown),
    name: shortened(count.names[0] ?? count.question),
  };
  const first = single ? 'One' : 'Several';
  const lines = [
    say(overtaken ? `quick.older${first}` : `quick.stored${first}`, told),
    ...(missing.length > 0 ? [say('reports.missing', { codes: namesOf(count.names, missing) })] : []),
    ...(turn.inbound.sentAt > count.deadlineAt
      ? [say('quick.late', { deadline: momentIn(say, count.deadlineAt) })]
      : []),
    ...(waiting.length > 0
      ? [say('quick.waiting', { villages: waiting.map(({ villageName }) => villageName).join(', ') })]
      : []),
    ...(missing.length === 0 ? [say('quick.howToCorrect')] : []),
  ];
  // What can be had again by a look is what goes first where there is no room.
  while (lines.length > 1 && !fits(lines.join('\n'))) lines.pop();
  return lines.join('\n');
}

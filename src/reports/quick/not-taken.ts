/** Answers of which nothing is stored: without their word, without a number, to a count that is over or asks others. */
import { DAY_MS } from '../../civil-time.ts';
import type { Deps } from '../../deps.ts';
import type { Decision, Turn } from '../../handler.ts';
import { ownVillages } from '../../roles.ts';
import { type QuickCount, recentCounts } from '../../store/quick-counts.ts';
import { foldName } from '../../vietnamese.ts';
import { bareWords } from '../../words/bare.ts';
import { LETTERS, lettersOf } from './letters.ts';
import { asks, closesAt, countsFor } from './open.ts';
import { readAnswer } from './reading.ts';
import type { Named, Village } from './villages.ts';
import { howTo, momentIn, type Say, sayIn, sentence, shortened } from './wording.ts';

function wordsOf(text: string): readonly string[] {
  return bareWords(foldName(text).split(' '));
}

export function isBareNumber(text: string): boolean {
  return /^\d{1,4}$/.test(wordsOf(text).join(''));
}

/** `DEM`, and nothing but its politeness. */
export function isWordAlone(text: string): boolean {
  return wordsOf(text).join('') === 'dem';
}

const MOST_EXPLAINED = 3;

/** What is asked and how to answer. */
export function explained(say: Say, counts: readonly QuickCount[]): Decision {
  return {
    says: counts.slice(0, MOST_EXPLAINED).map((count) => ({
      text: say('quick.explained', {
        question: sentence(count.question),
        deadline: momentIn(say, count.deadlineAt),
        how: howTo(say, count),
      }),
    })),
  };
}

/** A number alone may be meant as an answer: it is never taken as one. */
export async function wordMissing(deps: Deps, turn: Turn): Promise<Decision | undefined> {
  if (turn.question !== undefined || turn.inbound.kind === 'button') return undefined;
  const [count, another] = await countsFor(deps, turn);
  if (count === undefined) return undefined;
  const say = sayIn(deps.texts, turn.contact.language);
  const how =
    another === undefined && count.names.length > 1
      ? howTo(say, count)
      : say('quick.how.likeThis', { line: `DEM ${wordsOf(turn.text).join('')}` });
  return { says: [{ text: say('quick.needsWord', { question: shortened(count.question), how }) }] };
}

const TOLD_FOR_MS = 7 * DAY_MS;

/** Who answers a count that is over is told so; where there was none, `dem` is an ordinary word. */
export async function alreadyClosed(
  deps: Deps,
  turn: Turn,
  { rest }: Named<Village>,
): Promise<Decision | undefined> {
  const own = ownVillages(turn);
  const since = turn.now - TOLD_FOR_MS;
  const counts = await recentCounts(deps.store, since);
  const last = counts.find(
    (count) => closesAt(count) > since && own.some((village) => asks(count, village.commune)),
  );
  if (last === undefined || readAnswer(rest, lettersOf(last.names)).outcome !== 'accepted') return undefined;
  const say = sayIn(deps.texts, turn.contact.language);
  const text = say('quick.closedAlready', {
    question: shortened(last.question),
    at: momentIn(say, last.closedAt ?? closesAt(last)),
  });
  return { says: [{ text }] };
}

/** Counts are open, but none for the village that is named; or the one that was chosen has been closed since. */
export function notAsked(say: Say, { villages, rest }: Named<Village>): Decision | undefined {
  const counts = [LETTERS, LETTERS.slice(0, 1)].some(
    (letters) => readAnswer(rest, letters).outcome === 'accepted',
  );
  if (!counts) return undefined;
  const names = villages.map(({ villageName }) => villageName).join(', ');
  const text = names === '' ? say('quick.overNow') : say('quick.notAsked', { villages: names });
  return { says: [{ text }] };
}

/** `DEM 12`: a collaborator answers a quick count. What is certain is stored and echoed, the rest is asked. */
import * as z from 'zod';
import type { Deps } from '../../deps.ts';
import type { Decision, Handler, Turn } from '../../handler.ts';
import { ownVillages } from '../../roles.ts';
import { keysOf, type QuickCount, villagesAsked } from '../../store/quick-counts.ts';
import { choiceIn } from '../../words/bare.ts';
import type { Values } from '../merge.ts';
import { LIST_CHARACTERS, MOST_OPTIONS, numbered } from './choose.ts';
import { keep } from './keep.ts';
import { LETTERS, lettersOf } from './letters.ts';
import { alreadyClosed, explained, isBareNumber, isWordAlone, notAsked, wordMissing } from './not-taken.ts';
import { asks, countsFor } from './open.ts';
import { MOST_STRANGE, type QuickReading, readAnswer, strangeWords } from './reading.ts';
import { beginsWithCountWord } from './request.ts';
import { type Named, type Village, villageByKind, villagesNamed } from './villages.ts';
import { notStored, type Say, sayIn, shortened } from './wording.ts';

export type AnswerHandlers = {
  readonly command: Handler;
  /** Which of several counts was meant. */
  readonly count: Handler;
  /** Which of several villages was meant. */
  readonly village: Handler;
};

/** What was said before it was asked what is meant by it. */
const askedShape = z.object({
  text: z.string(),
  countId: z.string().optional(),
  /** Of the counts or villages, in the order of their numbers. */
  options: z.array(z.string()),
});

type Asked = z.infer<typeof askedShape>;

/** An answer, with what was chosen since it came. */
type Given = {
  readonly text: string;
  readonly countId?: string | undefined;
  readonly villageId?: string;
};

export function answerHandlers(isCancel: (text: string) => boolean): AnswerHandlers {
  const picking =
    (given: (chosen: string, asked: Asked) => Given): Handler =>
    async (deps, turn) => {
      const asked = askedShape.safeParse(turn.question?.data).data;
      if (isCancel(turn.text)) return dropped(deps, turn);
      const choice = choiceIn(turn.text);
      const chosen = typeof choice === 'number' ? asked?.options[choice - 1] : undefined;
      if (asked !== undefined && chosen !== undefined) {
        return answered(deps, turn, given(chosen, asked));
      }
      return choice === undefined || turn.question === undefined
        ? undefined
        : { says: [turn.question.prompt] };
    };
  return {
    command: async (deps, turn) => {
      if (ownVillages(turn).length === 0) return undefined;
      if (isBareNumber(turn.text)) return wordMissing(deps, turn);
      return beginsWithCountWord(turn.text) ? answered(deps, turn, { text: turn.text }) : undefined;
    },
    count: picking((countId, { text }) => ({ text, countId })),
    village: picking((villageId, asked) => ({ ...asked, villageId })),
  };
}

async function answered(deps: Deps, turn: Turn, given: Given): Promise<Decision | undefined> {
  const say = sayIn(deps.texts, turn.contact.language);
  const own = ownVillages(turn);
  const open = await countsFor(deps, turn);
  const named = villagesNamed(given.text, own);
  if (open.length === 0) return withEnd(turn, await alreadyClosed(deps, turn, named));
  if (isWordAlone(given.text)) return explained(say, open);

  const possible = open.filter((count) =>
    given.countId === undefined ? isOf(count, named) : count.id === given.countId,
  );
  if (possible.length === 0) return withEnd(turn, notAsked(say, named));
  const stranger = await otherVillage(deps, possible, named.rest);
  if (stranger !== undefined) {
    return withEnd(turn, { says: [{ text: say('reports.otherVillage', { village: stranger }) }] });
  }
  const readings = possible.map((count) => ({
    count,
    reading: readAnswer(named.rest, lettersOf(count.names)),
  }));
  const meant = onlyOne(readings, readAnswer(named.rest, LETTERS).outcome === 'accepted');
  if (meant === undefined) return whichCount(say, given, readings);
  const { count, reading } = meant;
  switch (reading.outcome) {
    case 'other':
      return undefined;
    case 'asked': {
      const village = own.length > 1 && named.villages.length === 1 ? named.villages[0] : undefined;
      const text = notStored(
        say,
        reading.questions,
        village === undefined ? reading.line : `${reading.line} ${village.villageName}`,
      );
      return withEnd(turn, { says: [{ text }] });
    }
    case 'accepted':
      return counted(deps, turn, { given, named, count, values: reading.values });
  }
}

/** A village named in an answer that is none of the sender's; nothing where the text is no answer at all. */
async function otherVillage(
  deps: Deps,
  counts: readonly QuickCount[],
  rest: string,
): Promise<string | undefined> {
  const strange = strangeWords(rest).length;
  if (strange === 0 || strange > MOST_STRANGE || !/\d/.test(rest)) return undefined;
  const villages = await villagesAsked(
    deps.store,
    counts.flatMap((count) => keysOf(count)),
  );
  const { villages: named } = villagesNamed(
    rest,
    villages.map(({ name }) => ({ villageName: name })),
  );
  return named[0]?.villageName ?? villageByKind(rest);
}

/** Whether a count asks the village that is named; every count may be meant where none is. */
function isOf(count: QuickCount, { villages }: Named<Village>): boolean {
  return villages.length === 0 || villages.some((village) => asks(count, village.commune));
}

type Read = { readonly count: QuickCount; readonly reading: QuickReading };

/** Of several counts the one that its letters fit; a number without a letter could be the answer to any of them. */
function onlyOne(readings: readonly Read[], lettered: boolean): Read | undefined {
  if (readings.length === 1) return readings[0];
  const fitting = readings.filter(({ reading }) => lettered && reading.outcome === 'accepted');
  return fitting.length === 1 ? fitting[0] : undefined;
}

type Counted = {
  readonly given: Given;
  readonly named: Named<Village>;
  readonly count: QuickCount;
  readonly values: Values;
};

/** The numbers are certain: whose they are is left to know. */
async function counted(deps: Deps, turn: Turn, { given, named, count, values }: Counted): Promise<Decision> {
  const own = ownVillages(turn);
  const candidates = (named.villages.length > 0 ? named.villages : own).filter(
    ({ commune, villageId }) =>
      asks(count, commune) && (given.villageId === undefined || villageId === given.villageId),
  );
  const [village] = candidates;
  if (village === undefined || candidates.length > 1) {
    return whichVillage(sayIn(deps.texts, turn.contact.language), given, count, candidates);
  }
  return withEnd(turn, await keep(deps, turn, { count, village, own, values }));
}

function whichCount(say: Say, { text }: Given, readings: readonly Read[]): Decision | undefined {
  const counts = readings.flatMap(({ count, reading }) => (reading.outcome === 'other' ? [] : [count]));
  if (counts.length === 0) return undefined;
  const listed = counts.slice(0, MOST_OPTIONS);
  const most = Math.floor(LIST_CHARACTERS / listed.length);
  const asked: Asked = { text, options: listed.map(({ id }) => id) };
  return numbered(
    say('quick.which.count'),
    listed.map(({ question }) => shortened(question, most)),
    { kind: 'quick-count', data: asked },
  );
}

function whichVillage(say: Say, { text }: Given, { id }: QuickCount, villages: readonly Village[]): Decision {
  const asked: Asked = { text, countId: id, options: villages.map(({ villageId }) => villageId) };
  return numbered(
    say('quick.which.village'),
    villages.map(({ villageName }) => villageName),
    { kind: 'quick-village', data: asked },
  );
}

function dropped(deps: Deps, turn: Turn): Decision {
  return { says: [{ text: deps.texts.say(turn.contact.language, 'quick.droppedAnswer') }], asks: null };
}

/** A question of ours about an earlier answer is over once a new answer has come. */
function withEnd<D extends Decision | undefined>(turn: Turn, decision: D): D {
  const { question } = turn;
  const isOurs = question?.kind === 'quick-count' || question?.kind === 'quick-village';
  return decision !== undefined && isOurs ? { ...decision, asks: null } : decision;
}

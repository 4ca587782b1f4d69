/** `XEM DEM`: the answers so far, for the author and for officers of all the communes; and closing the count. */
import * as z from 'zod';
import { DAY_MS } from '../../civil-time.ts';
import type { Deps } from '../../deps.ts';
import type { Decision, Handler, Turn, UnitKey } from '../../handler.ts';
import { recordAct } from '../../store/audit.ts';
import { otherAddress } from '../../store/links.ts';
import {
  answersOf,
  closeCount,
  countById,
  keysOf,
  type QuickCount,
  recentCounts,
  villagesAsked,
} from '../../store/quick-counts.ts';
import { choiceIn } from '../../words/bare.ts';
import { LIST_CHARACTERS, MOST_OPTIONS, numbered } from './choose.ts';
import type { Area, Office } from './office.ts';
import { isOpen } from './open.ts';
import { type Result, resultText } from './result.ts';
import { type CountTable, tableOf } from './table.ts';
import { sayIn, shortened } from './wording.ts';

/** How long the answers to a closed count can be looked at here. */
const SHOWN_FOR_MS = 30 * DAY_MS;

export async function show(office: Office, deps: Deps, turn: Turn, area: Area): Promise<Decision> {
  const say = sayIn(deps.texts, turn.contact.language);
  const recent = await recentCounts(deps.store, turn.now - SHOWN_FOR_MS);
  const visible: QuickCount[] = [];
  for (const count of recent) {
    if (await mayShow(office, deps, turn, area, count)) visible.push(count);
  }
  const open = visible.filter((count) => isOpen(count, turn.now)).slice(0, MOST_OPTIONS);
  const [newest] = open.length > 0 ? open : visible;
  if (newest === undefined) return { says: [{ text: say('quick.none') }] };
  if (open.length < 2) return shown(deps, turn, area, newest);
  const most = Math.floor(LIST_CHARACTERS / open.length);
  return numbered(
    say('quick.which.table'),
    open.map(({ question }) => shortened(question, most)),
    { kind: 'quick-table', data: open.map(({ id }) => id) },
  );
}

const idsShape = z.array(z.string());

/** Which of several counts was meant. */
export function pickedWith(office: Office): Handler {
  return async (deps, turn) => {
    const choice = choiceIn(turn.text);
    const ids = idsShape.safeParse(turn.question?.data).data ?? [];
    const id = typeof choice === 'number' ? ids[choice - 1] : undefined;
    const area = await office.areaOf(deps, turn);
    const count = id === undefined ? undefined : await countById(deps.store, id);
    if (area === undefined || turn.question === undefined || choice === undefined) return undefined;
    return count === undefined || !(await mayShow(office, deps, turn, area, count))
      ? { says: [turn.question.prompt] }
      : shown(deps, turn, area, count);
  };
}

async function shown(deps: Deps, turn: Turn, area: Area, count: QuickCount): Promise<Decision> {
  const say = sayIn(deps.texts, turn.contact.language);
  const open = isOpen(count, turn.now);
  const text = await resultFor(deps, turn, area, count, {
    closed: !open,
    foot: open ? say('quick.close.offer') : undefined,
  });
  if (!open) return { says: [{ text }], ...(turn.question?.kind === 'quick-table' ? { asks: null } : {}) };
  const buttons = [
    [
      { label: say('quick.button.again'), says: 'XEM DEM' },
      { label: say('quick.button.close'), says: '1' },
    ],
  ];
  return { says: [{ text, buttons }], asks: { kind: 'quick-close', data: count.id } };
}

/** 1 closes the count whose answers were just shown. */
export function closeWith(office: Office): Handler {
  return async (deps, turn) => {
    const { contact, question, now } = turn;
    const choice = choiceIn(turn.text);
    const area = await office.areaOf(deps, turn);
    const count = await countById(deps.store, String(question?.data));
    if (area === undefined || count === undefined || question === undefined) return undefined;
    if (!(await mayShow(office, deps, turn, area, count))) return undefined;
    const say = sayIn(deps.texts, contact.language);
    if (choice === 2 || choice === 'no' || office.isCancel(turn.text))
      return { says: [{ text: say('quick.close.kept') }], asks: null };
    if (choice !== 1 && choice !== 'yes') {
      return choice === undefined ? undefined : { says: [question.prompt] };
    }
    const text = await resultFor(deps, turn, area, count, { closed: true, foot: say('quick.close.done') });
    if (count.closedAt !== null) return { says: [{ text }], asks: null };
    return {
      says: [{ text }],
      writes: [
        ...closeCount(count.id, now),
        recordAct({
          at: now,
          actor: `contact:${contact.id}`,
          action: 'quick-count-closed',
          subject: `quick-count:${count.id}`,
        }),
      ],
      asks: null,
    };
  };
}

/** Its author at either address, as long as they are an officer, and who answers for all its communes. */
async function mayShow(
  office: Office,
  deps: Deps,
  turn: Turn,
  area: Area,
  count: QuickCount,
): Promise<boolean> {
  if (count.authorId === turn.contact.id) return true;
  const keys = keysOf(count);
  // Only what may be theirs is looked up.
  const near = keys.every(({ code }) => area.communes.some(({ unit }) => unit.code === code));
  if (near && (await office.isWithin(deps, area, keys))) return true;
  return count.authorId !== null && (await otherAddress(deps.store, turn.contact.id))?.id === count.authorId;
}

async function resultFor(
  deps: Deps,
  turn: Turn,
  area: Area,
  count: QuickCount,
  about: Pick<Result, 'closed' | 'foot'>,
): Promise<string> {
  const { language, kind } = turn.contact;
  return resultText(sayIn(deps.texts, language), {
    ...about,
    count,
    table: await tableFor(deps, count),
    villages: seesVillages(
      count,
      area.roles.flatMap((role) => (role.role === 'commune-officer' ? (role.commune ?? []) : [])),
    ),
    whole: kind === 'telegram',
  });
}

/** The communes' own officer sees village by village; above them only communes are shown. */
export function seesVillages(count: QuickCount, offices: readonly UnitKey[]): boolean {
  return keysOf(count).every(({ code, validFrom }) =>
    offices.some((commune) => commune.code === code && commune.validFrom === validFrom),
  );
}

export async function tableFor(deps: Deps, count: QuickCount): Promise<CountTable> {
  const [villages, answers] = await Promise.all([
    villagesAsked(deps.store, keysOf(count)),
    answersOf(deps.store, count.id),
  ]);
  return tableOf(
    count,
    villages.map(({ id, name, commune, communeName }) => ({
      id,
      name,
      communeId: `${commune.code}@${commune.validFrom}`,
      communeLabel: communeName,
    })),
    answers,
  );
}

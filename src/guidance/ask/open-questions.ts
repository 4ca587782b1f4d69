/** `XEM TL`: the questions that wait for an officer; with a number, the whole of one. */
import type { Deps } from '../../deps.ts';
import type { Handler, Turn } from '../../handler.ts';
import { officerRoles } from '../../roles.ts';
import { type AskedArea, type AskedRow, openCount, openIn } from '../../store/asked.ts';
import { fold } from '../../vietnamese.ts';
import { fits, plainLine, shortened } from './excerpt.ts';
import { ageOf, type Label, questionIn, type Say, sayIn } from './wording.ts';

/** More is no list any more. */
const MOST = 20;
const FIRST_WORDS = 40;

/** What an officer may answer, as `answersFor` decides it. */
export function areaOf(turn: Pick<Turn, 'roles'>): AskedArea {
  const roles = officerRoles(turn);
  return {
    communes: roles.flatMap(({ role, commune }) =>
      role === 'commune-officer' && commune !== undefined ? [commune] : [],
    ),
    provinces: roles.flatMap(({ role, provinceCode }) =>
      role === 'province-officer' && provinceCode !== undefined ? [provinceCode] : [],
    ),
  };
}

export function openQuestionsWith(label: Label): Handler {
  return async (deps, turn) => {
    // From anyone else it is ordinary text.
    if (officerRoles(turn).length === 0) return undefined;
    const say = sayIn(deps.texts, turn.contact.language);
    const area = areaOf(turn);
    const named = /\d+/.exec(fold(turn.text))?.[0];
    const open = await openIn(deps.store, area, MOST, named === undefined ? undefined : Number(named));
    if (named !== undefined) {
      const [row] = open;
      const text = row && (await whole(label, deps, say, row));
      return { says: [{ text: text ?? say('asked.list.notOpen', { number: named }) }] };
    }
    if (open.length === 0) return { says: [{ text: say('asked.list.none') }] };
    return { says: [{ text: listed(deps, turn, say, { open, all: await openCount(deps.store, area) }) }] };
  };
}

async function whole(label: Label, deps: Deps, say: Say, row: AskedRow): Promise<string> {
  const place = await label(deps, { code: row.communeCode, validFrom: row.communeFrom });
  const question = plainLine(questionIn(deps, row.textSealed));
  return [
    say('asked.officer.first', { number: row.id, place: place ?? '', question }),
    say('asked.officer.how', { number: row.id }),
  ].join(' ');
}

/** As many as two SMS hold; in a chat all of them. */
function listed(
  deps: Deps,
  { contact, now }: Turn,
  say: Say,
  { open, all }: { readonly open: readonly AskedRow[]; readonly all: number },
): string {
  const lines = open.map((row) =>
    say('asked.list.line', {
      number: row.id,
      age: ageOf(say, now - row.askedAt),
      question: shortened(questionIn(deps, row.textSealed), FIRST_WORDS).words,
    }),
  );
  const text = (shown: number) =>
    [
      say('asked.list.head', { number: all }),
      ...lines.slice(0, shown),
      ...(shown < all ? [say('asked.list.rest', { number: all - shown })] : []),
      say('asked.list.how'),
    ].join('\n');
  let shown = lines.length;
  while (contact.kind === 'phone' && shown > 1 && !fits(text(shown))) shown -= 1;
  return text(shown);
}

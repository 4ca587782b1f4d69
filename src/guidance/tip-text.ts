/** The text of a queued tip as it is when it leaves: in the language of today, for a child that still has one coming. */
import { DAY_MS } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Said } from '../handler.ts';
import { type ChildRow, childById, childrenOf } from '../store/children.ts';
import { wasTold } from '../store/enrolments.ts';
import type { DueRow } from '../store/outbox.ts';
import { itemOf } from './child-series.ts';
import { currentText } from './current.ts';
import { spokenOf } from './due-tips.ts';
import { saidTo } from './said-to.ts';
import { withQuestion } from './useful.ts';

/** Twins are told a thing once. */
const SAME_TIP_MS = 10 * DAY_MS;

export async function tipText(
  deps: Deps,
  row: Pick<DueRow, 'contactId' | 'childId' | 'series' | 'item' | 'language' | 'tipLanguage'>,
  now: number,
): Promise<{ readonly said: Said } | { readonly skip: string }> {
  const child = row.childId === null ? undefined : await childById(deps.store, row.childId);
  if (child === undefined || child.status !== spokenOf(row.series ?? '')) return { skip: 'child-paused' };
  if (child.status === 'lost' && (await isExpecting(deps, child))) return { skip: 'expecting-again' };
  if (row.series === 'pregnancy' && child.born !== null) return { skip: 'child-born' };
  const item = itemOf(row.series ?? '', row.item ?? '');
  if (item === undefined) return { skip: 'item-gone' };
  const text = await currentText(item, deps);
  if (!text.maySend) return { skip: 'not-reviewed' };
  if (await wasTold(deps.store, row.contactId, row.item ?? '', now - SAME_TIP_MS))
    return { skip: 'told-already' };
  const { contactId, language } = row;
  const words = await saidTo(deps, row, item, text);
  // Neither a voice in another language belongs behind it, nor a question whose answer tells of the Vietnamese text.
  if (words.asWritten) return { said: words };
  const said: Said = {
    ...words,
    // A recording from before the text was edited says something else.
    ...(deps.audio === undefined ? {} : { spoken: { item: item.id, language, since: text.editedAt ?? 0 } }),
  };
  return { said: await withQuestion(deps, said, { contactId, item: item.id, language }, now) };
}

/** A family that has told us of a new pregnancy is not led back to its grief. */
async function isExpecting(deps: Deps, lost: ChildRow): Promise<boolean> {
  const family = await childrenOf(deps.store, lost.contactId);
  return family.some(({ status, born }) => status === 'active' && born === null);
}

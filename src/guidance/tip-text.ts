/** The text of a queued tip as it is when it leaves: in the language of today, for a child that still has one coming. */
import { seriesById } from '../../content/series/index.ts';
import { DAY_MS } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Said } from '../handler.ts';
import { childById } from '../store/children.ts';
import { wasTold } from '../store/enrolments.ts';
import type { DueRow } from '../store/outbox.ts';
import { currentText } from './current.ts';

/** Twins are told a thing once. */
const SAME_TIP_MS = 10 * DAY_MS;

export async function tipText(
  deps: Deps,
  row: Pick<DueRow, 'contactId' | 'childId' | 'series' | 'item' | 'language'>,
  now: number,
): Promise<{ readonly said: Said } | { readonly skip: string }> {
  const child = row.childId === null ? undefined : await childById(deps.store, row.childId);
  if (child === undefined || child.status !== 'active') return { skip: 'child-paused' };
  if (row.series === 'pregnancy' && child.born !== null) return { skip: 'child-born' };
  const item = seriesById(row.series ?? '')?.items.find(({ id }) => id === row.item);
  if (item === undefined) return { skip: 'item-gone' };
  const text = await currentText(item, deps);
  if (!text.maySend) return { skip: 'not-reviewed' };
  if (await wasTold(deps.store, row.contactId, item.id, now - SAME_TIP_MS)) return { skip: 'told-already' };
  return { said: { text: text[row.language] } };
}

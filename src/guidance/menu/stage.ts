/** For which stage a family looks for guidance first. Pure. */
import type { Stage } from '../../../content/topic-names-shape.ts';
import { type CivilDate, monthsBetween } from '../../civil-time.ts';
import type { ChildRow } from '../../store/children.ts';

/** From then on illness and school matter more than milk. */
const CHILD_FROM_MONTHS = 24;

/** Who is expected comes before who is here, the youngest before the others. */
export function stageOf(children: readonly Pick<ChildRow, 'born' | 'status'>[], today: CivilDate): Stage {
  const active = children.filter(({ status }) => status === 'active');
  if (active.length === 0) return 'unknown';
  const births = active.flatMap(({ born }) => (born === null ? [] : [born])).sort();
  const youngest = births.at(-1);
  if (births.length < active.length || youngest === undefined) return 'pregnant';
  return monthsBetween(youngest, today) < CHILD_FROM_MONTHS ? 'baby' : 'child';
}

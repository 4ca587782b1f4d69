/** The text of a message about a quick count, taken when it leaves; or why it is not sent any more. */
import type { Deps } from '../../deps.ts';
import type { Said, UnitKey } from '../../handler.ts';
import { currentProvince } from '../../store/broadcasts.ts';
import type { DueRow } from '../../store/outbox.ts';
import {
  answersOf,
  countById,
  officesOf,
  type QuickCount,
  quickKey,
  villagesOfContact,
} from '../../store/quick-counts.ts';
import { missingLetters, standingByVillage } from './letters.ts';
import { asks, isOpen } from './open.ts';
import { resultText } from './result.ts';
import { seesVillages, tableFor } from './show.ts';
import { askText, remindText, sayIn } from './wording.ts';

type Row = Pick<DueRow, 'key' | 'item' | 'contactId' | 'language' | 'addressKind'>;
type Bound = { readonly said: Said } | { readonly skip: string };
/** "xã Mường Than" */
type Label = (deps: Deps, unit: UnitKey) => Promise<string | undefined>;

export function quickTextWith(label: Label) {
  return async (deps: Deps, row: Row, now: number): Promise<Bound> => {
    const count = await countById(deps.store, row.item ?? '');
    if (count === undefined) return { skip: 'unknown-kind' };
    if (row.key === quickKey(count.id, 'digest')) return digest(deps, row, count);
    return toCollaborator(label, deps, row, count, now);
  };
}

async function toCollaborator(
  label: Label,
  deps: Deps,
  row: Row,
  count: QuickCount,
  now: number,
): Promise<Bound> {
  if (!isOpen(count, now)) return { skip: 'count-closed' };
  const own = (await villagesOfContact(deps.store, row.contactId)).filter(({ commune }) =>
    asks(count, commune),
  );
  if (own.length === 0) return { skip: 'no-longer-meant' };
  const say = sayIn(deps.texts, row.language);
  const sender = (await senderOf(label, deps, count)) ?? '';
  const about = { question: count.question, names: count.names, deadlineAt: count.deadlineAt, sender };
  if (row.key !== quickKey(count.id, `remind:${row.contactId}`)) {
    return { said: { text: askText(say, { ...about, villages: own.map(({ name }) => name) }) } };
  }
  const stands = standingByVillage(await answersOf(deps.store, count.id));
  const waiting = own.filter(
    ({ id }) => missingLetters(count.names, stands.get(id)?.values ?? {}).length > 0,
  );
  if (waiting.length === 0) return { skip: 'answered' };
  return { said: { text: remindText(say, { ...about, villages: waiting.map(({ name }) => name) }) } };
}

/** To the author, once, when the time given is over. */
async function digest(deps: Deps, row: Row, count: QuickCount): Promise<Bound> {
  const offices = await officesOf(deps.store, row.contactId);
  if (offices.length === 0) return { skip: 'no-longer-meant' };
  const say = sayIn(deps.texts, row.language);
  const text = resultText(say, {
    count,
    table: await tableFor(deps, count),
    closed: false,
    villages: seesVillages(
      count,
      offices.flatMap(({ commune }) => commune ?? []),
    ),
    whole: row.addressKind === 'telegram',
    foot: say('quick.digest'),
  });
  return { said: { text } };
}

/** The province where its author is an officer of one, else the author's commune. */
async function senderOf(label: Label, deps: Deps, count: QuickCount): Promise<string | undefined> {
  const offices = count.authorId === null ? [] : await officesOf(deps.store, count.authorId);
  const province = offices.find(({ provinceCode }) => provinceCode !== null);
  if (province?.provinceCode) {
    const unit = await currentProvince(deps.store, province.provinceCode);
    return unit === undefined ? undefined : label(deps, unit);
  }
  const [code, validFrom] = count.communes[0] ?? ['', ''];
  return label(deps, offices[0]?.commune ?? { code, validFrom });
}

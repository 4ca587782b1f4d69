/** The text of a question on its way to an officer, taken when it leaves; or why it is not sent any more. */
import type { Deps } from '../../deps.ts';
import type { Said } from '../../handler.ts';
import { askedById, openCount } from '../../store/asked.ts';
import type { DueRow } from '../../store/outbox.ts';
import { roleAt } from '../../store/roles.ts';
import { forOfficer, type Label, sayIn } from './wording.ts';

type Bound = { readonly said: Said } | { readonly skip: string } | { readonly fail: 'unreadable' };
type Row = Pick<DueRow, 'item' | 'contactId' | 'language' | 'addressKind'>;

export function passedOnTextWith(label: Label) {
  return async (deps: Deps, row: Row): Promise<Bound> => {
    const [id, again] = (row.item ?? '').split(':');
    const asked = await askedById(deps.store, Number(id));
    if (asked === undefined) return { skip: 'question-gone' };
    if (asked.answeredAt !== null) return { skip: 'question-answered' };
    const commune = { code: asked.communeCode, validFrom: asked.communeFrom };
    const role = await roleAt(deps.store, row.contactId, 'commune-officer', { commune });
    if (role?.status !== 'active') return { skip: 'no-longer-officer' };
    const question = deps.secrets.tryOpen(asked.textSealed);
    if (question === undefined) return { fail: 'unreadable' };
    const open = await openCount(deps.store, { communes: [commune], provinces: [] });
    const text = forOfficer(sayIn(deps.texts, row.language), {
      number: asked.id,
      place: (await label(deps, commune)) ?? '',
      question,
      again: again !== undefined,
      others: open - 1,
      byTelegram: row.addressKind === 'telegram',
    });
    return { said: { text } };
  };
}

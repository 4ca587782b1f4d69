/** A quick count goes out only by the code that was sent to the officer's own address. */
import { checkedCode, wrongCode } from '../../confirmation.ts';
import type { Deps } from '../../deps.ts';
import type { Decision, Turn } from '../../handler.ts';
import { countRecipients } from '../../store/audience.ts';
import { recordAct } from '../../store/audit.ts';
import { startCount } from '../../store/quick-counts.ts';
import { askDeadline, countOf, preview, type Waiting, waitingOf } from './draft.ts';
import type { Area, Office } from './office.ts';
import { closesAt } from './open.ts';
import { sayIn } from './wording.ts';

export async function confirm(
  office: Office,
  deps: Deps,
  turn: Turn,
  area: Area,
  digits: string,
): Promise<Decision | undefined> {
  const waiting = waitingOf(turn);
  if (waiting === undefined) return undefined;
  switch (checkedCode(deps, waiting, digits, turn.now)) {
    case 'wrong':
      return wrongCode(deps, turn, waiting, 'quick-count-refused');
    case 'expired':
      return preview(office, deps, turn, area, {
        draft: waiting.draft,
        wrong: waiting.wrong,
        renewed: true,
      });
    case 'right':
      return asked(office, deps, turn, area, waiting);
  }
}

async function asked(
  office: Office,
  deps: Deps,
  turn: Turn,
  area: Area,
  { draft }: Waiting,
): Promise<Decision> {
  const { contact, now } = turn;
  const say = sayIn(deps.texts, contact.language);
  const { communes = [], place = '', urgent } = draft;
  if (!(await office.isWithin(deps, area, communes))) {
    return { says: [{ text: say('broadcasts.places.outside', { names: place }) }], asks: null };
  }
  const count = countOf(draft, now);
  if (count.deadlineAt <= now) return askDeadline(say, draft, 'quick.deadline.past');
  const people = await countRecipients(deps.store, { audience: 'collaborators', communes });
  const recipients = people.phones + people.chats;
  if (recipients === 0) return { says: [{ text: say('quick.nobody', { place }) }], asks: null };

  const id = deps.newId();
  const when = office.whenOf(say, urgent, now);
  return {
    says: [{ text: say('quick.sent', { people: recipients, when }) }],
    writes: [
      ...startCount({
        ...count,
        id,
        authorId: contact.id,
        communes: communes.map(({ code, validFrom }) => [code, validFrom] as const),
        askedAt: now,
        urgent,
        expiresAt: closesAt(count),
      }),
      recordAct({
        at: now,
        actor: `contact:${contact.id}`,
        action: urgent ? 'urgent-quick-count-asked' : 'quick-count-asked',
        subject: `quick-count:${id}`,
        detail: { communes: communes.length, numbers: count.names.length, recipients },
      }),
    ],
    asks: null,
  };
}

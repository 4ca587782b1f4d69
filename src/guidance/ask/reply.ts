/** `TL 12 …`: an officer answers a parent's question. It goes to whoever asked, once. */
import type { Deps } from '../../deps.ts';
import type { Decision, Handler, Turn } from '../../handler.ts';
import { answersFor, officerRoles } from '../../roles.ts';
import {
  type AskedRow,
  askedById,
  askedIn,
  askedOf,
  NOBODY,
  openCount,
  settleAsked,
  settledKey,
} from '../../store/asked.ts';
import { recordAct } from '../../store/audit.ts';
import { currentProvince } from '../../store/broadcasts.ts';
import { contactById, takeTurn } from '../../store/contacts.ts';
import { queueMessage } from '../../store/outbox.ts';
import { unitByKey } from '../../store/units.ts';
import type { TextKey } from '../../texts.ts';
import { shortened, tooLongFor } from './excerpt.ts';
import { areaOf } from './open-questions.ts';
import { readReply } from './typed-reply.ts';
import { type Label, momentIn, questionIn, sayIn } from './wording.ts';

/** Of a question, to tell it from their others. */
const NAMED_BY = 40;

export function replyWith(label: Label): Handler {
  return async (deps, turn) => {
    // From anyone else it is ordinary text.
    if (officerRoles(turn).length === 0) return undefined;
    const told = (key: TextKey, values?: Readonly<Record<string, string | number>>): Decision => ({
      says: [{ text: deps.texts.say(turn.contact.language, key, values) }],
    });
    const typed = readReply(turn.text) ?? { number: undefined, text: turn.text };
    const number = typed.number ?? (turn.repliesTo === undefined ? undefined : askedIn(turn.repliesTo));
    if (number === undefined) return told('asked.reply.how');
    const asked = Number.isSafeInteger(number) ? await askedById(deps.store, number) : undefined;
    if (asked === undefined) return told('asked.reply.unknown', { number });
    const unit = await unitByKey(deps.store, { code: asked.communeCode, validFrom: asked.communeFrom });
    const commune = {
      key: { code: asked.communeCode, validFrom: asked.communeFrom },
      provinceCode: unit?.provinceCode ?? '',
    };
    const role = officerRoles(turn).find((one) => answersFor(one, commune));
    if (role === undefined) return told('asked.reply.elsewhere', { number });
    if (asked.answeredAt !== null) {
      const key = asked.answeredBy === NOBODY ? 'asked.reply.closed' : 'asked.reply.answered';
      return told(key, { number, ...momentIn(asked.answeredAt) });
    }
    if (typed.text === '') return told('asked.reply.empty', { number });

    const from =
      role.role === 'province-officer'
        ? await currentProvince(deps.store, commune.provinceCode)
        : commune.key;
    const place = from === undefined ? undefined : await label(deps, from);
    return answered(deps, turn, asked, { text: typed.text, place: place ?? '' });
  };
}

async function answered(
  deps: Deps,
  turn: Turn,
  asked: AskedRow,
  { text, place }: { readonly text: string; readonly place: string },
): Promise<Decision> {
  const { contact, now } = turn;
  const say = sayIn(deps.texts, contact.language);
  const asker = await contactById(deps.store, asked.contactId);
  // After their turn was read: an erasure from now on collides with it, one before has taken the question.
  const still = await askedById(deps.store, asked.id);
  if (asker === undefined || still === undefined)
    return { says: [{ text: say('asked.reply.unknown', { number: asked.id }) }] };
  const others = (await askedOf(deps.store, asker.id, now)).length > 1;
  const question = shortened(questionIn(deps, asked.textSealed), NAMED_BY).words;
  const answer = deps.texts.say(asker.language, others ? 'asked.answerTo' : 'asked.answer', {
    place,
    question,
    text,
  });
  const most = tooLongFor(answer, text, asker.kind === 'phone' && asker.accentedSms);
  if (most !== undefined) return { says: [{ text: say('asked.reply.tooLong', { most }) }] };

  const left = (await openCount(deps.store, areaOf(turn))) - 1;
  return {
    says: [
      {
        text: [
          say('asked.reply.sent', { number: asked.id }),
          ...(left > 0 ? [say('asked.officer.others', { number: left })] : []),
        ].join(' '),
      },
    ],
    writes: [
      settleAsked(asked.id, contact.id, now),
      // Whoever decides from another's state takes that person's next turn too.
      ...(asker.id === contact.id ? [] : [takeTurn(asker.id, asker.turn + 1)]),
      // Of two officers at once the second collides with this key, and reads that it is answered.
      queueMessage({
        key: settledKey(asked.id),
        contactId: asker.id,
        kind: 'reply',
        bodySealed: deps.secrets.seal(JSON.stringify({ text: answer })),
        dueAt: now,
        createdAt: now,
      }),
      recordAct({
        at: now,
        actor: `contact:${contact.id}`,
        action: 'question-answered',
        subject: `asked:${asked.id}`,
      }),
    ],
  };
}

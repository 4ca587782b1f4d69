/** What no text answers goes to the officers of the commune, in the same unit as the promise of an answer. */
import { DAY_MS } from '../../civil-time.ts';
import type { Deps } from '../../deps.ts';
import type { Decision, Handler, Turn, UnitKey } from '../../handler.ts';
import { activeRoles } from '../../roles.ts';
import { isFreshAnswer } from '../../route.ts';
import { addressMacs } from '../../secrets.ts';
import { type AskedRow, addAsked, askedOf, officersToAsk, tellOfficers } from '../../store/asked.ts';
import { contactById } from '../../store/contacts.ts';
import { otherAddress } from '../../store/links.ts';
import { triesBy } from '../../store/tries.ts';
import type { TextKey } from '../../texts.ts';
import { foldName } from '../../vietnamese.ts';
import { closesAt } from './asked-times.ts';
import { looksLikeQuestion } from './is-question.ts';
import { type Label, momentIn, questionIn } from './wording.ts';

const MOST_OPEN = 3;
const SAME_WITHIN_MS = DAY_MS;
/** What an officer can be expected to read. */
const MOST_CHARACTERS = 1_000;

export function passOnWith(label: Label): Handler {
  return async (deps, turn) => {
    const { contact, inbound, now } = turn;
    // Who works with us knows whom to ask; what a button says is no question.
    if (activeRoles(turn).length > 0 || inbound.kind === 'button') return undefined;
    if (!looksLikeQuestion(turn.text, { answering: isFreshAnswer(turn) })) return undefined;

    const told = (key: TextKey, values?: Readonly<Record<string, string | number>>): Decision => ({
      says: [{ text: deps.texts.say(contact.language, key, values) }],
    });
    const commune = await communeOf(deps, turn);
    const place = commune === undefined ? undefined : await label(deps, commune);
    if (commune === undefined || place === undefined) return told('asked.noPlace');

    const before = await askedOf(deps.store, contact.id, now - SAME_WITHIN_MS);
    const text = turn.text.slice(0, MOST_CHARACTERS).toWellFormed();
    const same = before.find((row) => isSame(deps, row, text));
    if (same?.answeredAt != null) return told('asked.answeredAlready', momentIn(same.answeredAt));
    if (same !== undefined) return told('asked.passedAlready', { place });
    const open = before.filter((row) => row.answeredAt === null).length;
    // What was erased since was sent to officers all the same.
    const erased = await triesBy(deps.store, 'ask', addressMacs(deps.secrets, inbound.from), now - DAY_MS);
    if (open + erased.length >= MOST_OPEN) {
      return told('asked.tooMany', { most: MOST_OPEN });
    }

    const officers = await officersToAsk(deps.store, commune);
    if (officers.length === 0) return told('asked.nobody', { place });
    return {
      ...told('asked.passedOn', { place }),
      writes: [
        addAsked({
          contactId: contact.id,
          communeCode: commune.code,
          communeFrom: commune.validFrom,
          textSealed: deps.secrets.seal(text),
          askedAt: now,
        }),
        tellOfficers({ newestOf: contact.id }, { which: 'first', officers, now, expiresAt: closesAt(now) }),
      ],
    };
  };
}

/** Their own, or that of their other address: one who registered by phone may ask in a chat. */
async function communeOf(deps: Deps, { contact }: Turn): Promise<UnitKey | undefined> {
  if (contact.commune !== undefined || contact.isNew) return contact.commune;
  const other = await otherAddress(deps.store, contact.id);
  const row = other && (await contactById(deps.store, other.id));
  return row?.communeCode == null || row.communeFrom === null
    ? undefined
    : { code: row.communeCode, validFrom: row.communeFrom };
}

function isSame(deps: Deps, row: AskedRow, text: string): boolean {
  return foldName(questionIn(deps, row.textSealed)) === foldName(text);
}

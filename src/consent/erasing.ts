/** The erasure of a person, after a yes; by SMS after the code. */
import { codeShape, newCode } from '../confirmation.ts';
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Turn } from '../handler.ts';
import { childrenOf } from '../store/children.ts';
import { otherAddress } from '../store/links.ts';
import { choiceIn } from '../words/bare.ts';
import { confirmedByCode } from './by-code.ts';
import { erasureOf } from './erasure.ts';
import { askedAgain, fitsSms } from './places.ts';
import { carersBeside } from './rights.ts';

export const erase: Handler = async (deps, turn) => {
  const { contact, roles, now } = turn;
  const say = (key: Parameters<typeof deps.texts.say>[1], values?: Parameters<typeof deps.texts.say>[2]) =>
    deps.texts.say(contact.language, key, values);
  if (contact.isNew) return { says: [{ text: say('consent.held.nothing') }] };
  // A new code is no new try.
  const code = contact.kind === 'phone' ? newCode(deps, now, waitingOf(turn)?.wrong) : undefined;
  const [other, children] = await Promise.all([
    otherAddress(deps.store, contact.id),
    childrenOf(deps.store, contact.id),
  ]);
  const ask = [
    ...(other === undefined ? [] : [say('consent.erase.both')]),
    say(roles.length > 0 ? 'consent.erase.askWorking' : 'consent.erase.ask'),
    code === undefined ? say('consent.erase.choose') : say('consent.erase.byCode', { code: code.code }),
  ].join(' ');
  const shared = (await carersBeside(deps, contact.id, children)) > 0;
  const whole = shared ? `${say('consent.erase.shared')} ${ask}` : ask;
  const text = fitsSms(whole) ? whole : ask;
  if (code !== undefined) return { says: [{ text }], asks: { kind: 'erase', data: code } };
  const button = (key: 'yesButton' | 'noButton', says: string) => ({
    label: say(`consent.erase.${key}`),
    says,
  });
  return {
    says: [{ text, buttons: [[button('yesButton', '1'), button('noButton', '2')]] }],
    asks: { kind: 'erase', data: {} },
  };
};

function waitingOf({ question }: Turn) {
  return question?.kind === 'erase' ? codeShape.safeParse(question.data).data : undefined;
}

export const eraseAnswer: Handler = async (deps, turn) => {
  const { contact } = turn;
  const choice = choiceIn(turn.text);
  if (choice === 2 || choice === 'no') {
    return { says: [{ text: deps.texts.say(contact.language, 'consent.erase.kept') }], asks: null };
  }
  if (contact.kind === 'phone') {
    return confirmedByCode(deps, turn, waitingOf(turn), {
      of: 'consent.erase',
      refused: 'erasure-refused',
      right: () => erased(deps, turn),
      expired: () => erase(deps, turn),
    });
  }
  if (choice === 1 || choice === 'yes') return erased(deps, turn);
  return choice === undefined ? undefined : askedAgain(turn);
};

async function erased(deps: Deps, { contact, now }: Turn): Promise<Decision> {
  return {
    says: [{ text: deps.texts.say(contact.language, 'consent.erase.done') }],
    writes: await erasureOf(deps, contact.id, 'person', now),
    asks: null,
  };
}

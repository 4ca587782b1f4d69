/** `DOI XA xã Mường Than`: a family lives elsewhere from now on; consent and children stay as they are. */
import type { Handler } from '../handler.ts';
import { fold, foldName } from '../vietnamese.ts';
import { bareWords } from '../words/bare.ts';
import { askDate } from './join-asks.ts';
import { isSentence } from './join-text.ts';
import { closeOurs } from './our-questions.ts';
import { type Places, placeStep } from './places.ts';

/** `đổi xã Mường Than`, `doi xa sang phuong Sa Pa`: what names the place begins behind it. */
const COMMAND =
  /^[^\p{L}\p{N}]*doi xa(?![\p{L}\p{N}])[\s:,.-]*(?:(?:sang|thanh|ve|qua|toi|den|moi|la)[\s:,.-]+)*/u;
const KIND_WORD = /^(?:xa|phuong|thi tran|tt|dac khu|x|p)[ .]/;

export function moveWith(places: Places): Handler {
  return async (deps, turn) => {
    const { contact } = turn;
    const words = bareWords(foldName(turn.text).split(' '));
    const folded = fold(turn.text);
    const source = folded.length === turn.text.length ? turn.text : folded;
    const typed =
      words.join(' ') === 'doi xa' ? '' : source.slice(COMMAND.exec(folded)?.[0].length ?? 0).trim();
    if (typed !== '' && isSentence(typed)) {
      const { kind } = await places.find(deps, typed, contact.commune);
      if (kind === 'none' || (kind !== 'one' && !KIND_WORD.test(fold(typed)))) return undefined;
    }
    // Who is not known yet has nothing that could move along.
    if (contact.isNew) return askDate(deps, turn, typed === '' ? {} : { place: typed });
    if (typed === '') {
      const text = deps.texts.say(contact.language, 'consent.place.ask');
      return { says: [{ text }], asks: { kind: 'place', data: {} } };
    }
    const step = await placeStep(places, deps, turn, typed);
    const text =
      step.asks === null
        ? `${step.says} ${deps.texts.say(contact.language, 'consent.place.thanks')}`
        : step.says;
    return {
      says: [{ text, ...(step.buttons === undefined ? {} : { buttons: step.buttons }) }],
      writes: step.writes,
      ...(step.asks === null ? closeOurs(turn) : { asks: step.asks }),
    };
  };
}

/** The first touch in a chat: a greeting, a commune's own link, or an officer's invitation. */
import type { Handler } from '../handler.ts';
import { askStage } from './join-asks.ts';
import { claimInvitation } from './officer-invitation.ts';
import { type Places, setPlace } from './places.ts';

const COMMUNE = /^xa-(\d{5})$/;
const OFFICER = /^cb-([\w-]{10,50})$/;

export function startWith(places: Places): Handler {
  return async (deps, turn) => {
    const { language } = turn.contact;
    const carried = turn.inbound.startedWith ?? '';
    const code = OFFICER.exec(carried)?.[1];
    if (code !== undefined) return claimInvitation(places, deps, turn, code);
    const communeCode = COMMUNE.exec(carried)?.[1];
    const place = communeCode === undefined ? undefined : await places.byCode(deps, communeCode);
    if (place !== undefined) {
      const greeting = deps.texts.say(language, 'consent.greetingAt', { place: place.label });
      return { ...askStage(deps, turn, greeting), writes: setPlace(turn, place) };
    }
    return {
      says: [
        {
          text: deps.texts.say(language, 'consent.greeting'),
          buttons: [
            [{ label: deps.texts.say(language, 'consent.joinButton'), says: 'DK' }],
            [{ label: deps.texts.say(language, 'consent.second.button'), says: 'SDT' }],
            [
              { label: deps.texts.say(language, 'consent.helpButton'), says: 'TG' },
              language === 'vi'
                ? { label: 'English', says: 'NN EN' }
                : { label: 'Tiếng Việt', says: 'NN VI' },
            ],
          ],
        },
      ],
    };
  };
}

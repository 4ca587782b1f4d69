/** What is held about a person, told to them. */
import { TRACKS } from '../../content/series/index.ts';
import { civilDate, shownDate } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Handler, Said, Turn } from '../handler.ts';
import { carersOf } from '../store/carers.ts';
import { type ChildRow, childrenOf } from '../store/children.ts';
import { consentsOf } from '../store/contacts.ts';
import { enrolmentsOf } from '../store/enrolments.ts';
import { otherAddress } from '../store/links.ts';
import { keptOf } from '../store/people.ts';
import { childLabel } from './child-told.ts';
import type { Places } from './places.ts';

/** Two parts of an SMS without accents. */
const MESSAGE_CHARACTERS = 300;
/** What HT brings; named no further, as phones are shared. */
const ON_REQUEST: readonly string[] = ['disability', ...TRACKS];

export function heldWith(places: Places): Handler {
  return async (deps, turn) => ({ says: packed(await heldLines(places, deps, turn)) });
}

async function heldLines(places: Places, deps: Deps, turn: Turn): Promise<readonly string[]> {
  const { contact } = turn;
  const say = (key: Parameters<typeof deps.texts.say>[1], values?: Parameters<typeof deps.texts.say>[2]) =>
    deps.texts.say(contact.language, key, values);
  if (contact.isNew) return [say('consent.held.nothing')];
  const children = await childrenOf(deps.store, contact.id);
  const active = children.filter((child) => child.status === 'active');
  const [enrolments, consents, kept, other] = await Promise.all([
    enrolmentsOf(
      deps.store,
      active.map(({ id }) => id),
    ),
    consentsOf(deps.store, contact.id),
    keptOf(deps.store, contact.id),
    otherAddress(deps.store, contact.id),
  ]);
  const place = contact.commune === undefined ? undefined : await places.fullLabel(deps, contact.commune);
  const tips = contact.tipLanguage;
  const more = enrolments.some(({ series, status }) => ON_REQUEST.includes(series) && status !== 'left');
  const stopped = children.length - active.length;
  const shared = active.filter((child) => child.contactId !== contact.id).length;
  const carers = await carersBeside(deps, contact.id, children);
  const last = consents.at(-1);
  const roles = await Promise.all(turn.roles.map((role) => roleLine(places, deps, turn, role)));
  return [
    say('consent.held.head', {
      form:
        contact.kind === 'phone' && !contact.accentedSms
          ? say('consent.held.plain')
          : say('consent.held.accented'),
    }),
    ...(tips
      ? [say('consent.held.guidance', { name: deps.further?.nameOf(tips)?.[contact.language] ?? tips })]
      : []),
    ...(other === undefined ? [] : [say(`consent.held.with.${other.kind}`)]),
    place === undefined ? say('consent.held.noPlace') : say('consent.held.place', { place }),
    active.length === 0
      ? say('consent.held.noChildren')
      : say('consent.held.children', {
          children: active.map((child) => childLabel(deps.texts, contact.language, child)).join('; '),
        }),
    ...(more ? [say('consent.held.more')] : []),
    ...(stopped === 0 ? [] : [say('consent.held.stopped', { count: stopped })]),
    ...(carers === 0 ? [] : [say('consent.held.sharedWith', { count: carers })]),
    ...(shared === 0 ? [] : [say('consent.held.shared', { count: shared })]),
    ...(contact.consent === 'none'
      ? [say('consent.held.neither')]
      : // After an erasure there is no proof any more, and so no date.
        last === undefined
        ? []
        : [say(`consent.held.${contact.consent}`, { date: shownDate(civilDate(last.at)) })]),
    ...roles,
    say('consent.held.texts', { count: kept.texts }),
    ...(kept.asked === 0 ? [] : [say('consent.held.asked', { asked: kept.asked, open: kept.open })]),
    say('consent.held.foot'),
  ];
}

/** How many others hear of the children that this person told us of. */
export async function carersBeside(
  deps: Deps,
  ownId: string,
  children: readonly ChildRow[],
): Promise<number> {
  const own = children.filter(({ contactId }) => contactId === ownId);
  const carers = await carersOf(
    deps.store,
    own.map(({ id }) => id),
  );
  return new Set(carers.filter(({ status }) => status === 'active').map(({ contactId }) => contactId)).size;
}

export async function roleLine(
  places: Places,
  deps: Deps,
  turn: Turn,
  role: Turn['roles'][number],
): Promise<string> {
  const { language } = turn.contact;
  if (role.role === 'collaborator') {
    const key = role.status === 'invited' ? 'consent.held.invited' : 'consent.held.collaborator';
    return deps.texts.say(language, key, { village: role.villageName ?? '' });
  }
  const place = role.commune === undefined ? undefined : await places.label(deps, role.commune);
  return deps.texts.say(language, 'consent.held.officer', { place: place ?? role.provinceCode ?? '' });
}

/** Whole lines, as many a message as fit. */
function packed(lines: readonly string[]): readonly Said[] {
  const messages: string[] = [];
  for (const line of lines) {
    const last = messages.at(-1);
    if (last !== undefined && last.length + line.length < MESSAGE_CHARACTERS)
      messages[messages.length - 1] = `${last}\n${line}`;
    else messages.push(line);
  }
  return messages.map((text) => ({ text }));
}

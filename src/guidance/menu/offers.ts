/** What may be chosen on each page of the menu: groups of topics, topics, answers. Pure. */
import type { Answer } from '../../../content/answers-shape.ts';
import { type Stage, TOPIC_NAMES } from '../../../content/topic-names.ts';
import type { Topic } from '../../../content/topics.ts';
import type { Language } from '../../message.ts';

/** `groups:<stage>`, `others:<stage>`, `group:<id>`, `topic:<topic>[:<from>]` or `answer:<id>`: where a number leads. */
export type Place = string;

export type Offer = { readonly leads: Place; readonly title: string };
export type Page =
  | {
      readonly kind: 'list';
      /** undefined on the first page, which asks for a topic. */
      readonly title: string | undefined;
      readonly offers: readonly Offer[];
      /** Where 0 leads. */
      readonly zero: Place;
    }
  | { readonly kind: 'text'; readonly answer: Answer };

/** More have no room in two SMS. */
export const MOST_OFFERS = 8;

/** `sendable`: answers that may be sent. undefined where nothing is to be had there. */
export function pageAt(
  place: Place,
  stage: Stage,
  sendable: readonly Answer[],
  language: Language,
): Page | undefined {
  const [kind = '', id = '', from = '0'] = place.split(':');
  const of = (topics: readonly Topic[]) => sendable.filter(({ topic }) => topics.includes(topic));
  const back = `groups:${stage}`;
  if (kind === 'answer') {
    const answer = sendable.find((one) => one.id === id);
    return answer && { kind: 'text', answer };
  }
  if (kind === 'groups' || kind === 'others') {
    const first = TOPIC_NAMES.stages[stage];
    const here =
      kind === 'groups'
        ? first.flatMap((name) => TOPIC_NAMES.groups.filter((group) => group.id === name))
        : TOPIC_NAMES.groups.filter((group) => !first.includes(group.id));
    const offers = here
      .filter(({ topics }) => of(topics).length > 0)
      .map((group): Offer => ({ leads: `group:${group.id}`, title: group.title[language] }));
    return listed(undefined, offers, kind === 'groups' ? `others:${stage}` : back);
  }
  const group = TOPIC_NAMES.groups.find((one) => kind === 'group' && one.id === id);
  const topics =
    group?.topics ?? (Object.keys(TOPIC_NAMES.topics) as Topic[]).filter((topic) => topic === id);
  const title = group?.title ?? TOPIC_NAMES.topics[id as Topic];
  const answers = of(topics);
  if (title === undefined) return undefined;
  if (answers.length === 1 && answers[0] !== undefined) return { kind: 'text', answer: answers[0] };
  if (answers.length <= MOST_OFFERS || topics.length === 1) {
    const rest = answers.slice(Number(from));
    const more = rest.length > MOST_OFFERS;
    const offers = rest.slice(0, more ? MOST_OFFERS - 1 : MOST_OFFERS).map(
      (answer): Offer => ({
        leads: `answer:${answer.id}`,
        title: (TOPIC_NAMES.answers[answer.id] ?? TOPIC_NAMES.topics[answer.topic])[language],
      }),
    );
    const next = `topic:${topics[0]}:${Number(from) + offers.length}`;
    const further: Offer[] = more ? [{ leads: next, title: TOPIC_NAMES.more[language] }] : [];
    return listed(title[language], [...offers, ...further], back);
  }
  const offers = topics
    .filter((topic) => of([topic]).length > 0)
    .map((topic): Offer => ({ leads: `topic:${topic}`, title: TOPIC_NAMES.topics[topic][language] }));
  return listed(title[language], offers, back);
}

function listed(title: string | undefined, offers: readonly Offer[], zero: Place): Page | undefined {
  return offers.length === 0 ? undefined : { kind: 'list', title, offers, zero };
}

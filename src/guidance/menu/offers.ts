/** What may be chosen on each page of the menu: groups of topics, topics, answers. Pure. */
import type { Answer } from '../../../content/answers-shape.ts';
import type { Stage, TopicNames } from '../../../content/topic-names-shape.ts';
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

export type Shelf = {
  /** Those that may be sent. */
  readonly answers: readonly Answer[];
  readonly names: TopicNames;
};

/** Undefined where nothing is to be had there. */
export function pageAt(
  place: Place,
  stage: Stage,
  { answers: sendable, names }: Shelf,
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
    const first = names.stages[stage];
    const here =
      kind === 'groups'
        ? first.flatMap((name) => names.groups.filter((group) => group.id === name))
        : names.groups.filter((group) => !first.includes(group.id));
    const offers = here
      .filter(({ topics }) => of(topics).length > 0)
      .map((group): Offer => ({ leads: `group:${group.id}`, title: group.title[language] }));
    return listed(undefined, offers, kind === 'groups' ? `others:${stage}` : back);
  }
  const group = names.groups.find((one) => kind === 'group' && one.id === id);
  const topics = group?.topics ?? (Object.keys(names.topics) as Topic[]).filter((topic) => topic === id);
  const title = group?.title ?? names.topics[id as Topic];
  const answers = of(topics);
  if (title === undefined) return undefined;
  if (answers.length === 1 && answers[0] !== undefined) return { kind: 'text', answer: answers[0] };
  if (answers.length <= MOST_OFFERS || topics.length === 1) {
    const rest = answers.slice(Number(from));
    const more = rest.length > MOST_OFFERS;
    const offers = rest.slice(0, more ? MOST_OFFERS - 1 : MOST_OFFERS).map(
      (answer): Offer => ({
        leads: `answer:${answer.id}`,
        title: (names.answers[answer.id] ?? names.topics[answer.topic])[language],
      }),
    );
    const next = `topic:${topics[0]}:${Number(from) + offers.length}`;
    const further: Offer[] = more ? [{ leads: next, title: names.more[language] }] : [];
    return listed(title[language], [...offers, ...further], back);
  }
  const offers = topics
    .filter((topic) => of([topic]).length > 0)
    .map((topic): Offer => ({ leads: `topic:${topic}`, title: names.topics[topic][language] }));
  return listed(title[language], offers, back);
}

function listed(title: string | undefined, offers: readonly Offer[], zero: Place): Page | undefined {
  return offers.length === 0 ? undefined : { kind: 'list', title, offers, zero };
}

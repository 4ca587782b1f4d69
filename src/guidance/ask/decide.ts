/** What is decided on a text alone, whoever sends it: danger first, as everywhere. Pure. */
import type { Topic } from '../../../content/topics.ts';
import { route } from '../../route.ts';
import { SHIPPED_LIBRARY } from './shipped.ts';

export type Decided =
  | { readonly kind: 'danger' | 'abuse' | 'person' }
  | { readonly kind: 'topic'; readonly topic: Topic; readonly item: string };

export function decide(text: string): Decided {
  const intents = route({
    now: 0,
    inbound: {
      channel: 'simulator',
      providerId: '',
      from: { kind: 'phone', value: '' },
      text,
      sentAt: 0,
      kind: 'text',
    },
    text,
    contact: {
      id: '',
      kind: 'phone',
      language: 'vi',
      accentedSms: false,
      consent: 'in',
      commune: undefined,
      isNew: false,
    },
    roles: [],
    question: undefined,
  });
  if (intents[0] === 'emergency') return { kind: 'danger' };
  if (intents[0] === 'abuse') return { kind: 'abuse' };
  const answer = intents.includes('ask') ? SHIPPED_LIBRARY.find(text) : undefined;
  return answer === undefined ? { kind: 'person' } : { kind: 'topic', topic: answer.topic, item: answer.id };
}

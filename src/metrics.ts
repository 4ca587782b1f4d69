/** `/metrics`: Prometheus text from counts in the database, the same on both runtimes. No label tells of a person. */
import type { Counts } from './store/counts.ts';

export function metricsText({ messages, received, people }: Counts): string {
  return [
    '# HELP vong_tay_outbox_messages Messages in the outbox by kind and state.',
    '# TYPE vong_tay_outbox_messages gauge',
    ...messages.map((m) => `vong_tay_outbox_messages{kind="${m.kind}",state="${m.state}"} ${m.number}`),
    '# HELP vong_tay_inbox_messages Messages received and kept, by channel.',
    '# TYPE vong_tay_inbox_messages gauge',
    ...received.map((m) => `vong_tay_inbox_messages{channel="${m.channel}"} ${m.number}`),
    '# HELP vong_tay_contacts Contacts by consent.',
    '# TYPE vong_tay_contacts gauge',
    ...people.map((p) => `vong_tay_contacts{consent="${p.consent}"} ${p.number}`),
    '',
  ].join('\n');
}

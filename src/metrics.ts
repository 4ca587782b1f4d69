/** `/metrics`: Prometheus text from counts in the database, the same on both runtimes. No label tells of a person. */
import type { Counts } from './store/counts.ts';
import type { DeliveryNow } from './store/delivery-now.ts';

export function metricsText(
  { messages, received, people }: Counts,
  { waiting, sentLastMinute, failed, unknown }: DeliveryNow,
  now: number,
): string {
  const oldest = waiting.map((w) => ({
    ...w,
    seconds: Math.max(0, Math.round((now - w.oldestDueAt) / 1_000)),
  }));
  return [
    '# HELP vong_tay_outbox_messages Messages in the outbox by kind and state, counted every ten minutes.',
    '# TYPE vong_tay_outbox_messages gauge',
    ...messages.map((m) => `vong_tay_outbox_messages{kind="${m.kind}",state="${m.state}"} ${m.number}`),
    '# HELP vong_tay_outbox_queued Messages that wait, by lane and kind of address.',
    '# TYPE vong_tay_outbox_queued gauge',
    ...waiting.map((w) => `vong_tay_outbox_queued{lane="${w.lane}",to="${w.kind}"} ${w.queued}`),
    '# HELP vong_tay_outbox_oldest_seconds How long the oldest waiting message has been due.',
    '# TYPE vong_tay_outbox_oldest_seconds gauge',
    ...oldest.map((w) => `vong_tay_outbox_oldest_seconds{lane="${w.lane}",to="${w.kind}"} ${w.seconds}`),
    '# HELP vong_tay_outbox_sent_per_second Messages handed to providers, over the last minute.',
    '# TYPE vong_tay_outbox_sent_per_second gauge',
    `vong_tay_outbox_sent_per_second ${Math.round((sentLastMinute / 60) * 100) / 100}`,
    '# HELP vong_tay_outbox_failed Messages that failed in the last 24 hours, by reason.',
    '# TYPE vong_tay_outbox_failed gauge',
    ...failed.map((f) => `vong_tay_outbox_failed{reason="${f.reason}"} ${f.number}`),
    '# HELP vong_tay_outbox_unknown Messages of which nobody knows whether they left.',
    '# TYPE vong_tay_outbox_unknown gauge',
    `vong_tay_outbox_unknown ${unknown}`,
    '# HELP vong_tay_inbox_messages Messages received and kept, by channel, counted every ten minutes.',
    '# TYPE vong_tay_inbox_messages gauge',
    ...received.map((m) => `vong_tay_inbox_messages{channel="${m.channel}"} ${m.number}`),
    '# HELP vong_tay_contacts Contacts by consent, counted every ten minutes.',
    '# TYPE vong_tay_contacts gauge',
    ...people.map((p) => `vong_tay_contacts{consent="${p.consent}"} ${p.number}`),
    '',
  ].join('\n');
}

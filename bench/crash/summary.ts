/** What a run showed, for people, and as the one line for machines. */
import { type Balance, countsBy, type Listed } from './ledger.ts';
import type { Outcome } from './run.ts';

export type Numbers = {
  readonly kills: number;
  readonly due: number;
  readonly lost: number;
  readonly twice: number;
  readonly unknown: number;
  readonly inFlightAtKills: number;
  readonly unanswered: number;
  readonly withheld: number;
  readonly inboundAnswered: number;
  readonly inboundProcessed: number;
};

export function numbersOf({ balance, record, ...outcome }: Outcome): Numbers {
  return {
    kills: outcome.kills,
    due: balance.due,
    lost: balance.lost.length,
    twice: balance.twice.length,
    unknown: balance.unknown.length,
    inFlightAtKills: outcome.inFlightAtKills,
    unanswered: balance.unanswered,
    withheld: record.withheld.length,
    inboundAnswered: outcome.inboundAnswered,
    inboundProcessed: outcome.inboundProcessed,
  };
}

/** What broke, a sentence each; empty where the run held. */
export function breachesOf(outcome: Outcome): readonly string[] {
  const { balance, problems } = outcome;
  const numbers = numbersOf(outcome);
  const breaches = [...balance.problems, ...problems];
  if (numbers.due === 0) breaches.push('nothing was due: the run proves nothing');
  if (numbers.lost > 0) breaches.push(`${numbers.lost} messages were lost`);
  if (numbers.twice > 0) breaches.push(`${numbers.twice} messages were seen twice`);
  if (balance.unknownByKill > numbers.inFlightAtKills)
    breaches.push('kills left more messages unknown than were under way');
  if (numbers.unanswered > numbers.withheld)
    breaches.push('more messages are unanswered than answers were withheld');
  if (balance.unexplained.length > 0)
    breaches.push(`${balance.unexplained.length} messages are unknown without a kill or a withheld answer`);
  if (numbers.inboundAnswered !== numbers.inboundProcessed)
    breaches.push(
      `${numbers.inboundAnswered - numbers.inboundProcessed} inbound messages were answered and not processed`,
    );
  return breaches;
}

export function shownOutcome(outcome: Outcome): readonly string[] {
  const { balance, record, startMs, logged } = outcome;
  const sorted = [...startMs].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  return [
    '',
    `starts            ${sorted.length}: median ${at(0.5)} ms, slowest ${Math.round(sorted.at(-1) ?? 0)} ms (modules in memory)`,
    `broadcasts        ${outcome.broadcasts}`,
    `outbox            ${countsShown(balance.states)}`,
    `providers' faults ${countsShown(record.faults)}`,
    `people saw        ${record.seen.length}, undelivered by receipt ${record.undelivered.length}`,
    ...[...logged].sort((a, b) => b[1] - a[1]).map(([about, n]) => `logged ${n} times: ${about}`),
    ...section('lost', balance.lost),
    ...section('seen twice', balance.twice),
    ...section('unknown', balance.unknown),
    ...reasonsOf(balance),
  ];
}

function section(name: string, list: readonly Listed[]): readonly string[] {
  if (list.length === 0) return [];
  return [
    '',
    `${name}: ${list.length}`,
    ...list.map(({ key, channel, state, why }) => `  ${key}  ${channel}  ${state}  ${why}`),
  ];
}

function reasonsOf({ unknown, unknownByKill, unanswered }: Balance): readonly string[] {
  if (unknown.length === 0) return [];
  const byReason = countsBy(unknown.map(({ channel, why }) => `${channel} ${why}`));
  return ['', `left by kills ${unknownByKill}, unanswered ${unanswered}: ${countsShown(byReason)}`];
}

function countsShown(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ');
}

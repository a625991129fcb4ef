import { Counter, Histogram, type Registry } from '@prometheus-io/client';
import { refusalReasons } from '../access/caller.ts';
import { type CallOutcomeKind, callOutcomeKinds } from '../reminders/call-outcome.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** What goes wrong and is tried again, by the name of its line in the log. */
export const failureEvents = [
  'claim.failed',
  'record.failed',
  'job.failed',
  'feed.failed',
  'place.defect',
  'attempt.aftermath-failed',
  'attempt.check-failed',
  'lookup.unanswered',
  'webhook.failed',
  'http.failed',
] as const;
type FailureEvent = (typeof failureEvents)[number];

/** Every name that is counted; test/metrics/event-names.test.ts holds them against what is really logged. */
export const countedEvents = [
  ...callOutcomeKinds.map((kind) => `attempt.${kind}` as const),
  ...failureEvents,
  'reminder.completed',
  'reminder.failed',
  'lease.lost',
  'instances.dead',
  'claims.taken-over',
  'attempt.stale',
  'feed.slow-consumer',
  'call.unexpected',
  'call.late',
  'call.adopted',
  'call.overdue',
  'call.cost',
  'call.reason-unknown',
  'reminders.deferred',
  'webhook.refused',
  'access.refused',
] as const;
type CountedEvent = (typeof countedEvents)[number];

/** Counts by the stable names of the log's lines, so that log and metrics cannot tell two stories. */
export function createEventCounters(registry: Registry): (fields: Fields) => void {
  const registers = [registry];
  const counter = (name: string, help: string) => new Counter({ name: `bellhop_${name}`, help, registers });
  const attempts = new Counter({
    name: 'bellhop_attempts_total',
    help: 'Attempts by what came of them (placed, refused, rejected, unknown).',
    labelNames: ['outcome'],
    registers,
  });
  const ended = new Counter({
    name: 'bellhop_reminders_ended_total',
    help: 'Reminders that reached their end: completed or failed.',
    labelNames: ['status'],
    registers,
  });
  const lateness = new Histogram({
    name: 'bellhop_lateness_seconds',
    help: 'From the instant that an attempt fell due until it began.',
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800],
    registers,
  });
  const duration = new Histogram({
    name: 'bellhop_attempt_duration_seconds',
    help: 'How long placing a call took, by what came of it.',
    labelNames: ['outcome'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60],
    registers,
  });
  const failures = new Counter({
    name: 'bellhop_failures_total',
    help: 'What went wrong and is tried again, by the name of its line in the log.',
    labelNames: ['event'],
    registers,
  });
  const webhooksRefused = new Counter({
    name: 'bellhop_webhooks_refused_total',
    help: 'Webhooks that were not taken, by the HTTP status of the answer.',
    labelNames: ['status'],
    registers,
  });
  const authFailures = new Counter({
    name: 'bellhop_auth_failures_total',
    help: 'Credentials refused, by reason: missing, unknown, revoked, expired or jwt.',
    labelNames: ['reason'],
    registers,
  });
  const leaseLosses = counter('lease_losses_total', 'Times that this instance lost its lease.');
  const deadInstances = counter('dead_instances_total', 'Dead instances that this one took off the list.');
  const takenOver = counter('claims_taken_over_total', 'Abandoned claims that this instance took over.');
  const stale = counter('stale_results_total', 'Late results that changed nothing.');
  const slow = counter('feed_slow_consumers_total', 'Subscribers sent back to the log for being slow.');
  const unexpected = counter('unexpected_calls_total', 'Calls told of that should not be.');
  const late = counter('late_calls_total', 'Requests that were sent after the lease had expired.');
  const adopted = counter('adopted_calls_total', 'Calls found after their attempt was settled without them.');
  const overdue = counter('overdue_calls_total', 'Calls given up because they outlasted every limit.');
  const cost = counter('call_cost_usd_total', 'What calls cost in US dollars, as the provider reported it.');
  const deferred = counter('reminders_deferred_total', 'Due reminders moved to a later time.');
  const unknownReasons = counter('unknown_end_reasons_total', 'Calls that ended with an unknown reason.');
  // At 0 from the start: a rate of what first appears with 1 misses the first.
  for (const outcome of callOutcomeKinds) attempts.inc({ outcome }, 0);
  for (const status of ['completed', 'failed']) ended.inc({ status }, 0);
  for (const event of failureEvents) failures.inc({ event }, 0);
  for (const reason of refusalReasons) authFailures.inc({ reason }, 0);

  function onAttempt(outcome: CallOutcomeKind) {
    return ({ status, lateMs, tookMs }: Fields) => {
      attempts.inc({ outcome });
      if (status === 'completed' || status === 'failed') ended.inc({ status });
      if (typeof lateMs === 'number') lateness.observe(Math.max(0, lateMs) / 1_000);
      if (typeof tookMs === 'number') duration.observe({ outcome }, tookMs / 1_000);
    };
  }

  const count = {
    'attempt.placed': onAttempt('placed'),
    'attempt.refused': onAttempt('refused'),
    'attempt.rejected': onAttempt('rejected'),
    'attempt.unknown': onAttempt('unknown'),
    'reminder.completed': () => ended.inc({ status: 'completed' }),
    'reminder.failed': () => ended.inc({ status: 'failed' }),
    'lease.lost': () => leaseLosses.inc(),
    'instances.dead': ({ dead }) => deadInstances.inc(Array.isArray(dead) ? dead.length : 0),
    'claims.taken-over': (fields) => takenOver.inc(Number(fields['count'])),
    'attempt.stale': () => stale.inc(),
    'feed.slow-consumer': () => slow.inc(),
    'call.unexpected': () => unexpected.inc(),
    'call.late': () => late.inc(),
    'call.adopted': () => adopted.inc(),
    'call.overdue': () => overdue.inc(),
    'call.cost': ({ costUsd }) => cost.inc(Number(costUsd)),
    'call.reason-unknown': () => unknownReasons.inc(),
    'reminders.deferred': (fields) => deferred.inc(Number(fields['count'])),
    'access.refused': ({ reason }) => authFailures.inc({ reason: String(reason) }),
    'webhook.refused': ({ status }) => webhooksRefused.inc({ status: String(status) }),
  } satisfies Record<Exclude<CountedEvent, FailureEvent>, (fields: Fields) => void>;
  const failed = failureEvents.map((event) => [event, () => failures.inc({ event })] as const);
  const counts = new Map<unknown, (fields: Fields) => void>([...Object.entries(count), ...failed]);

  return (fields) => counts.get(fields['event'])?.(fields);
}

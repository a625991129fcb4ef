import type { ReminderDetail } from '../../client/client.ts';
import { outcomeWords, resultWords } from '../words.ts';
import { duration } from '../zone.ts';
import { Countdown, When } from './when.tsx';

type Attempt = ReminderDetail['attempts'][number];

/** What happened to a reminder, the first at the top, what comes next at the end. */
export function Timeline({ reminder }: { readonly reminder: ReminderDetail }) {
  const { createdAt, nextAttemptAt, attempts, status, updatedAt } = reminder;
  return (
    <ol class="timeline">
      <li data-kind="plain">
        <p class="event">
          <strong>Created</strong> <When at={createdAt} withSeconds />
        </p>
      </li>
      {attempts.map((attempt) => (
        <AttemptEvent key={attempt.id} attempt={attempt} />
      ))}
      {status === 'CANCELLED' && (
        <li data-kind="plain">
          <p class="event">
            <strong>Cancelled</strong> <When at={updatedAt} withSeconds />
          </p>
        </li>
      )}
      {nextAttemptAt && (
        <li data-kind="next">
          <p class="event">
            <strong>{attempts.length === 0 ? 'Rings' : 'Rings again'}</strong>{' '}
            <When at={nextAttemptAt} withSeconds /> <Countdown at={nextAttemptAt} />
          </p>
        </li>
      )}
    </ol>
  );
}

function AttemptEvent({ attempt }: { readonly attempt: Attempt }) {
  const { number, startedAt, finishedAt, outcome, httpStatus, failureReason, callSid, providerCallId } =
    attempt;
  const { result, endedReason, durationSeconds, callAnsweredAt, costUsd } = attempt;
  const isGood = outcome === 'PLACED' && (result === null || result === 'ANSWERED' || result === 'VOICEMAIL');
  const kind = outcome === null ? 'flight' : isGood ? 'good' : 'bad';
  const facts: readonly (readonly [string, string | null])[] = [
    ['Provider answered', httpStatus === null ? null : `HTTP ${httpStatus}`],
    ['In its words', failureReason],
    ['Call ended because', endedReason],
    [
      'Answered after',
      callAnsweredAt && attempt.callStartedAt ? between(attempt.callStartedAt, callAnsweredAt) : null,
    ],
    ['Call lasted', durationSeconds === null ? null : duration(Math.max(1, Math.round(durationSeconds)))],
    ['Placing took', finishedAt === null ? null : placingTime(startedAt, finishedAt)],
    ['Cost', costUsd ? `$${costUsd.toFixed(2)}` : null],
  ];
  const ids: readonly (readonly [string, string | null])[] = [
    ['Call id', callSid],
    ['Provider’s id', providerCallId === callSid ? null : providerCallId],
  ];
  return (
    <li data-kind={kind}>
      <p class="event">
        <strong>
          Attempt {number}: {outcome === null ? 'dialling now' : outcomeWords[outcome]}
          {result && ` – ${resultWords[result]}`}
        </strong>{' '}
        <When at={startedAt} withSeconds />
      </p>
      <dl class="facts inline">
        {[...facts, ...ids].map(
          ([name, value], index) =>
            value !== null && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{index < facts.length ? value : <code>{value}</code>}</dd>
              </div>
            ),
        )}
      </dl>
    </li>
  );
}

function between(from: string, to: string): string {
  return duration(Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 1_000)));
}

function placingTime(from: string, to: string): string {
  const ms = Math.max(0, Date.parse(to) - Date.parse(from));
  return ms < 1_000 ? `${ms} ms` : duration(ms / 1_000);
}

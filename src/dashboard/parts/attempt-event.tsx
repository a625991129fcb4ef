import type { Attempt } from '../history.ts';
import { outcomeWords, resultWords } from '../words.ts';
import { duration } from '../zone.ts';
import { When } from './when.tsx';

/** One attempt at ringing, with all that is known of it. */
export function AttemptEvent({ attempt }: { readonly attempt: Attempt }) {
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

import type { ReminderDetail } from '../../client/client.ts';
import { type Change, type Deed, historyOf, missingWords } from '../history.ts';
import { spaced } from '../phones.ts';
import { deferralWords } from '../words.ts';
import { AttemptEvent } from './attempt-event.tsx';
import { Countdown, When } from './when.tsx';

interface TimelineProps {
  readonly reminder: ReminderDetail;
  /** `null` until they were read. */
  readonly changes: readonly Change[] | null;
}

/** What happened to a reminder, the first at the top, what comes next at the end. */
export function Timeline({ reminder, changes }: TimelineProps) {
  const { createdAt, nextAttemptAt, deferral, attempts } = reminder;
  const missing = changes && missingWords(reminder, changes);
  return (
    <ol class="timeline">
      <li data-kind="plain">
        <p class="event">
          <strong>Created</strong> <When at={createdAt} withSeconds />
        </p>
        {missing && <p class="muted">{missing}</p>}
      </li>
      {historyOf(reminder, changes ?? []).map((happening) =>
        happening.kind === 'attempt' ? (
          <AttemptEvent key={happening.attempt.id} attempt={happening.attempt} />
        ) : (
          <DeedEvent key={happening.version} deed={happening} />
        ),
      )}
      {nextAttemptAt && (
        <li data-kind="next">
          <p class="event">
            <strong>{attempts.length === 0 ? 'Rings' : 'Rings again'}</strong>{' '}
            <When at={nextAttemptAt} withSeconds /> <Countdown at={nextAttemptAt} />
          </p>
          {deferral && <p class="muted">{deferralWords[deferral]}</p>}
        </li>
      )}
    </ol>
  );
}

function DeedEvent({ deed }: { readonly deed: Deed }) {
  const { at, title, time, text, number, reason } = deed;
  const hasFacts = time || text || number || reason;
  return (
    <li data-kind="plain">
      <p class="event">
        <strong>{title}</strong> <When at={at} withSeconds />
      </p>
      {hasFacts && (
        <dl class="facts inline">
          {time && (
            <div>
              <dt>Moved</dt>
              <dd>
                from <When at={time.from} /> to <When at={time.to} />
              </dd>
            </div>
          )}
          {number && (
            <div>
              <dt>Number before</dt>
              <dd>{spaced(number.from)}</dd>
            </div>
          )}
          {text && (
            <div>
              <dt>Text before</dt>
              <dd class="said">{text.from}</dd>
            </div>
          )}
          {reason && (
            <div>
              <dt>Why</dt>
              <dd>{reason}</dd>
            </div>
          )}
        </dl>
      )}
    </li>
  );
}

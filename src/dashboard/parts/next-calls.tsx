import type { Reminder } from '../../client/client.ts';
import { dispatcher } from '../dispatcher.ts';
import { spaced } from '../phones.ts';
import { detailPath } from '../route.ts';
import { mayWrite } from '../viewer.ts';
import { CallItem } from './call-item.tsx';
import { Card } from './card.tsx';
import { Countdown, When } from './when.tsx';

/** What rings next, in the order in which it rings; the first of them large. */
export function NextCalls({ reminders }: { readonly reminders: readonly Reminder[] | undefined }) {
  const [first, ...others] = reminders ?? [];
  return (
    <Card title="Next calls" more={first && '/reminders?status=scheduled'}>
      {reminders === undefined && <p class="empty">Reading…</p>}
      {reminders && !first && (
        <p class="empty">
          Nothing is waiting to be rung.{' '}
          {mayWrite.value && (
            <>
              <a href="/new">Schedule a reminder</a> or <a href="/import">import a list</a>, and its countdown
              appears here.
            </>
          )}
        </p>
      )}
      {first && <FirstCall reminder={first} />}
      <ul class="rows small">
        {others.map((reminder) => (
          <CallItem key={reminder.id} reminder={reminder}>
            <When at={dueAt(reminder)} />
            <small>
              <Countdown at={dueAt(reminder)} />
            </small>
          </CallItem>
        ))}
      </ul>
    </Card>
  );
}

function FirstCall({ reminder }: { readonly reminder: Reminder }) {
  const { id, phoneNumber, message, failureReason } = reminder;
  const isPaused = dispatcher.value?.paused === true;
  return (
    <div class="row first-call">
      <p class="first-countdown" data-paused={isPaused}>
        <Countdown at={dueAt(reminder)} overdue={isPaused ? 'waits' : 'due now'} />
      </p>
      <p>
        <When at={dueAt(reminder)} />
        {' · '}
        <a class="row-link" href={detailPath(id)}>
          {spaced(phoneNumber)}
        </a>
      </p>
      <p class="first-text">{message}</p>
      {failureReason && <small class="reason">{failureReason}</small>}
    </div>
  );
}

export function dueAt({ nextAttemptAt, scheduledTime }: Reminder): string {
  return nextAttemptAt ?? scheduledTime;
}

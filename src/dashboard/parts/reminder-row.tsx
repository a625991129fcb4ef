import type { ComponentChildren } from 'preact';
import type { Reminder } from '../../client/client.ts';
import { spaced } from '../phones.ts';
import { detailPath } from '../route.ts';
import { Badge } from './badge.tsx';
import { Countdown, When } from './when.tsx';

interface ReminderRowProps {
  readonly reminder: Reminder;
  readonly before?: ComponentChildren;
}

/** One reminder on one line: the whole line leads to it. */
export function ReminderRow({ reminder, before }: ReminderRowProps) {
  const { id, status, phoneNumber, message, scheduledTime, nextAttemptAt, failureReason } = reminder;
  return (
    <>
      {before}
      <Badge status={status} />
      <span class="row-time">
        <When at={nextAttemptAt ?? scheduledTime} />
        {nextAttemptAt && (
          <small>
            <Countdown at={nextAttemptAt} overdue="due now" />
          </small>
        )}
      </span>
      <a class="row-link" href={detailPath(id)}>
        {spaced(phoneNumber)}
      </a>
      <span class="row-text">
        {message}
        {failureReason && status !== 'COMPLETED' && <small class="reason">{failureReason}</small>}
      </span>
    </>
  );
}

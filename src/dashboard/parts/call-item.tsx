import type { ComponentChildren } from 'preact';
import type { Reminder } from '../../client/client.ts';
import { spaced } from '../phones.ts';
import { detailPath } from '../route.ts';

interface CallItemProps {
  readonly reminder: Reminder;
  /** Stands at the end of the line: when it rings, or how it went. */
  readonly children: ComponentChildren;
}

/** One call in a short list: whom, what for, and what somebody wants to know of it there. */
export function CallItem({ reminder, children }: CallItemProps) {
  const { id, phoneNumber, message, failureReason } = reminder;
  return (
    <li class="row call">
      <a class="row-link" href={detailPath(id)}>
        {spaced(phoneNumber)}
      </a>
      <span class="call-side">{children}</span>
      <span class="row-text">{message}</span>
      {failureReason && <small class="reason">{failureReason}</small>}
    </li>
  );
}

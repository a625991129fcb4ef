import type { ReminderCounts } from '../../client/client.ts';
import { statuses, statusWords } from '../words.ts';

/** How many reminders stand where; each number leads to them. */
export function Counters({ counts }: { readonly counts: ReminderCounts | undefined }) {
  return (
    <ul class="counters">
      {statuses.map((status) => (
        <li key={status} data-none={counts?.[status] === 0}>
          <a href={`/reminders?status=${status.toLowerCase()}`} data-status={status}>
            <strong>{counts ? counts[status].toLocaleString('en') : '–'}</strong>{' '}
            <span>{statusWords[status]}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

import type { ReminderStatus } from '../../client/client.ts';
import { statusWords } from '../words.ts';

export function Badge({ status }: { readonly status: ReminderStatus }) {
  return (
    <span class="badge" data-status={status}>
      {statusWords[status]}
    </span>
  );
}

import { useSignal } from '@preact/signals';
import type { CancelResult, Reminder, RetryResult } from '../../client/client.ts';
import { tell } from '../notice.ts';
import { spaced } from '../phones.ts';
import { bellhop, explain } from '../server.ts';
import { statusWords } from '../words.ts';
import { Dialog } from './dialog.tsx';
import { TimeField, timeProblem, usePickedTime } from './time-field.tsx';

const HOUR_MS = 3_600_000;

interface AskProps {
  readonly reminder: Reminder;
  readonly onDone: (reminder: Reminder | null) => void;
}

export function CancelDialog({ reminder, onDone }: AskProps) {
  async function cancel() {
    try {
      answer(
        await bellhop.cancel({ id: reminder.id, expectedVersion: reminder.version }),
        'Cancelled. It does not ring.',
        onDone,
      );
    } catch (error) {
      tell(explain(error));
      onDone(null);
    }
  }
  return (
    <Dialog title="Cancel this call?" onClose={() => onDone(null)}>
      <p>{spaced(reminder.phoneNumber)} is not rung. You can schedule it again later.</p>
      <form method="dialog">
        <div class="actions">
          <button type="submit">Keep it</button>
          <button type="button" class="primary" onClick={() => void cancel()}>
            Cancel the call
          </button>
        </div>
      </form>
    </Dialog>
  );
}

export function RetryDialog({ reminder, onDone }: AskProps) {
  const isLater = useSignal(false);
  const picked = usePickedTime(Date.now() + HOUR_MS);
  async function retry() {
    const wall = picked.wall.value;
    if (isLater.value && timeProblem(wall, picked.timeZone.value)) return;
    const { id, version: expectedVersion } = reminder;
    const time = isLater.value && wall.kind === 'instant' ? { scheduledTime: new Date(wall.at) } : {};
    try {
      answer(await bellhop.retry({ id, expectedVersion, ...time }), 'Scheduled again.', onDone);
    } catch (error) {
      tell(explain(error));
      onDone(null);
    }
  }
  return (
    <Dialog title="Ring again?" onClose={() => onDone(null)}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          void retry();
        }}
      >
        <fieldset class="choice">
          <legend class="hidden">When</legend>
          <label>
            <input
              type="radio"
              name="when"
              checked={!isLater.value}
              onChange={() => (isLater.value = false)}
            />{' '}
            Now
          </label>
          <label>
            <input type="radio" name="when" checked={isLater.value} onChange={() => (isLater.value = true)} />{' '}
            At another time
          </label>
        </fieldset>
        {isLater.value && <TimeField picked={picked} />}
        <div class="actions">
          <button type="button" onClick={() => onDone(null)}>
            Leave it
          </button>
          <button type="submit" class="primary">
            Ring again
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Says what came of it; where somebody was faster, what the reminder is now. */
function answer(
  result: CancelResult | RetryResult,
  success: string,
  onDone: (reminder: Reminder | null) => void,
): void {
  switch (result.__typename) {
    case 'CancelReminderSuccess':
    case 'RetryReminderSuccess':
      tell(success);
      onDone(result.reminder);
      return;
    case 'VersionConflictError':
    case 'StatusConflictError':
      tell(
        `Changed meanwhile: it is ${statusWords[result.reminder.status].toLowerCase()} now. Nothing was done.`,
      );
      onDone(result.reminder);
      return;
    default:
      tell(result.message);
      onDone(null);
  }
}

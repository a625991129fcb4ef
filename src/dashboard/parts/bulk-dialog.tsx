import { useSignal } from '@preact/signals';
import type { Reminder } from '../../client/client.ts';
import { type BulkAction, type BulkRun, type BulkTarget, runBulk, startsFrom } from '../bulk.ts';
import { countedWords } from '../match-count.ts';
import { detailPath } from '../route.ts';
import { count } from '../words.ts';
import { Dialog } from './dialog.tsx';
import { Scroll } from './scroll.tsx';

interface BulkDialogProps {
  readonly action: BulkAction;
  readonly target: BulkTarget;
  readonly onChanged: (reminder: Reminder) => void;
  readonly onClose: (hasRun: boolean) => void;
}

const words = {
  cancel: {
    title: 'Cancel',
    button: 'Cancel calls',
    keep: 'Keep them',
    note: 'Only what is still scheduled can be cancelled; the rest is left alone.',
    none: 'None of them can be cancelled: only what is still scheduled can.',
  },
  retry: {
    title: 'Try again',
    button: 'Ring again now',
    keep: 'Leave them',
    note: 'Failed and cancelled reminders ring again at once; the rest is left alone.',
    none: 'None of them can ring again: only what failed or was cancelled can.',
  },
} as const;

/** Asks first, then shows how far it is, and what came of each. */
export function BulkDialog({ action, target, onChanged, onClose }: BulkDialogProps) {
  const run = useSignal<BulkRun | null>(null);
  const { title, button, keep, note, none } = words[action];
  const many = target.kind === 'all' ? target.counted.count : target.reminders.length;
  const apt =
    target.kind === 'picked'
      ? target.reminders.filter(({ status }) => startsFrom[action].includes(status)).length
      : null;
  return (
    <Dialog
      title={
        run.value
          ? `${title}: what came of it`
          : `${title} ${target.kind === 'all' ? `all ${countedWords(target.counted)}` : count(many, 'reminder')}?`
      }
      onClose={() => {
        run.value?.stop();
        onClose(run.value !== null);
      }}
    >
      {run.value ? (
        <BulkProgress run={run.value} />
      ) : (
        <form method="dialog">
          <p>
            {apt === 0 ? none : note} {apt !== null && apt > 0 && apt < many && `That is ${apt} of ${many}.`}
          </p>
          <div class="actions">
            <button type="submit">{keep}</button>
            <button
              type="button"
              class="primary"
              disabled={apt === 0}
              onClick={() => {
                run.value = runBulk(action, target, onChanged);
              }}
            >
              {button}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function BulkProgress({ run }: { readonly run: BulkRun }) {
  const { done, notDone, shown } = run.progress.value;
  const settled = done + notDone;
  const total = run.total.value;
  const isRunning = run.state.value === 'running';
  return (
    <form method="dialog">
      <progress aria-label="How far it is" max={total ?? 1} value={total === null ? undefined : settled} />
      <p role="status">
        {isRunning && total === null && 'Looking for them…'}
        {isRunning && total !== null && `${settled} of ${total}…`}
        {!isRunning && `${done} done${notDone > 0 ? `, ${notDone} left alone or failed` : ''}.`}
        {run.state.value === 'stopped' && ' Stopped before the end.'}
      </p>
      {run.problem.value && <p role="alert">{run.problem.value}</p>}
      <Scroll label="What came of each">
        <ul class="results">
          {shown.map(({ id, phoneNumber, isDone, text }) => (
            <li key={id} data-done={isDone}>
              <a href={detailPath(id)}>{phoneNumber}</a> <span>{text}</span>
            </li>
          ))}
          {settled > shown.length && <li>…and {settled - shown.length} more</li>}
        </ul>
      </Scroll>
      <div class="actions">
        <button type="submit" class={isRunning ? '' : 'primary'}>
          {isRunning ? 'Stop' : 'Close'}
        </button>
      </div>
    </form>
  );
}

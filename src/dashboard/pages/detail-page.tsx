import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CancelResult, Reminder, RetryResult } from '../../client/client.ts';
import { keepDraft } from '../draft.ts';
import { onChanges } from '../live.ts';
import { tell } from '../notice.ts';
import { Timeline } from '../parts/attempts.tsx';
import { Badge } from '../parts/badge.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { EditForm } from '../parts/edit-form.tsx';
import { Page, Problem } from '../parts/page.tsx';
import { TimeField, timeProblem, usePickedTime } from '../parts/time-field.tsx';
import { Countdown, When } from '../parts/when.tsx';
import { spaced } from '../phones.ts';
import { useResource } from '../resource.ts';
import { go } from '../route.ts';
import { bellhop, explain } from '../server.ts';
import { mayWrite } from '../viewer.ts';
import { resultWords, statusWords } from '../words.ts';

const HOUR_MS = 3_600_000;

export function DetailPage({ id }: { readonly id: string }) {
  // What a call does between its changes of status is only seen by looking.
  const { data, problem, reload } = useResource(
    id,
    async (signal) => ({ found: await bellhop.get(id, { signal }) }),
    {
      everyMs: 5_000,
    },
  );
  const isEditing = useSignal(false);
  const asking = useSignal<'cancel' | 'retry' | null>(null);
  useEffect(
    () => onChanges((changes) => changes.some(({ reminder }) => reminder.id === id) && reload()),
    [id, reload],
  );
  const reminder = data.value?.found;
  if (reminder === undefined) {
    return (
      <Page title="Reminder">
        {problem.value ? <Problem text={problem.value} onRetry={reload} /> : <p>Reading…</p>}
      </Page>
    );
  }
  if (reminder === null) {
    return (
      <Page title="No such reminder">
        <p>
          Nothing has this address. It may have been cut when it was copied.{' '}
          <a href="/reminders">Look through all reminders.</a>
        </p>
      </Page>
    );
  }
  const { status, phoneNumber, message, scheduledTime, nextAttemptAt, failureReason, callResult } = reminder;
  const canRetry = status === 'FAILED' || status === 'CANCELLED';

  function onChanged(changed: Reminder | null) {
    isEditing.value = false;
    asking.value = null;
    if (changed) data.value = { found: { ...(data.value?.found ?? { attempts: [] }), ...changed } };
    reload();
  }

  return (
    <Page
      title={spaced(phoneNumber)}
      actions={
        mayWrite.value && (
          <>
            {status === 'SCHEDULED' && !isEditing.value && (
              <>
                <button type="button" onClick={() => (isEditing.value = true)}>
                  Edit or move
                </button>
                <button type="button" onClick={() => (asking.value = 'cancel')}>
                  Cancel call…
                </button>
              </>
            )}
            {canRetry && (
              <button type="button" class="primary" onClick={() => (asking.value = 'retry')}>
                Ring again…
              </button>
            )}
            <button
              type="button"
              onClick={() => {
                keepDraft({ phoneNumber: spaced(phoneNumber), message });
                go('/new');
              }}
            >
              Duplicate
            </button>
          </>
        )
      }
    >
      {problem.value && <Problem text={problem.value} onRetry={reload} />}
      <p class="lead" role="status">
        <Badge status={status} />{' '}
        {nextAttemptAt && (
          <>
            <When at={nextAttemptAt} /> <Countdown at={nextAttemptAt} />
          </>
        )}
        {callResult && status !== 'SCHEDULED' && resultWords[callResult]}
      </p>
      {failureReason && status !== 'COMPLETED' && (
        <p class="reason-box" data-final={status === 'FAILED'}>
          <strong>{status === 'FAILED' ? 'Why it failed:' : 'What went wrong last:'}</strong> {failureReason}
        </p>
      )}
      {isEditing.value ? (
        <EditForm reminder={reminder} onDone={onChanged} />
      ) : (
        <section class="card">
          <blockquote>{message}</blockquote>
          <dl class="facts">
            <Fact name="Meant for">
              <When at={scheduledTime} />
            </Fact>
            <Fact name="Attempts spent">
              {reminder.retryCount} of {reminder.maxRetryAttempts}
            </Fact>
            <Fact name="Last tried">
              {reminder.lastRunAt ? <When at={reminder.lastRunAt} withSeconds /> : 'not yet'}
            </Fact>
            <Fact name="Last changed">
              <When at={reminder.updatedAt} withSeconds />
            </Fact>
            {reminder.callSid && (
              <Fact name="Call id">
                <code>{reminder.callSid}</code>
              </Fact>
            )}
          </dl>
        </section>
      )}
      <section class="card">
        <h2>What happened</h2>
        <Timeline reminder={reminder} />
      </section>
      {asking.value === 'cancel' && <CancelDialog reminder={reminder} onDone={onChanged} />}
      {asking.value === 'retry' && <RetryDialog reminder={reminder} onDone={onChanged} />}
    </Page>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface AskProps {
  readonly reminder: Reminder;
  readonly onDone: (reminder: Reminder | null) => void;
}

function CancelDialog({ reminder, onDone }: AskProps) {
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

function RetryDialog({ reminder, onDone }: AskProps) {
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

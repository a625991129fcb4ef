import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Reminder, ReminderDetail } from '../../client/client.ts';
import { useChanges } from '../changes.ts';
import { listLeft } from '../kept-list.ts';
import { onChanges } from '../live.ts';
import { CancelDialog, RetryDialog } from '../parts/ask-dialogs.tsx';
import { Badge } from '../parts/badge.tsx';
import { Card } from '../parts/card.tsx';
import { DetailActions } from '../parts/detail-actions.tsx';
import { EditForm } from '../parts/edit-form.tsx';
import { Page, Problem } from '../parts/page.tsx';
import { ReminderFacts } from '../parts/reminder-facts.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { Countdown, When } from '../parts/when.tsx';
import { spaced } from '../phones.ts';
import { useResource } from '../resource.ts';
import { bellhop } from '../server.ts';
import { isOver, resultWords } from '../words.ts';

export function DetailPage({ id }: { readonly id: string }) {
  // What a call does between its changes of status is only seen by looking.
  const { data, problem, reload } = useResource(
    id,
    async (signal): Promise<{ readonly found: ReminderDetail | null }> => {
      const found = await bellhop.get(id, { signal });
      const shown = data.peek()?.found;
      // What was read before a change must not undo what came of that.
      return { found: found && shown && shown.version > found.version ? shown : found };
    },
    { everyMs: 5_000 },
  );
  const changes = useChanges(id);
  const isEditing = useSignal(false);
  const asking = useSignal<'cancel' | 'retry' | null>(null);
  useEffect(
    () => onChanges((changes) => changes.some(({ reminder }) => reminder.id === id) && reload()),
    [id, reload],
  );
  const reminder = data.value?.found;
  const above = <BackLink />;
  if (reminder === undefined) {
    return (
      <Page title="Reminder" above={above}>
        {problem.value ? <Problem text={problem.value} onRetry={reload} /> : <p>Reading…</p>}
      </Page>
    );
  }
  if (reminder === null) {
    return (
      <Page title="No such reminder" above={above}>
        <p>
          Nothing has this address. It may have been cut when it was copied.{' '}
          <a href="/reminders">Look through all reminders.</a>
        </p>
      </Page>
    );
  }

  function onChanged(changed: Reminder | null) {
    isEditing.value = false;
    asking.value = null;
    if (changed) data.value = { found: { ...(data.value?.found ?? { attempts: [] }), ...changed } };
    reload();
    changes.reload();
  }

  return (
    <Page
      title={spaced(reminder.phoneNumber)}
      above={above}
      actions={
        <DetailActions
          reminder={reminder}
          isEditing={isEditing.value}
          onEdit={() => (isEditing.value = true)}
          onAsk={(what) => (asking.value = what)}
        />
      }
    >
      {problem.value && <Problem text={problem.value} onRetry={reload} />}
      <Standing reminder={reminder} />
      <div class="beside">
        <div>
          {isEditing.value ? (
            <EditForm reminder={reminder} onDone={onChanged} />
          ) : (
            <Card title="What is said">
              <blockquote>{reminder.message}</blockquote>
            </Card>
          )}
          <Card title="What happened">
            {changes.problem.value && <Problem text={changes.problem.value} onRetry={changes.reload} />}
            <Timeline reminder={reminder} changes={changes.data.value} />
          </Card>
        </div>
        <ReminderFacts reminder={reminder} />
      </div>
      {asking.value === 'cancel' && <CancelDialog reminder={reminder} onDone={onChanged} />}
      {asking.value === 'retry' && <RetryDialog reminder={reminder} onDone={onChanged} />}
    </Page>
  );
}

function BackLink() {
  return (
    <a class="back" href={listLeft.value}>
      <span aria-hidden="true">←</span>{' '}
      {listLeft.value === '/reminders' ? 'All reminders' : 'Back to the list'}
    </a>
  );
}

/** Where it stands, and why. */
function Standing({ reminder }: { readonly reminder: Reminder }) {
  const { status, nextAttemptAt, lastRunAt, callResult, failureReason } = reminder;
  return (
    <>
      <p class="lead" role="status">
        <Badge status={status} />{' '}
        {nextAttemptAt && (
          <>
            <When at={nextAttemptAt} /> <Countdown at={nextAttemptAt} overdue="due now" />
          </>
        )}
        {callResult && (status === 'COMPLETED' || status === 'CALLING') && resultWords[callResult]}{' '}
        {isOver(status) && lastRunAt && (
          <span class="muted">
            <When at={lastRunAt} />
          </span>
        )}
      </p>
      {failureReason && status !== 'COMPLETED' && (
        <p class="reason-box" data-final={status === 'FAILED'}>
          <strong>{status === 'FAILED' ? 'Why it failed:' : 'What went wrong last:'}</strong> {failureReason}
        </p>
      )}
    </>
  );
}

import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Reminder, UpdateReminderInput, UpdateResult } from '../../client/client.ts';
import { issuesOf, useIssues } from '../issues.ts';
import { tell } from '../notice.ts';
import type { TypedNumber } from '../phones.ts';
import { spaced } from '../phones.ts';
import { bellhop, explain } from '../server.ts';
import { statusWords } from '../words.ts';
import { MessageField } from './message-field.tsx';
import { Problem } from './page.tsx';
import { PhoneField } from './phone-field.tsx';
import { TimeField, timeProblem, usePickedTime } from './time-field.tsx';
import { When } from './when.tsx';

interface EditFormProps {
  /** As it was when the editing began. */
  readonly reminder: Reminder;
  readonly onDone: (reminder: Reminder | null) => void;
}

/** Changes a reminder, unless it was changed by somebody else meanwhile: then it shows what it is now. */
export function EditForm({ reminder, onDone }: EditFormProps) {
  const begun = useMemo(() => reminder, []);
  const phone = useSignal(spaced(begun.phoneNumber));
  const typed = useSignal<TypedNumber>({
    kind: 'number',
    number: begun.phoneNumber,
    country: null,
    note: null,
  });
  const message = useSignal(begun.message);
  const picked = usePickedTime(Date.parse(begun.scheduledTime));
  const conflict = useSignal<Reminder | null>(null);
  const problem = useSignal<string | null>(null);
  const issues = useIssues({
    phoneNumber: phone.value,
    message: message.value,
    scheduledTime: picked.text.value,
  });
  const isBusy = useSignal(false);

  async function save(expectedVersion: number) {
    const wall = picked.wall.value;
    if (message.value.trim() === '') issues.note({ message: 'What shall be said?' });
    if (typed.value.kind !== 'number' || wall.kind !== 'instant' || message.value.trim() === '') return;
    // Seconds that the form does not show stay as they are, where the time does.
    const isSameTime = Math.floor(Date.parse(begun.scheduledTime) / 60_000) === Math.floor(wall.at / 60_000);
    const wrongTime = isSameTime ? null : timeProblem(wall, picked.timeZone.value);
    if (wrongTime) {
      issues.note({ scheduledTime: wrongTime });
      return;
    }
    const change: UpdateReminderInput = {
      id: begun.id,
      expectedVersion,
      ...(typed.value.number !== begun.phoneNumber && { phoneNumber: typed.value.number }),
      ...(message.value.trim() !== begun.message && { message: message.value.trim() }),
      ...(!isSameTime && { scheduledTime: new Date(wall.at).toISOString() }),
    };
    isBusy.value = true;
    problem.value = null;
    issues.note({});
    try {
      onResult(await bellhop.update(change));
    } catch (error) {
      problem.value = explain(error);
    }
    isBusy.value = false;
  }

  function onResult(result: UpdateResult) {
    switch (result.__typename) {
      case 'UpdateReminderSuccess':
        tell('Saved.');
        return onDone(result.reminder);
      case 'VersionConflictError':
      case 'StatusConflictError':
        conflict.value = result.reminder;
        return;
      case 'ValidationError':
        issues.note(issuesOf(result));
        problem.value = result.message;
        return;
      default:
        problem.value = result.message;
    }
  }

  const theirs = conflict.value;
  return (
    <form
      class="card form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save(begun.version);
      }}
    >
      <h2>Edit</h2>
      {problem.value && <Problem text={problem.value} />}
      {theirs && (
        <div class="conflict" role="alert">
          <p>
            <strong>Changed meanwhile.</strong> Nothing of yours was saved. Here is what it is now:
          </p>
          <dl class="facts inline">
            <div>
              <dt>Status</dt>
              <dd>{statusWords[theirs.status]}</dd>
            </div>
            <div>
              <dt>Rings</dt>
              <dd>
                <When at={theirs.scheduledTime} />
              </dd>
            </div>
            <div>
              <dt>Number</dt>
              <dd>{spaced(theirs.phoneNumber)}</dd>
            </div>
            <div>
              <dt>Message</dt>
              <dd>{theirs.message}</dd>
            </div>
          </dl>
          <div class="actions">
            <button type="button" onClick={() => onDone(theirs)}>
              Keep it as it is now
            </button>
            {theirs.status === 'SCHEDULED' && (
              <button type="button" onClick={() => void save(theirs.version)}>
                Save mine over it
              </button>
            )}
          </div>
        </div>
      )}
      <PhoneField text={phone} typed={typed} problem={issues.of('phoneNumber')} />
      <MessageField
        message={message.value}
        onInput={(text) => (message.value = text)}
        problem={issues.of('message')}
      />
      <TimeField picked={picked} problem={issues.of('scheduledTime')} />
      <div class="actions">
        <button type="button" onClick={() => onDone(null)}>
          Leave it
        </button>
        <button type="submit" class="primary" disabled={isBusy.value}>
          Save
        </button>
      </div>
    </form>
  );
}

import type { ComponentChildren } from 'preact';
import type { Reminder } from '../../client/client.ts';
import { When } from './when.tsx';

/** What else is known of a reminder. */
export function ReminderFacts({ reminder }: { readonly reminder: Reminder }) {
  const { scheduledTime, retryCount, maxRetryAttempts, lastRunAt, createdAt, updatedAt, callSid } = reminder;
  return (
    <dl class="facts aside">
      <Fact name="Meant for">
        <When at={scheduledTime} />
      </Fact>
      <Fact name="Attempts spent">
        {retryCount} of {maxRetryAttempts}
      </Fact>
      <Fact name="Last tried">{lastRunAt ? <When at={lastRunAt} withSeconds /> : 'not yet'}</Fact>
      <Fact name="Created">
        <When at={createdAt} withSeconds />
      </Fact>
      <Fact name="Last changed">
        <When at={updatedAt} withSeconds />
      </Fact>
      {callSid && (
        <Fact name="Call id">
          <code>{callSid}</code>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

import { useEffect } from 'preact/hooks';
import type { TypedDocument } from '../client/client.ts';
import { type Change, shownChanges } from './history.ts';
import { onChanges } from './live.ts';
import { type Resource, useResource } from './resource.ts';
import { bellhop } from './server.ts';

const changesDocument: TypedDocument<
  { readonly reminder: { readonly changes: readonly Change[] } | null },
  { readonly id: string }
> = `query Changes($id: ID!) { reminder(id: $id) { changes(last: ${shownChanges}) { occurredAt previousStatus
  reminder { status phoneNumber message scheduledTime retryCount maxRetryAttempts failureReason nextAttemptAt deferral
    version } } } }`;

/** The last changes of a reminder, the first at the top; read again as it changes. */
export function useChanges(id: string): Resource<readonly Change[]> {
  const resource = useResource(id, async (signal): Promise<readonly Change[]> => {
    const { reminder } = await bellhop.execute(changesDocument, { id }, { mayRepeat: true, signal });
    return reminder?.changes ?? [];
  });
  const { reload } = resource;
  useEffect(
    () => onChanges((changes) => changes.some(({ reminder }) => reminder.id === id) && reload()),
    [id, reload],
  );
  return resource;
}

import type { ApplyResult } from './reminder-store.ts';
import { cancel } from './transition.ts';
import type { UseCaseContext } from './use-case-context.ts';

export interface CancelReminderRequest {
  readonly id: string;
  readonly expectedVersion?: number | null | undefined;
}

/** Cancels a reminder that is still `scheduled`: once this answers `applied`, it does not ring. */
export async function cancelReminder(
  context: UseCaseContext,
  request: CancelReminderRequest,
): Promise<ApplyResult> {
  const result = await context.store.apply(
    cancel({ reminderId: request.id, expectedVersion: request.expectedVersion ?? null }),
  );
  if (result.kind === 'invalid') throw new Error('The store counted a cancellation as a call.');
  return result;
}

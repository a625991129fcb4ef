import type { ApplyResult } from './reminder-store.ts';
import { cancel } from './transition.ts';
import type { UseCaseContext } from './use-case-context.ts';

export interface CancelReminderRequest {
  readonly id: string;
  readonly expectedVersion?: number | null | undefined;
}

/** Cancels a reminder that is still `scheduled`: once this answers `applied`, it does not ring. */
export function cancelReminder(
  context: UseCaseContext,
  request: CancelReminderRequest,
): Promise<ApplyResult> {
  return context.store.apply(
    cancel({ reminderId: request.id, expectedVersion: request.expectedVersion ?? null }),
  );
}

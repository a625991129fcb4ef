import type { Invalid } from './problem.ts';
import { checkScheduledTime } from './reminder-draft.ts';
import type { ApplyResult } from './reminder-store.ts';
import { retry } from './transition.ts';
import type { UseCaseContext } from './use-case-context.ts';

export interface RetryReminderRequest {
  readonly id: string;
  readonly expectedVersion?: number | null | undefined;
  readonly scheduledTime?: Date | null | undefined;
}

/** Schedules a `failed` or `cancelled` reminder again with a whole budget: for now, or for the time given. */
export async function retryReminder(
  context: UseCaseContext,
  request: RetryReminderRequest,
): Promise<ApplyResult | Invalid> {
  const scheduledTime = request.scheduledTime ?? null;
  const issues = scheduledTime === null ? [] : checkScheduledTime(scheduledTime, context.now()).issues;
  if (issues.length > 0) return { kind: 'invalid', issues };

  const target = { reminderId: request.id, expectedVersion: request.expectedVersion ?? null };
  const result = await context.store.apply(retry(target, scheduledTime));
  if (result.kind === 'applied' && result.reminder.nextAttemptAt)
    context.onScheduled(result.reminder.nextAttemptAt);
  return result;
}

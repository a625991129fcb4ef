import type { Invalid } from './problem.ts';
import { checkMessage, checkPhoneNumber, checkScheduledTime, issue } from './reminder-draft.ts';
import type { ApplyResult } from './reminder-store.ts';
import { edit } from './transition.ts';
import type { UseCaseContext } from './use-case-context.ts';

export interface UpdateReminderRequest {
  readonly id: string;
  readonly expectedVersion?: number | null | undefined;
  readonly phoneNumber?: string | null | undefined;
  readonly message?: string | null | undefined;
  readonly scheduledTime?: Date | null | undefined;
}

/** Edits or reschedules a reminder that is still `scheduled`. What is left out, or null, stays as it is. */
export async function updateReminder(
  context: UseCaseContext,
  request: UpdateReminderRequest,
): Promise<ApplyResult | Invalid> {
  const phoneNumber = request.phoneNumber == null ? null : checkPhoneNumber(request.phoneNumber);
  const message = request.message == null ? null : checkMessage(request.message);
  const scheduledTime =
    request.scheduledTime == null ? null : checkScheduledTime(request.scheduledTime, context.now());
  const issues = [phoneNumber, message, scheduledTime].flatMap((checked) => checked?.issues ?? []);
  if (issues.length > 0) return { kind: 'invalid', issues };
  if (phoneNumber) {
    // The store knows its day, and counts what is there.
    const call = { phoneNumber: phoneNumber.value, scheduledTime: null };
    const [refusal] = (await context.refuseCalls?.([call])) ?? [];
    if (refusal) return { kind: 'invalid', issues: [issue(refusal.code, refusal.message, 'phoneNumber')] };
  }

  const result = await context.store.apply(
    edit(
      { reminderId: request.id, expectedVersion: request.expectedVersion ?? null },
      {
        ...(phoneNumber && { phoneNumber: phoneNumber.value }),
        ...(message && { message: message.value }),
        ...(scheduledTime && { scheduledTime: scheduledTime.value }),
      },
    ),
  );
  if (result.kind === 'applied' && result.reminder.nextAttemptAt)
    context.onScheduled(result.reminder.nextAttemptAt);
  return result;
}

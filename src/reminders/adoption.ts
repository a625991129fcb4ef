import type { KnownCall } from './call-end.ts';
import type { CallOutcomeKind } from './call-outcome.ts';
import type { CallStatus } from './call-report.ts';
import { lifecycle, type ReminderStatus } from './lifecycle.ts';

interface Waiting {
  readonly status: ReminderStatus;
  /** Whether the call is that of its newest attempt. */
  readonly isNewest: boolean;
  /** Whether it has no failure to its name. Such a scheduled reminder was asked for by a person. */
  readonly isFresh: boolean;
}

interface Changed {
  readonly outcome: CallOutcomeKind | null;
  readonly before: KnownCall;
  readonly after: KnownCall;
}

/**
 * Whether a reminder that is settled waits for its call again: since the call exists after all, or since its end is
 * better known and no other attempt has begun. What a person asked for since then stands, unless the phone rings now.
 */
export function adoptsCall(reminder: Waiting, { outcome, before, after }: Changed): boolean {
  const { status, isNewest, isFresh } = reminder;
  const mayStep = (lifecycle.adopt.from as readonly ReminderStatus[]).includes(status);
  if (!mayStep || !isNewest || outcome === null) return false;
  const isOver = after.callResult !== null;
  if (isOver && status === 'scheduled' && isFresh) return false;
  if (outcome === 'placed') return before.callResult !== null && before.callResult !== after.callResult;
  return !(isOver && after.neverRang);
}

/** Whether a call that waited at the provider has begun, so that its longest time counts from now. */
export function restartsClock(before: CallStatus | null, after: CallStatus | null): boolean {
  const waited = before === 'scheduled' || before === 'queued' || before === null;
  return waited && (after === 'ringing' || after === 'in-progress' || after === 'forwarding');
}

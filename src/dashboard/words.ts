import type { CallOutcome, ReminderStatus } from '../client/client.ts';
import type { CallResult, Deferral } from '../client/generated/graphql.ts';

export const statuses: readonly ReminderStatus[] = [
  'SCHEDULED',
  'DISPATCHING',
  'CALLING',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
];

/** What people call each status. */
export const statusWords: Readonly<Record<ReminderStatus, string>> = {
  SCHEDULED: 'Scheduled',
  DISPATCHING: 'Dialling',
  CALLING: 'On the line',
  COMPLETED: 'Done',
  FAILED: 'Failed',
  CANCELLED: 'Cancelled',
};

/** Whether nothing more happens by itself. */
export function isOver(status: ReminderStatus): boolean {
  return status === 'COMPLETED' || status === 'FAILED' || status === 'CANCELLED';
}

export const outcomeWords: Readonly<Record<CallOutcome, string>> = {
  PLACED: 'Call placed',
  REFUSED: 'Refused for now',
  REJECTED: 'Rejected for good',
  UNKNOWN: 'Not known whether it rang',
};

export const deferralWords: Readonly<Record<Deferral, string>> = {
  TOO_MANY_CALLS: 'This number has had all the calls it may have in 24 hours',
};

export const resultWords: Readonly<Record<CallResult, string>> = {
  ANSWERED: 'A person answered',
  BUSY: 'Busy, or declined',
  CANCELLED: 'Ended before anybody answered',
  CAPACITY: 'The provider had no free line',
  CONFIGURATION: 'The provider’s account does not allow the call',
  CUT_SHORT: 'Answered, but hung up before the message was said',
  NO_ANSWER: 'Nobody answered',
  OTHER: 'Ended; how is not known',
  PROVIDER_FAULT: 'The provider failed',
  UNREACHABLE: 'The number could not be reached',
  VOICEMAIL: 'Voicemail answered',
};

export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? noun : plural}`;
}

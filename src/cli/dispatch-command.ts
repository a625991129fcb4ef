import { createDispatchStore } from '../persistence/dispatch-store.ts';
import type { Database } from '../persistence/open-database.ts';
import { limits } from '../reminders/limits.ts';
import { checkText } from '../reminders/reminder-draft.ts';
import { parse } from './parse-command.ts';
import { UsageError } from './usage-error.ts';

type Work = (database: Database) => Promise<void>;

/** Running instances look at the switch with every claim, and twice a second while it is on. */
export function pauseCommand(args: readonly string[]): Work {
  const { values } = parse(args, { reason: { type: 'string' } } as const, 0);
  const reason = values.reason?.trim() || null;
  const [issue] = reason === null ? [] : checkText(reason, '--reason', limits.pauseReasonLength);
  if (issue) throw new UsageError(issue.message);
  return async ({ fork }) => {
    await createDispatchStore({ fork, onEvents: () => {} }).pause(reason);
    console.log('Dispatch is paused, on all instances. Calls that are being placed are not cut off.');
  };
}

export function resumeCommand(args: readonly string[]): Work {
  parse(args, {}, 0);
  return async ({ fork }) => {
    await createDispatchStore({ fork, onEvents: () => {} }).resume();
    console.log('Dispatch goes on, on all instances.');
  };
}

import { createDispatchStore } from '../persistence/dispatch-store.ts';
import { limits } from '../reminders/limits.ts';
import { checkText } from '../reminders/reminder-draft.ts';
import type { DatabaseWork } from './command.ts';
import { parse } from './parse-command.ts';
import { UsageError } from './usage-error.ts';

export const pauseHelp = `Usage: npm run bellhop -- pause [--reason <text>]

Lets no instance begin a call until "resume". Calls that are being placed are not cut off. The reason, of at most
${limits.pauseReasonLength} characters, is shown to who looks.`;

export const resumeHelp = `Usage: npm run bellhop -- resume

Lets all instances call again, also after the provider refused the key or the account. After a pause by
MAX_CALLS_PER_DAY or MAX_SPEND_USD_PER_DAY, calls and costs count from zero again.`;

/** Running instances look at the switch with every claim, and twice a second while it is on. */
export function pauseCommand(args: readonly string[]): DatabaseWork {
  const { values } = parse(args, { reason: { type: 'string' } } as const, 0);
  const reason = values.reason?.trim() || null;
  const [issue] = reason === null ? [] : checkText(reason, '--reason', limits.pauseReasonLength);
  if (issue) throw new UsageError(issue.message);
  return async ({ console }, { fork }) => {
    await createDispatchStore({ fork, onEvents: () => {} }).pause(reason);
    console.log('Dispatch is paused, on all instances. Calls that are being placed are not cut off.');
  };
}

export function resumeCommand(args: readonly string[]): DatabaseWork {
  parse(args, {}, 0);
  return async ({ console }, { fork }) => {
    await createDispatchStore({ fork, onEvents: () => {} }).resume();
    console.log('Dispatch goes on, on all instances.');
  };
}

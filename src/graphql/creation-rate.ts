import type { Invalid } from '../reminders/problem.ts';
import { issue } from '../reminders/reminder-draft.ts';
import type { GraphQLContext } from './context.ts';

/** The refusal of a client that creates faster than it may; `null`: it may, and these count. */
export function tooFast(useCreations: GraphQLContext['useCreations'], count: number): Invalid | null {
  const waitMs = useCreations(count);
  if (waitMs === 0) return null;
  const seconds = Math.ceil(waitMs / 1_000);
  const message = `One client may not create so many reminders in a minute. Try again in ${seconds} s.`;
  return { kind: 'invalid', issues: [issue('RATE_LIMITED', message)] };
}

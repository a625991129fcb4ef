import type { NotFound } from '../reminders/problem.ts';
import type { ApplyResult } from '../reminders/reminder-store.ts';
import { reminderIdOf } from './global-id.ts';

/** What the success types of mutations on one reminder stand on. */
export type Applied = Extract<ApplyResult, { readonly kind: 'applied' }>;

/**
 * Does something to the reminder that a global id names. An id that names none, or is no id at all, is answered
 * as not found under the id that the client gave, since that is the one it knows.
 */
export async function onReminder<T extends { readonly kind: string }>(
  globalId: string,
  act: (id: string) => Promise<T | NotFound>,
): Promise<T | NotFound> {
  const notFound: NotFound = { kind: 'not-found', id: globalId };
  const id = reminderIdOf(globalId);
  if (id === null) return notFound;
  const result = await act(id);
  return result.kind === 'not-found' ? notFound : result;
}

import { v7 as uuidv7 } from 'uuid';
import type { Config } from '../config/config.ts';
import { createDoNotCallList } from '../persistence/do-not-call-list.ts';
import { measureClock } from '../persistence/inspect-database.ts';
import type { Database } from '../persistence/open-database.ts';
import { createReminderStore } from '../persistence/reminder-store.ts';
import { createRefuseCalls } from '../reminders/refuse-calls.ts';
import type { UseCaseContext } from '../reminders/use-case-context.ts';

/** What the use cases need, as the server gives it to them: the same rules, and the database's clock. */
export async function createUseCases(
  { fork, rowsAtOnce }: Database,
  config: Config,
): Promise<UseCaseContext> {
  const { aheadMs } = await measureClock(fork());
  // Instances that run see new reminders within a second, as they look for events by themselves.
  const { perNumberAndDay } = config.callRules;
  const store = createReminderStore({ fork, onEvents: () => {}, perNumberAndDay, rowsAtOnce });
  const doNotCall = createDoNotCallList({ fork });
  return {
    store,
    now: () => new Date(Date.now() + aheadMs),
    newId: uuidv7,
    maxRetryAttempts: config.maxRetryAttempts,
    refuseCalls: createRefuseCalls({ store, doNotCall }, config.callRules),
    onScheduled: () => {},
  };
}

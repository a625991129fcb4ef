import { createReminderStore } from '../persistence/reminder-store.ts';
import { acceptRestored } from '../persistence/restored-database.ts';
import type { DatabaseWork } from './command.ts';
import { parse } from './parse-command.ts';

export const restoredHelp = `Usage: npm run bellhop -- restored

To be run on a database that was restored from a backup, before any Bellhop starts on it. It pauses dispatch, since what
was rung after the backup would ring again, and begins the log of changes anew, since its order is that of the server
it came from. Subscribers are told to load their lists again. Then it says how much is due; look through that, cancel
what was rung, and "resume".`;

export function restoredCommand(args: readonly string[]): DatabaseWork {
  parse(args, {}, 0);
  return async ({ console }, { fork }) => {
    await acceptRestored(fork(), 'Restored from a backup: what was rung since would ring again.');
    const store = createReminderStore({ fork, onEvents: () => {} });
    const due = await store.count({ status: ['scheduled'], scheduledUntil: new Date() });
    const dispatching = await store.count({ status: ['dispatching'] });
    console.log(
      `Dispatch is paused, and the log of changes begins anew. ${due} reminders are due, and ${dispatching} were being rung when the backup was made: their calls are settled as after a crash.`,
    );
    console.log('Look through them: export --status scheduled,dispatching. Then: npm run bellhop -- resume');
  };
}

import { setTimeout as wait } from 'node:timers/promises';
import { createRemindersMutation, startBellhop, toInput } from '../bellhop.ts';
import { withDataDir } from '../data-dir.ts';
import { makeJobs } from '../jobs.ts';
import { residentMb } from '../process-usage.ts';
import { startReceiver } from '../receiver-process.ts';
import type { Stage } from '../stage.ts';
import { within } from '../until.ts';

export interface StartUpOptions {
  readonly embedded: boolean;
  /** Calls to place before memory is looked at again; 0: none. */
  readonly dispatches: number;
}

export interface StartUp {
  /** Until the first answered query, where the database was empty, and where it was not. */
  readonly firstMs: number;
  readonly againMs: number;
  readonly idleMb: number;
  /** After each quarter of the dispatches. */
  readonly workedMb: readonly number[];
}

const SETTLED_MS = 2_000;
const QUARTERS = 4;

export async function startUp(stage: Stage, { embedded, dispatches }: StartUpOptions): Promise<StartUp> {
  await using database = await stage.openDatabase();
  await using parts = new AsyncDisposableStack();
  const receiver = parts.use(await startReceiver(0));
  const dataDir = withDataDir(parts);
  const databaseUrl = embedded ? '' : database.url;
  const start = () => startBellhop({ databaseUrl, dataDir, receiverUrl: receiver.url, concurrency: 100 });
  const first = await start();
  await first[Symbol.asyncDispose]();
  const bellhop = parts.use(await start());
  await wait(SETTLED_MS);
  const idleMb = residentMb(bellhop.pid);
  const workedMb: number[] = [];
  for (let quarter = 1; quarter <= QUARTERS && dispatches > 0; quarter += 1) {
    const count = Math.ceil(dispatches / QUARTERS);
    for (let at = 0; at < count; at += 1_000) {
      const reminders = makeJobs(Math.min(1_000, count - at), () => null).map(toInput);
      await bellhop.query(createRemindersMutation, { input: { reminders } });
    }
    await within(receiver.whenReceived(count * quarter), { what: 'Bellhop calls', ms: 300_000 });
    await wait(SETTLED_MS);
    workedMb.push(residentMb(bellhop.pid));
  }
  return { firstMs: first.startUpMs, againMs: bellhop.startUpMs, idleMb, workedMb };
}

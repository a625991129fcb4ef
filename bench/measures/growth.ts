import { randomUUID } from 'node:crypto';
import { readDatabaseUrl } from '../../src/config/database-url.ts';
import { createDispatchStore } from '../../src/persistence/dispatch-store.ts';
import { openDatabase } from '../../src/persistence/open-database.ts';
import { createReminderStore } from '../../src/persistence/reminder-store.ts';
import type { ReminderFilter } from '../../src/reminders/reminder-filter.ts';
import type { ReminderOrder } from '../../src/reminders/reminder-page.ts';
import { settle } from '../../src/reminders/settlement.ts';
import { placed } from '../../test/support/call-outcomes.ts';
import { testPolicy } from '../../test/support/policy.ts';
import { createDrafts } from '../../test/support/reminder-drafts.ts';
import { fill, history, pending } from '../fill.ts';
import { type Stage, tidy } from '../stage.ts';
import { median } from '../stats.ts';

/** A database of some size, and everything that is measured on it: milliseconds by what it was. */
export interface Grown extends AsyncDisposable {
  readonly name: string;
  measure(): Promise<Record<string, number>>;
}

const BATCH = 100;
const TIMES = 10;
const LEASE_MS = 86_400_000;

/** So many wait, and half as many were rung. Enough of them are due for so many rounds. */
export async function grow(stage: Stage, size: number, rounds: number): Promise<Grown> {
  await using parts = new AsyncDisposableStack();
  const { url } = parts.use(await stage.openDatabase());
  const database = await openDatabase({ kind: 'server', connection: readDatabaseUrl(url) });
  parts.defer(() => database.close());
  const stored = { fork: database.fork, onEvents() {} };
  const reminders = createReminderStore(stored);
  const dispatch = createDispatchStore(stored);
  await fill(url, [history(size / 2), pending(size, BATCH * TIMES * rounds)]);
  const instanceId = randomUUID();
  await dispatch.register({ id: instanceId, hostname: 'bench' }, LEASE_MS);
  await tidy(url);
  const moved = parts.move();
  return { name: `${size} pending`, measure, [Symbol.asyncDispose]: () => moved.disposeAsync() };

  async function measure() {
    await tidy(url);
    const found: Record<string, number[]> = {};
    const take = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
      const begun = performance.now();
      const result = await work();
      found[what] = [...(found[what] ?? []), performance.now() - begun];
      return result;
    };
    for (let time = 0; time < TIMES; time += 1) {
      const request = { instanceId, limit: BATCH, concurrency: BATCH, callsPerSecond: null };
      const { claims } = await take('claim 100', () => dispatch.claimDue(request));
      if (claims.length !== BATCH) throw new Error(`${claims.length} of ${BATCH} were claimed.`);
      const settlements = claims.map((claim) => settle(claim, placed(), testPolicy));
      await take('record 100', () => dispatch.record(settlements));
      await take('create', () => reminders.insert(createDrafts(1), { allOrNothing: true }));
      await take('status', () => dispatch.status());
      await take('page', () => list({}, 'scheduledTime', 0));
      await take('deep', () => list({}, 'scheduledTime', size / 4));
      await take('failed', () => list({ status: ['failed'] }, 'updatedAt', 0));
      await take('counts', () => reminders.tally({}));
      await take('of a day', () => reminders.tally(yesterday()));
    }
    return Object.fromEntries(Object.entries(found).map(([what, ms]) => [what, median(ms)]));
  }

  function list(filter: ReminderFilter, field: ReminderOrder['field'], seconds: number) {
    const after = seconds > 0 ? { value: new Date(Date.now() - seconds * 1_000), id: randomUUID() } : null;
    const order = { field, direction: 'desc' } as const;
    return reminders.list({ filter, order, after, before: null, take: { from: 'start', count: 20 } });
  }
}

/** Not by whole hours. */
function yesterday(): ReminderFilter {
  const scheduledUntil = new Date(Date.now() - 86_400_000);
  return { scheduledFrom: new Date(scheduledUntil.getTime() - 86_400_000), scheduledUntil };
}

import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Invalid } from '../../src/reminders/problem.ts';
import type { ApplyResult } from '../../src/reminders/reminder-store.ts';
import { cancel } from '../../src/reminders/transition.ts';
import { join } from '../support/instance-contract.ts';
import { createDraft, createDrafts, msFromNow } from '../support/reminder-drafts.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { createStores, type Stores } from '../support/test-stores.ts';

let stores: Stores;
/** The same database as ten processes see it, each with its own connections. */
let processes: Stores[];
let url: string;
beforeAll(async () => {
  const database = await createTestDatabase();
  processes = await Promise.all(Array.from({ length: 10 }, async () => createStores(await database.open())));
  stores = processes[0] as Stores;
  url = database.url;
  return () => database[Symbol.asyncDispose]();
});
beforeEach(() => stores.clear());

const callsPerSecond = null;

describe('claimDue on PostgreSQL', () => {
  test('under 10 parallel claimers gives each reminder to one and never goes beyond the concurrency', async () => {
    await stores.reminders.insert(createDrafts(300), { allOrNothing: true });
    const ids = await Promise.all(processes.map((each) => join(each)));
    const rounds = await Promise.all(
      processes.flatMap((each, index) =>
        Array.from({ length: 5 }, () =>
          each.dispatch.claimDue({
            instanceId: ids[index] as string,
            limit: 7,
            concurrency: 100,
            callsPerSecond,
          }),
        ),
      ),
    );
    const claimed = rounds.flatMap(({ claims }) => claims.map(({ reminderId }) => reminderId));
    expect(claimed).toHaveLength(100);
    expect(new Set(claimed).size).toBe(100);
    expect(await stores.reminders.count({ status: ['dispatching'] })).toBe(100);
  });

  test('passes over a reminder that somebody is changing, without waiting for it', async () => {
    const [changing, other] = [createDraft({ scheduledTime: msFromNow(-60_000) }), createDraft()];
    await stores.reminders.insert([changing, other], { allOrNothing: true });
    const instanceId = await join(stores);
    const database = new pg.Client({ connectionString: url });
    await database.connect();
    try {
      await database.query('begin');
      await database.query('select from reminders where id = $1 for update', [changing.id]);
      const { claims } = await stores.dispatch.claimDue({
        instanceId,
        limit: 2,
        concurrency: 10,
        callsPerSecond,
      });
      expect(claims.map(({ reminderId }) => reminderId)).toEqual([other.id]);
    } finally {
      await database.end();
    }
  });

  test('and a cancel race 1,000 times: exactly one wins, and the loser is told', async () => {
    const instanceId = await join(stores);
    for (let round = 0; round < 20; round++) {
      const drafts = Array.from({ length: 50 }, (_, index) =>
        createDraft({ scheduledTime: msFromNow(-60_000 + index) }),
      );
      await stores.reminders.insert(drafts, { allOrNothing: true });
      const cancels: (ApplyResult | Invalid)[] = [];
      const claimed: string[] = [];
      // Both go from the longest due to the latest, so they meet at the same rows all the way.
      const cancelEach = async (process: Stores, first: number) => {
        for (let index = first; index < drafts.length; index += 6) {
          const target = { reminderId: drafts[index]?.id ?? '', expectedVersion: null };
          cancels[index] = await process.reminders.apply(cancel(target));
        }
      };
      const claimWhile = async (process: Stores) => {
        const request = { instanceId, limit: 1, concurrency: 10_000, callsPerSecond };
        for (let times = 0; times < 25; times++) {
          const { claims } = await process.dispatch.claimDue(request);
          claimed.push(...claims.map(({ reminderId, version }) => `${reminderId} ${version}`));
        }
      };
      // A claim is faster than a cancel, so there are fewer of those who claim.
      await Promise.all([...processes.slice(0, 6).map(cancelEach), ...processes.slice(6, 8).map(claimWhile)]);
      expect(new Set(claimed).size).toBe(claimed.length);
      expect(
        cancels.map((result, index) => outcome(result, claimed.includes(`${drafts[index]?.id} 2`))),
      ).toEqual(
        cancels.map((result) =>
          result.kind === 'applied' ? 'cancelled at version 2' : 'claimed at version 2',
        ),
      );
      // How often each wins is the machine's affair: test/e2e/cancel-race provokes each order.
      const reminders = await stores.reminders.find(drafts.map(({ id }) => id));
      expect(reminders.map(({ version }) => version)).toEqual(drafts.map(() => 2));
    }
  });
});

/** What the one who cancelled was told, as far as it agrees with what the one who claimed was. */
function outcome(result: ApplyResult | Invalid, isClaimed: boolean): string {
  if (result.kind === 'applied' && !isClaimed) return `cancelled at version ${result.reminder.version}`;
  if (result.kind === 'status-conflict' && isClaimed && result.reminder.status === 'dispatching') {
    return `claimed at version ${result.reminder.version}`;
  }
  return `${result.kind}, and ${isClaimed ? 'claimed' : 'not claimed'}`;
}

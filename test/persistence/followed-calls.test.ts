import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../src/persistence/open-database.ts';
import { run } from '../../src/persistence/statement.ts';
import { conclude } from '../../src/reminders/call-conclusion.ts';
import { settle } from '../../src/reminders/settlement.ts';
import { placed } from '../support/call-outcomes.ts';
import { createClaiming } from '../support/claiming.ts';
import { join } from '../support/instance-contract.ts';
import { testPolicy } from '../support/policy.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { createStores, type SqlStores } from '../support/test-stores.ts';
import { waitFor } from '../support/wait-for.ts';

let database: Database;
let stores: SqlStores;
beforeAll(async () => {
  const testDatabase = await createTestDatabase();
  database = await testDatabase.open();
  stores = createStores(database);
  return () => testDatabase[Symbol.asyncDispose]();
});
beforeEach(() => stores.clear());

const policy = { ...testPolicy, completeWhen: 'answered', longestCallMs: 60_000 } as const;

test('an instance waits for no call that another one is concluding, and leaves it to that one', async () => {
  const { dispatch } = stores;
  const claims = await createClaiming(() => stores).claimNew(await join(stores), 3);
  await dispatch.record(
    claims.map((claim) => settle(claim, { ...placed(), providerCallId: claim.attemptId }, policy)),
  );
  for (const { attemptId } of claims) {
    const end = { status: 'ended', result: 'answered', endedReason: 'customer-ended-call' } as const;
    const rest = { callSid: null, neverRang: false, reportedAt: null, startedAt: null, endedAt: null };
    await dispatch.report({ providerCallId: attemptId, attemptId, costUsd: null, ...end, ...rest }, policy);
  }
  const ended = await dispatch.endedCalls(10);
  const inOrder = ended.map(({ reminderId }) => reminderId);
  expect(inOrder).toEqual(inOrder.toSorted());
  const [held] = ended;
  const staleAttemptIds = await database.fork().transactional(async (tx) => {
    await run(tx, 'select from reminders where id = $1::uuid for update', [held?.reminderId]);
    return (await dispatch.conclude(ended.map((each) => conclude(each, policy)))).staleAttemptIds;
  });
  expect(staleAttemptIds).toEqual([held?.attemptId]);
  expect(await dispatch.endedCalls(10)).toMatchObject([{ attemptId: held?.attemptId }]);
});

test('a report that waited for another one is judged by what that one wrote', async () => {
  const { dispatch } = stores;
  const [claim] = await createClaiming(() => stores).claimNew(await join(stores));
  const { attemptId = '', reminderId = '' } = claim ?? {};
  const rest = { callSid: null, neverRang: false, reportedAt: null, startedAt: null, endedAt: null };
  const common = { providerCallId: 'call-1', attemptId, costUsd: null, ...rest };
  const end = { status: 'ended', result: 'voicemail', endedReason: 'voicemail' } as const;
  const up = { status: 'in-progress', result: null, endedReason: null } as const;
  const blocked = (count: number) =>
    waitFor(async () => {
      const sql = `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      expect(await run(database.fork(), sql)).toEqual([{ count }]);
    });
  const reports: Promise<unknown>[] = [];
  await database.fork().transactional(async (tx) => {
    await run(tx, 'select from reminders where id = $1::uuid for update', [reminderId]);
    reports.push(dispatch.report({ ...common, ...end }, policy));
    await blocked(1);
    reports.push(dispatch.report({ ...common, ...up }, policy));
    await blocked(2);
  });
  await Promise.all(reports);
  const [attempt] = await stores.reminders.findAttempts([attemptId]);
  expect(attempt).toMatchObject({ callStatus: 'ended', callResult: 'voicemail' });
});

import type { SqlEntityManager } from '@mikro-orm/sql';
import type { CompiledQuery } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { createDispatchStore } from '../../src/persistence/dispatch-store.ts';
import { createEventLog } from '../../src/persistence/event-log.ts';
import { run } from '../../src/persistence/statement.ts';
import type { CallReport } from '../../src/reminders/call-report.ts';
import type { DispatchStore } from '../../src/reminders/dispatch-store.ts';
import { testPolicy } from '../support/policy.ts';
import { createTestDatabase } from '../support/test-database.ts';

const report: CallReport = {
  providerCallId: 'call-1',
  attemptId: uuidv7(),
  callSid: null,
  status: 'ended',
  result: 'answered',
  endedReason: null,
  neverRang: false,
  reportedAt: null,
  startedAt: null,
  endedAt: null,
  costUsd: null,
};
const claim = { reminderId: uuidv7(), attemptId: uuidv7(), version: 1 };
const rescue = { instanceId: uuidv7(), known: [], limit: 10 };

/** All that dispatch asks for, but the claim: its function brings settings of its own. */
const verbs: Readonly<Record<string, (store: DispatchStore) => Promise<unknown>>> = {
  heartbeat: (store) => store.heartbeat(claim.reminderId, 1_000),
  deregister: (store) => store.deregister(claim.reminderId),
  buryDead: (store) => store.buryDead(),
  takeOver: (store) => store.takeOver(rescue),
  checkAttempt: (store) => store.checkAttempt(claim),
  record: (store) => store.record([]),
  report: (store) => store.report(report, testPolicy),
  endedCalls: (store) => store.endedCalls(10),
  conclude: (store) => store.conclude([]),
  quietCalls: (store) => store.quietCalls(1_000, 10),
  expectNews: (store) => store.expectNews(),
  markUnresolved: (store) => store.markUnresolved(claim),
  noteConcurrencyLimit: (store) => store.noteConcurrencyLimit(10, 'an account'),
  holdBack: (store) => store.holdBack(1_000),
  pause: (store) => store.pause(null),
};
/** One row, or as many as there are instances. */
const small = /dispatch_control|dispatcher_instances/;

/** What a report finds. */
const row = {
  attempt: {
    id: claim.attemptId,
    reminder_id: claim.reminderId,
    outcome: 'placed',
    provider_call_id: 'call-1',
    call_sid: null,
    call_status: null,
    call_result: null,
    ended_reason: null,
    call_started_at: null,
    call_answered_at: null,
    call_ended_at: null,
    cost_usd: null,
  },
  never_rang: false,
  is_overdue: false,
  row_version: '1',
  version: 1,
  status: 'calling',
  message: 'Hello.',
  is_newest: true,
  now: new Date().toISOString(),
};

/** An entity manager that runs nothing: it keeps each statement, and answers one row. */
function createRecorder() {
  const statements: string[] = [];
  const executeQuery = async ({ sql }: CompiledQuery) => {
    statements.push(sql);
    return { rows: [row] };
  };
  const em = { getKysely: () => ({ executeQuery }) } as unknown as SqlEntityManager;
  return { statements, fork: () => em };
}

test('every statement that dispatch and the feed need finds its rows by index, planned while the tables are empty', async () => {
  await using created = await createTestDatabase();
  const { forkReserved } = await created.open();
  const { statements, fork } = createRecorder();
  const store = createDispatchStore({ fork, onEvents: () => {} });
  for (const ask of Object.values(verbs)) await ask(store).catch(() => {});
  await createEventLog({ fork })
    .readAfter({ transactionId: 0n, sequence: 0n }, 10)
    .catch(() => {});
  // The removal of expired instances and a report are two statements each.
  expect(statements).toHaveLength(Object.keys(verbs).length + 2 + 1);
  for (const sql of statements) {
    const rows = await run<{ 'QUERY PLAN': string }>(forkReserved(), `explain (generic_plan) ${sql}`);
    const plan = rows.map((row) => row['QUERY PLAN']);
    const slow = plan.filter(
      (line) => /Seq Scan|Hash Join|Merge Join|Bitmap/.test(line) && !small.test(line),
    );
    expect(slow, `${sql}\n${plan.join('\n')}`).toEqual([]);
  }
});

import pg from 'pg';
import { expect, test } from 'vitest';
import { type Bellhop, createBellhop, type Reminder } from '../../src/client/client.ts';
import { startTestApp } from '../support/app.ts';
import { waitFor } from '../support/wait-for.ts';

const RACES = 240;
/** Fewer than the API has connections to the database, so that every cancel of a round is under way at once. */
const RACES_A_ROUND = 8;
const orders = [cancelBeforeTheClaimLooks, cancelWhileTheClaimLooks, claimBeforeTheCancelLooks];
/** Held by the test while no claim may end, and while no cancel may. */
const [CLAIM_GATE, CANCEL_GATE] = [1, 2];

interface Stage {
  readonly bellhop: Bellhop;
  /** Connections of the test: one that can keep claims from their turn, one for the gates, one to look at the others. */
  readonly control: pg.Client;
  readonly gate: pg.Client;
  readonly observer: pg.Client;
}

type Cancelled = Awaited<ReturnType<Bellhop['cancel']>>;

/** How many sessions of this database wait for a lock of these kinds. */
async function waiting({ observer }: Stage, lockTypes: readonly string[]): Promise<number> {
  const { rows } = await observer.query<{ count: number }>(
    `select count(distinct pid)::int as count from pg_locks join pg_stat_activity using (pid)
     where not granted and locktype = any ($1) and datname = current_database()`,
    [lockTypes],
  );
  return rows[0]?.count ?? 0;
}

const untilWaiting = (stage: Stage, count: number, lockTypes: readonly string[]) =>
  waitFor(async () => expect(await waiting(stage, lockTypes)).toBe(count));

const holdClaims = ({ control }: Stage) => control.query('begin; select from dispatch_control for update');
const releaseClaims = ({ control }: Stage) => control.query('commit');
const close = ({ gate }: Stage, key: number) => gate.query('select pg_advisory_lock($1)', [key]);
const open = ({ gate }: Stage, key: number) => gate.query('select pg_advisory_unlock($1)', [key]);

/** Reminders that are due, made in one transaction, so that one claim takes all of them. */
async function scheduleDue({ bellhop }: Stage, round: number): Promise<Reminder[]> {
  const drafts = Array.from({ length: RACES_A_ROUND }, (_, index) => ({
    phoneNumber: '+14155550100',
    message: `Race ${index} of round ${round}`,
    scheduledTime: new Date(),
  }));
  const created = await bellhop.scheduleMany(drafts);
  if (created.__typename !== 'CreateRemindersSuccess') throw new Error(JSON.stringify(created));
  return created.results.map((result) => {
    if (result.__typename !== 'CreateReminderSuccess') throw new Error(JSON.stringify(result));
    return result.reminder;
  });
}

const namesVersion = (index: number) => index % 2 === 0;

const cancelEach = ({ bellhop }: Stage, reminders: readonly Reminder[]) =>
  Promise.all(
    reminders.map(({ id, version }, index) =>
      bellhop.cancel(namesVersion(index) ? { id, expectedVersion: version } : id),
    ),
  );

/** The claim has begun and waits for its turn; the cancels are committed before it looks for what is due. */
async function cancelBeforeTheClaimLooks(stage: Stage, round: number): Promise<Cancelled[]> {
  await holdClaims(stage);
  const reminders = await scheduleDue(stage, round);
  await untilWaiting(stage, 1, ['transactionid', 'tuple']);
  const results = await cancelEach(stage, reminders);
  await releaseClaims(stage);
  return results;
}

/** The cancels have changed the rows and are not committed when the claim comes by. */
async function cancelWhileTheClaimLooks(stage: Stage, round: number): Promise<Cancelled[]> {
  await holdClaims(stage);
  await close(stage, CANCEL_GATE);
  const reminders = await scheduleDue(stage, round);
  await untilWaiting(stage, 1, ['transactionid', 'tuple']);
  const cancelling = cancelEach(stage, reminders);
  await untilWaiting(stage, RACES_A_ROUND, ['advisory']);
  await releaseClaims(stage);
  // The claim takes its turn before the test does, since it came first.
  await holdClaims(stage);
  await releaseClaims(stage);
  await open(stage, CANCEL_GATE);
  return cancelling;
}

/** The claim has taken the rows and is not committed when the cancels arrive. */
async function claimBeforeTheCancelLooks(stage: Stage, round: number): Promise<Cancelled[]> {
  await close(stage, CLAIM_GATE);
  const reminders = await scheduleDue(stage, round);
  await untilWaiting(stage, 1, ['advisory']);
  const cancelling = cancelEach(stage, reminders);
  await untilWaiting(stage, RACES_A_ROUND, ['transactionid', 'tuple']);
  await open(stage, CLAIM_GATE);
  return cancelling;
}

test('cancel races claim 240 times: one of the two wins each time, and a cancel that loses gets a conflict', async () => {
  await using app = await startTestApp({
    environment: {
      DISPATCH_CONCURRENCY: '100',
      FIELDS_PER_MINUTE: '1000000',
      CREATIONS_PER_MINUTE: '1000000',
      // A statement may wait for the test for a quarter of the lease, however slow the machine is.
      LEASE_SECONDS: '600',
      OPERATION_TIMEOUT_SECONDS: '120',
    },
  });
  await using parts = new AsyncDisposableStack();
  const connect = async () => {
    const client = new pg.Client({ connectionString: app.databaseUrl });
    await client.connect();
    return parts.adopt(client, () => client.end());
  };
  const stage = {
    bellhop: createBellhop({ url: app.url, timeoutMs: 120_000 }),
    control: await connect(),
    gate: await connect(),
    observer: await connect(),
  };
  await stage.gate.query(`
    create function wait_at_gate() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock_shared(tg_argv[0]::bigint);
        return null;
      end
    $$;
    create trigger claim_gate after insert on call_attempts
      for each row execute function wait_at_gate(${CLAIM_GATE});
    create trigger cancel_gate after update on reminders
      for each row when (new.status = 'cancelled') execute function wait_at_gate(${CANCEL_GATE})`);

  const rung: string[] = [];
  for (let round = 0; round < RACES / RACES_A_ROUND; round++) {
    const order = orders[round % orders.length] as (typeof orders)[number];
    const results = await order(stage, round);
    expect(results).toHaveLength(RACES_A_ROUND);
    for (const [index, result] of results.entries()) {
      if (order === claimBeforeTheCancelLooks) {
        const [__typename, code] = namesVersion(index)
          ? ['VersionConflictError', 'VERSION_CONFLICT']
          : ['StatusConflictError', 'STATUS_CONFLICT'];
        expect(result).toMatchObject({ __typename, code });
        expect(result).toHaveProperty('reminder.status', expect.toBeOneOf(['DISPATCHING', 'COMPLETED']));
        rung.push(`Race ${index} of round ${round}`);
      } else {
        expect(result).toMatchObject({
          __typename: 'CancelReminderSuccess',
          reminder: { status: 'CANCELLED', version: 2 },
        });
      }
    }
  }

  await waitFor(async () =>
    expect(await stage.bellhop.counts()).toMatchObject({
      COMPLETED: rung.length,
      CANCELLED: RACES - rung.length,
    }),
  );
  await app.app.stop();
  // What was rung is exactly what a cancel was refused for: nothing rings after an acknowledged one.
  const { ledger } = app.simulator;
  expect(ledger.calls.map(({ text }) => text).toSorted()).toEqual(rung.toSorted());
  expect(ledger.counts().requests).toBe(rung.length);
});

import pg from 'pg';
import { encodeCursor } from '../../src/events/cursor.ts';
import type { Change, KeptAttempt, KeptReminder, Kill } from './evidence.ts';
import { tokenOf } from './stream.ts';

export type Records = Awaited<ReturnType<typeof openRecords>>;

/** What the database holds, read without Bellhop's own code. */
export async function openRecords(url: string) {
  async function query<Row extends pg.QueryResultRow>(
    sql: string,
    parameters: unknown[] = [],
  ): Promise<Row[]> {
    const client = new pg.Client({ connectionString: url, application_name: 'chaos' });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query<Row>(sql, parameters)).rows;
    } finally {
      await client.end();
    }
  }

  async function count(sql: string, parameters: unknown[] = []): Promise<number> {
    const [row] = await query<{ count: number }>(sql, parameters);
    return row?.count ?? 0;
  }

  return {
    cutConnections: (count: number) =>
      query(
        `select pg_terminate_backend(pid) from (
           select pid from pg_stat_activity
           where datname = current_database() and application_name <> 'chaos'
           order by random() limit $1::int) victims`,
        [count],
      ).then(() => {}),
    /** The instances that own claims now. */
    claimOwners: () =>
      query<{ owner: string }>(
        `select distinct claimed_by::text as owner from reminders where status = 'dispatching'`,
      ).then((rows) => rows.map(({ owner }) => owner)),
    /** How many claims these instances still own. */
    claimsOf: ({ instanceIds }: Pick<Kill, 'instanceIds'>) =>
      count(
        `select count(*)::int from reminders where status = 'dispatching' and claimed_by = any ($1::uuid[])`,
        [instanceIds],
      ),
    /** How many attempts of these instances have no outcome. */
    openAttempts: ({ instanceIds }: Pick<Kill, 'instanceIds'>) =>
      count(
        `select count(*)::int from call_attempts where outcome is null and instance_id = any ($1::uuid[])`,
        [instanceIds],
      ),
    /** The open transactions, for when there should be none. */
    openTransactions: () =>
      query(
        `select pid, application_name, state, wait_event, now() - xact_start as age, backend_xid::text, backend_xmin::text, query
         from pg_stat_activity where xact_start is not null and application_name <> 'chaos'`,
      ),
    /** How many reminders have not reached a final status. */
    openReminders: () =>
      count(`select count(*)::int from reminders where status not in ('completed', 'failed', 'cancelled')`),
    async reminders(): Promise<KeptReminder[]> {
      const rows = await query('select message, status, retry_count, max_retry_attempts from reminders');
      return rows.map((row) => ({
        token: tokenOf(row['message']) ?? '',
        status: row['status'],
        retryCount: row['retry_count'],
        maxRetryAttempts: row['max_retry_attempts'],
      }));
    },
    async attempts(): Promise<KeptAttempt[]> {
      const rows = await query(
        `select a.id, r.message, a.instance_id, a.idempotency_key, a.outcome, a.failure_reason,
           extract(epoch from a.started_at)::float8 * 1000 as started,
           extract(epoch from a.finished_at)::float8 * 1000 as finished
         from call_attempts a join reminders r on r.id = a.reminder_id order by a.reminder_id, a.number`,
      );
      return rows.map((row) => ({
        id: row['id'],
        token: tokenOf(row['message']) ?? '',
        instanceId: row['instance_id'],
        idempotencyKey: row['idempotency_key'],
        outcome: row['outcome'],
        reason: row['failure_reason'],
        startedMs: row['started'],
        finishedMs: row['finished'],
      }));
    },
    async changes(): Promise<Change[]> {
      const rows = await query(
        `select transaction_id::text, sequence::text, reminder->>'message' as message, reminder->>'status' as status
         from reminder_events e where call is null order by e.transaction_id, e.sequence`,
      );
      return rows.map((row) => ({
        cursor: encodeCursor({
          transactionId: BigInt(row['transaction_id']),
          sequence: BigInt(row['sequence']),
        }),
        token: tokenOf(row['message']) ?? '',
        status: row['status'],
      }));
    },
  };
}

import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { createPost } from './post.js';

const QUEUE = 'calls';

/** Batches worked all at once, fetched again as soon as one came back full; outcomes are stored as job output. */
export async function create(options) {
  const { concurrency, databaseUrl, poll } = options;
  const post = createPost(options);
  const boss = new PgBoss({ connectionString: databaseUrl, max: 20, useListenNotify: poll === 'fastest' });
  boss.on('error', (error) => console.error(error));
  await boss.start();
  await boss.createQueue(QUEUE, { notify: poll === 'fastest' });
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  const toJob = ({ dueAtMs, ...data }) => ({
    data,
    ...(dueAtMs === null ? {} : { startAfter: new Date(dueAtMs) }),
  });
  const workers = 4;

  return {
    async fill(jobs) {
      for (let at = 0; at < jobs.length; at += 5_000) {
        await boss.insert(QUEUE, jobs.slice(at, at + 5_000).map(toJob));
      }
    },
    async schedule(job) {
      const { data, ...rest } = toJob(job);
      await boss.send(QUEUE, data, rest);
    },
    async start() {
      const work = {
        batchSize: Math.ceil(concurrency / workers),
        localConcurrency: workers,
        burstWhenBatchFull: true,
        perJobResults: true,
        ...(poll === 'fastest' ? { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5 } : {}),
      };
      await boss.work(QUEUE, work, (jobs) =>
        Promise.all(
          jobs.map(async ({ id, data }) => {
            const callSid = await post(data);
            return { id, status: 'completed', output: { callSid } };
          }),
        ),
      );
    },
    async left() {
      const { rows } = await pool.query(
        `select count(*)::int as left from pgboss.job where name = $1 and state < 'completed'`,
        [QUEUE],
      );
      return rows[0].left;
    },
  };
}

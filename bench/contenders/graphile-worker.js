import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import pg from 'pg';
import { createPost } from './post.js';

const silent = new Logger(() => () => {});

/**
 * Jobs vanish when they are done; `storesOutcomes` writes what came of each to a table, as Bellhop always does.
 * @see https://worker.graphile.org/docs/performance
 */
export async function create(options) {
  const { concurrency, databaseUrl, poll, storesOutcomes } = options;
  const post = createPost(options);
  const pgPool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
  pgPool.on('error', (error) => console.error(error));
  pgPool.on('connect', (client) => client.on('error', (error) => console.error(error)));
  const utils = await makeWorkerUtils({ pgPool, logger: silent });
  await utils.migrate();
  await pgPool.query(
    'create table outcomes (job_id bigint primary key, call_sid text, finished_at timestamptz)',
  );

  async function call(data, { job }) {
    const callSid = await post(data);
    if (!storesOutcomes) return;
    await pgPool.query('insert into outcomes values ($1, $2, now())', [job.id, callSid]);
  }

  return {
    async fill(jobs) {
      for (let at = 0; at < jobs.length; at += 5_000) {
        await utils.addJobs(
          jobs.slice(at, at + 5_000).map(({ dueAtMs, ...payload }) => ({
            identifier: 'call',
            payload,
            ...(dueAtMs === null ? {} : { runAt: new Date(dueAtMs) }),
          })),
        );
      }
    },
    async schedule({ dueAtMs, ...payload }) {
      await utils.addJob('call', payload, { runAt: new Date(dueAtMs) });
    },
    async start() {
      await run({
        pgPool,
        logger: silent,
        noHandleSignals: true,
        taskList: { call },
        preset: {
          worker: {
            concurrentJobs: concurrency,
            ...(poll === 'fastest' ? { pollInterval: 10 } : {}),
            // With these one worker asks for all, and outcomes are written together.
            localQueue: { size: Math.max(10, 2 * concurrency) },
            completeJobBatchDelay: 0,
          },
        },
      });
    },
    async left() {
      const { rows } = await pgPool.query('select count(*)::int as left from graphile_worker.jobs');
      return rows[0].left;
    },
  };
}

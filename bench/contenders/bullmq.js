import { createPostgresBackend, Queue, Worker } from 'bullmq';
import { createPost } from './post.js';

const QUEUE = 'calls';

/** On Redis, or on PostgreSQL where `redisUrl` is not given. What a job returns is stored with it. */
export async function create(options) {
  const { concurrency, databaseUrl, redisPort } = options;
  const post = createPost(options);
  const backend = redisPort ? [] : [createPostgresBackend];
  const connection = redisPort
    ? { host: '127.0.0.1', port: redisPort, maxRetriesPerRequest: null }
    : { connectionString: databaseUrl, max: 20, migrate: true };
  const queue = new Queue(QUEUE, { connection }, ...backend);
  await queue.waitUntilReady();
  const toJob = ({ dueAtMs, ...data }) => ({
    name: 'call',
    data,
    opts: dueAtMs === null ? {} : { delay: Math.max(0, dueAtMs - Date.now()) },
  });

  return {
    async fill(jobs) {
      for (let at = 0; at < jobs.length; at += 2_000) {
        await queue.addBulk(jobs.slice(at, at + 2_000).map(toJob));
      }
    },
    async schedule(job) {
      const { name, data, opts } = toJob(job);
      await queue.add(name, data, opts);
    },
    async start() {
      const worker = new Worker(
        QUEUE,
        async ({ data }) => ({ callSid: await post(data) }),
        { connection, concurrency },
        ...backend,
      );
      worker.on('error', (error) => console.error(error));
      await worker.waitUntilReady();
    },
    async left() {
      const counts = await queue.getJobCounts('wait', 'active', 'delayed', 'failed');
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    },
  };
}

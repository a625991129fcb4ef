import { openBellhop } from './bellhop.ts';
import { type ContenderKind, type Ground, openForked } from './contender.ts';

type Http = 'fetch' | 'undici';
type Poll = 'default' | 'fastest';

function forked(
  name: string,
  file: string,
  settings: { http?: Http; poll?: Poll; storesOutcomes?: boolean; redis?: boolean } = {},
): ContenderKind {
  const { http = 'fetch', poll = 'fastest', storesOutcomes = false, redis = false } = settings;
  const isRival = !['hand-written.js', 'timer.js'].includes(file);
  const open = (ground: Ground) =>
    openForked(`./${file}`, redis ? ground : { ...ground, redisPort: null }, { http, poll, storesOutcomes });
  return { name, isRival, needsRedis: redis, open };
}

export const bellhop: ContenderKind = { name: 'Bellhop', isRival: false, isBellhop: true, open: openBellhop };
export const bellhopEmbedded: ContenderKind = {
  name: 'Bellhop on PGlite',
  isRival: false,
  isBellhop: true,
  open: (ground) => openBellhop({ ...ground, databaseUrl: '' }),
};
export const bellhopTwice: ContenderKind = {
  name: 'Bellhop, two processes',
  isRival: false,
  isBellhop: true,
  open: (ground) => openBellhop({ ...ground, processes: 2 }),
};
export const handWritten = forked('hand-written loop', 'hand-written.js');
export const timer = forked('bare timer', 'timer.js');

export const drainers: readonly ContenderKind[] = [
  handWritten,
  bellhop,
  bellhopTwice,
  forked('pg-boss', 'pg-boss.js'),
  forked('graphile-worker', 'graphile-worker.js'),
  forked('graphile-worker storing outcomes', 'graphile-worker.js', { storesOutcomes: true }),
  forked('BullMQ on Redis', 'bullmq.js', { redis: true }),
  forked('BullMQ on PostgreSQL', 'bullmq.js'),
];

/** Where the HTTP client shall not be the limit. */
export const drainersByUndici: readonly ContenderKind[] = [
  forked('hand-written loop, undici', 'hand-written.js', { http: 'undici' }),
  forked('pg-boss, undici', 'pg-boss.js', { http: 'undici' }),
  forked('graphile-worker, undici', 'graphile-worker.js', { http: 'undici' }),
  forked('BullMQ on Redis, undici', 'bullmq.js', { http: 'undici', redis: true }),
];

export const waiters: readonly ContenderKind[] = [
  timer,
  bellhop,
  bellhopEmbedded,
  forked('pg-boss, default poll', 'pg-boss.js', { poll: 'default' }),
  forked('pg-boss, fastest poll', 'pg-boss.js'),
  forked('graphile-worker, default poll', 'graphile-worker.js', { poll: 'default' }),
  forked('graphile-worker, fastest poll', 'graphile-worker.js'),
  forked('BullMQ on Redis', 'bullmq.js', { redis: true }),
  forked('BullMQ on PostgreSQL', 'bullmq.js'),
];

import type { ContenderKind } from './contender.ts';
import {
  bellhop,
  bellhopEmbedded,
  drainers,
  drainersByUndici,
  handWritten,
  timer,
  waiters,
} from './contenders.ts';
import { bellhopUnderBacklog, rivalUnderBacklog } from './measures/backlog.ts';
import { create, createEmbedded } from './measures/create.ts';
import { drain } from './measures/drain.ts';
import { lateness } from './measures/lateness.ts';
import { startUp } from './measures/start-up.ts';
import { type Measure, type Options, readOptions, usage } from './options.ts';
import { installRivals } from './rivals.ts';
import { finish, inTurns, lateRow, problems, row } from './rounds.ts';
import { openStage, type Stage } from './stage.ts';
import { measureApi } from './tables/api.ts';
import { measureDashboard } from './tables/dashboard.ts';
import { measureFanOut } from './tables/fan-out.ts';
import { measureGrowth } from './tables/growth.ts';
import { measureSoak } from './tables/soak.ts';

try {
  const options = readOptions(process.argv.slice(2));
  await main(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(usage);
  process.exitCode = 1;
}

async function main(options: Options): Promise<void> {
  const withRivals = options.withRivals && installRivals();
  if (!withRivals) console.log('Skipped: the rivals are not installed, or not wanted.');
  await using stage = await openStage();
  // Children and the databases' folders go with the stage; what stops this process must let it close.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stopAt(stage));
  }
  if (withRivals && !stage.hasRedis) {
    console.log('Skipped: BullMQ on Redis, since there is no redis-server (apt-get install redis-server).');
  }
  const takesPart = (kind: ContenderKind) =>
    (withRivals || !kind.isRival) && (stage.hasRedis || !kind.needsRedis);
  const { sizes, only } = options;
  const run: Record<Measure, () => Promise<void>> = {
    drain: () => measureDrain(stage, sizes, takesPart),
    lateness: () => measureLateness(stage, sizes, takesPart),
    backlog: () => measureBacklog(stage, sizes, takesPart),
    create: () => measureCreate(stage, sizes),
    start: () => measureStart(stage, sizes),
    growth: () => measureGrowth(stage, sizes),
    soak: () => measureSoak(stage, sizes),
    dashboard: () => measureDashboard(stage, sizes),
    'fan-out': () => measureFanOut(stage, sizes),
    api: () => (withRivals ? measureApi(stage, sizes) : skip('api: autocannon comes with the rivals')),
  };
  for (const name of only) await run[name]();
  for (const problem of problems) console.error(`Not measured: ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}

async function skip(what: string): Promise<void> {
  console.log(`Skipped: ${what}.`);
}

async function stopAt(stage: Stage): Promise<void> {
  await stage[Symbol.asyncDispose]();
  process.exit(1);
}

type Sizes = Options['sizes'];
type TakesPart = (kind: ContenderKind) => boolean;

async function measureDrain(stage: Stage, sizes: Sizes, takesPart: TakesPart): Promise<void> {
  for (const size of sizes.drain) {
    const byUndici = size.latencyMs === 0 && !sizes.few ? drainersByUndici : [];
    const contenders = [...drainers, ...byUndici].filter(
      (kind) => takesPart(kind) && !(sizes.few && kind.name.includes('storing')),
    );
    const rates = await inTurns(sizes.rounds, contenders, (kind) =>
      drain(stage, kind, kind.isBellhop ? { ...size, concurrency: size.bellhopConcurrency } : size),
    );
    const atOnce = `${size.concurrency} at once, Bellhop ${size.bellhopConcurrency}`;
    finish({
      title: `Drain of ${size.count} due, receiver answers after ${size.latencyMs} ms, ${atOnce}`,
      unit: 'jobs a second',
      base: handWritten.name,
      rows: rates.map(({ name, results }) => row(name, { rate: results })),
    });
  }
  if (sizes.drainEmbedded === 0) return;
  const size = { count: sizes.drainEmbedded, latencyMs: 0, concurrency: 50 };
  const rates = await inTurns(sizes.rounds, [bellhop, bellhopEmbedded], (kind) => drain(stage, kind, size));
  finish({
    title: `Drain of ${size.count} due, on PostgreSQL and on PGlite, ${size.concurrency} at once`,
    unit: 'jobs a second',
    base: bellhop.name,
    rows: rates.map(({ name, results }) => row(name, { rate: results })),
  });
}

async function measureLateness(stage: Stage, sizes: Sizes, takesPart: TakesPart): Promise<void> {
  const size = { count: sizes.lateness, aheadMs: sizes.rounds > 1 ? 2_000 : 500, concurrency: 10 };
  const contenders = (
    sizes.few ? waiters.filter(({ name }) => !/pg-boss|default|PGlite/.test(name)) : waiters
  ).filter(takesPart);
  const found = await inTurns(sizes.rounds, contenders, (kind) => lateness(stage, kind, size));
  finish({
    title: `Lateness of ${size.count} jobs due ${size.aheadMs} ms ahead, idle`,
    unit: 'ms',
    base: timer.name,
    rows: found.map(({ name, results }) => lateRow(name, results)),
  });
}

async function measureBacklog(stage: Stage, sizes: Sizes, takesPart: TakesPart): Promise<void> {
  for (const { withRivals, ...each } of sizes.backlogs) {
    const size = { ...each, concurrency: each.perSecond > 500 ? 200 : 50 };
    const fast = waiters.filter((kind) => kind.isRival && !kind.name.includes('default') && takesPart(kind));
    const contenders = [bellhop, ...(withRivals ? fast : [])];
    // The filling takes minutes: one round, whose single calls are the sample.
    const found = await inTurns(1, contenders, (kind) =>
      kind === bellhop ? bellhopUnderBacklog(stage, size) : rivalUnderBacklog(stage, kind, size),
    );
    finish({
      title: `Lateness at ${size.perSecond} a second for ${size.seconds} s, ${size.pending} others pending`,
      unit: 'ms',
      base: bellhop.name,
      rows: found.map(({ name, results }) => lateRow(name, results)),
    });
  }
}

async function measureCreate(stage: Stage, sizes: Sizes): Promise<void> {
  const rounds = await inTurns(sizes.rounds, [{ name: 'PostgreSQL' }], () => create(stage, sizes.create));
  const embedded = await inTurns(sizes.few ? 0 : sizes.rounds, [{ name: 'PGlite' }], () =>
    createEmbedded(sizes.create),
  );
  const all = rounds[0]?.results ?? [];
  const inside = embedded[0]?.results ?? [];
  finish({
    title: `Creating reminders: ${sizes.create.batches} × 1,000 by createReminders, ${sizes.create.singles} by createReminder`,
    unit: 'reminders a second',
    base: 'raw unnest insert, same table',
    rows: [
      row('raw unnest insert, same table', { rate: all.map((each) => each.rawSameTable) }),
      row('raw unnest insert, no index', { rate: all.map((each) => each.rawBareTable) }),
      row('createReminders of 1,000', { rate: all.map((each) => each.batched) }),
      row('createReminder, 32 at once', { rate: all.map((each) => each.single32AtOnce) }),
      row('createReminder, one by one', { rate: all.map((each) => each.singleAtOnce) }),
      row('PGlite: createReminders of 1,000', { rate: inside.map((each) => each.batched) }),
      row('PGlite: createReminder, 32 at once', { rate: inside.map((each) => each.single32AtOnce) }),
      row('PGlite: createReminder, one by one', { rate: inside.map((each) => each.singleAtOnce) }),
    ],
  });
}

async function measureStart(stage: Stage, sizes: Sizes): Promise<void> {
  const contenders = [
    { name: 'PostgreSQL', embedded: false },
    { name: 'PGlite', embedded: true },
  ];
  const found = await inTurns(sizes.rounds, contenders, ({ embedded }) =>
    // PGlite rings one by one as fast as it can write: a tenth is enough to see growth.
    startUp(stage, { embedded, dispatches: embedded ? sizes.dispatches / 10 : sizes.dispatches }),
  );
  finish({
    title: 'Start to first answered query; resident memory',
    unit: 'ms, MB',
    base: 'PostgreSQL',
    rows: found.map(({ name, results }) =>
      row(name, {
        'empty, ms': results.map((each) => each.firstMs),
        'again, ms': results.map((each) => each.againMs),
        'idle, MB': results.map((each) => each.idleMb),
        '¼, MB': results.map((each) => each.workedMb.at(0) ?? Number.NaN),
        'all, MB': results.map((each) => each.workedMb.at(-1) ?? Number.NaN),
      }),
    ),
  });
}

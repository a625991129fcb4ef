import { setTimeout as sleepFor } from 'node:timers/promises';
import type { Random } from '../simulation/random.ts';
import type { PostgresServer } from '../support/postgres-server.ts';
import type { Interval, Kill } from './evidence.ts';
import type { Instance } from './instances.ts';
import type { Provider } from './provider.ts';
import type { Records } from './records.ts';
import type { ChaosSettings } from './settings.ts';

export interface TroublesDeps {
  readonly instances: readonly Instance[];
  readonly postgres: PostgresServer;
  readonly provider: Provider;
  readonly records: Records;
  readonly random: Random;
  readonly note: (line: string) => void;
}

export interface TroublesOptions extends ChaosSettings {
  readonly providerStalls: boolean;
  /** No stall of the provider is longer. */
  readonly longestStallMs: number;
}

const RESCUE_POLL_MS = 50;
/** How long to look for an instance that is placing a call. */
const BUSY_WAIT_MS = 2_000;

/** Causes one fault after the other until it is stopped; then everything is up again. */
export function startTroubles(deps: TroublesDeps, options: TroublesOptions) {
  const { instances, postgres, provider, records, random, note } = deps;
  const { timeoutMs, graceMs, leaseMs, rescueBoundMs } = options;
  const kills: (Kill & { rescuedMs: number | null })[] = [];
  const disturbances: Interval[] = [];
  const providerStops: Interval[] = [];
  const counts = new Map<string, number>();
  const background = new Set<Promise<void>>();
  const stopping = new AbortController();
  let isQuietKillDue = true;
  let isStallDue = options.providerStalls;
  let isProviderStill = false;

  /** Ends early when the troubles are stopped. */
  const sleep = (ms: number) =>
    sleepFor(ms, undefined, { signal: stopping.signal }).then(
      () => {},
      () => {},
    );

  function inBackground(work: Promise<void>) {
    const tracked = work.finally(() => background.delete(tracked));
    // Reported when the troubles are stopped.
    tracked.catch(() => {});
    background.add(tracked);
  }

  async function disturb(work: () => Promise<void>) {
    const fromMs = Date.now();
    await work();
    disturbances.push({ fromMs, toMs: Date.now() });
  }

  const up = () => instances.filter((instance) => instance.url() !== null && !instance.isFrozen());

  const troubles = {
    async 'kill -9'() {
      await kill();
    },
    /** Nothing else goes wrong until the recovery has been measured. */
    async 'kill -9, then quiet'() {
      const victim = await kill();
      if (!victim) return;
      const openAttempts = () => records.openAttempts(victim).catch(() => 1);
      if ((await openAttempts()) === 0) return;
      const deadline = Date.now() + options.recoveryBoundMs;
      while (Date.now() < deadline && !stopping.signal.aborted) {
        if (victim.rescuedMs !== null && (await openAttempts()) === 0) {
          const { stalls } = await provider.measured();
          // A busy machine can stall the provider too.
          if (!stalls.some(({ toMs }) => toMs > victim.atMs)) isQuietKillDue = false;
          return;
        }
        await sleep(RESCUE_POLL_MS);
      }
    },
    async 'SIGSTOP beyond the lease'() {
      await freeze(leaseMs + random.whole(500, 2_000));
    },
    async 'short SIGSTOP'() {
      await freeze(random.whole(50, leaseMs / 2));
    },
    async 'PostgreSQL crash'() {
      await disturb(() => postgres.restart('SIGQUIT'));
    },
    async 'PostgreSQL restart'() {
      await disturb(() => postgres.restart('SIGINT'));
    },
    async 'connections cut'() {
      await disturb(() => records.cutConnections(random.whole(1, 10)));
    },
    /** The other faults go on meanwhile. */
    async 'provider stands still'() {
      inBackground(stallProvider());
    },
  };
  type Trouble = keyof typeof troubles;

  /** Resolves to the kill if the victim left claims behind. */
  async function kill() {
    const victim = await busyInstance();
    if (!victim) return null;
    const instanceIds = [...victim.instanceIds()];
    await victim.kill();
    note(`${victim.name} killed`);
    const done = { name: victim.name, atMs: Date.now(), instanceIds, rescuedMs: null as number | null };
    kills.push(done);
    inBackground(sleep(random.whole(0, 3_000)).then(() => victim.start()));
    const left = await records.claimsOf(done).catch(() => 0);
    if (left === 0) return null;
    inBackground(watchRescue(done));
    return done;
  }

  /** One that is placing a call, if there is one soon. */
  async function busyInstance(): Promise<Instance | null> {
    for (const deadline = Date.now() + BUSY_WAIT_MS; Date.now() < deadline; ) {
      if (up().length < 2) return null;
      const owners = await records.claimOwners().catch((): string[] => []);
      const busy = up().filter((instance) => instance.instanceIds().some((id) => owners.includes(id)));
      if (busy.length > 0) return random.pick(busy);
      await sleep(5);
    }
    return up().length < 2 ? null : random.pick(up());
  }

  async function watchRescue(done: (typeof kills)[number]) {
    for (const deadline = done.atMs + 5 * rescueBoundMs; Date.now() < deadline; ) {
      if ((await records.claimsOf(done).catch(() => 1)) === 0) {
        done.rescuedMs = Date.now();
        return;
      }
      await sleepFor(RESCUE_POLL_MS);
    }
    done.rescuedMs = Infinity;
  }

  async function freeze(ms: number) {
    if (up().length < 2) return;
    const victim = random.pick(up());
    victim.freeze();
    note(`${victim.name} stopped for ${ms} ms`);
    await disturb(() => sleep(ms));
    victim.thaw();
  }

  async function stallProvider() {
    const ms = Math.min(
      options.longestStallMs,
      random.pick([
        random.whole(500, 5_000),
        random.whole(500, 40_000),
        timeoutMs + random.whole(0, 4 * graceMs),
      ]),
    );
    isProviderStill = true;
    const fromMs = Date.now();
    provider.freeze();
    note(`The provider stands still for ${ms} ms`);
    await sleep(ms);
    provider.thaw();
    providerStops.push({ fromMs, toMs: Date.now() });
    note('The provider goes on');
    isProviderStill = false;
    isStallDue = false;
  }

  function draw(): Trouble {
    // The stall comes first because it runs in the background, while waiting for a recovery may take the whole run.
    if (isStallDue && !isProviderStill) return 'provider stands still';
    if (isQuietKillDue && !isProviderStill) return 'kill -9, then quiet';
    const mayStall = options.providerStalls && !isProviderStill;
    return random.pick([
      'kill -9',
      'kill -9',
      isProviderStill ? 'kill -9' : 'kill -9, then quiet',
      'SIGSTOP beyond the lease',
      'short SIGSTOP',
      'PostgreSQL crash',
      'PostgreSQL restart',
      'connections cut',
      ...(mayStall ? (['provider stands still', 'provider stands still'] as const) : []),
    ] satisfies Trouble[]);
  }

  async function run() {
    while (!stopping.signal.aborted) {
      await sleep(random.whole(500, 4_000));
      if (stopping.signal.aborted) break;
      const kind = draw();
      note(kind);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      await troubles[kind]();
    }
  }

  const running = run();
  // Reported when the troubles are stopped.
  running.catch(() => {});
  return {
    kills,
    disturbances,
    providerStops,
    counts,
    /** Whether a recovery was measured, and the provider stood still where it may. */
    isProven: () => !isQuietKillDue && !isStallDue,
    async stop() {
      stopping.abort();
      await running;
      await Promise.all(background);
    },
  };
}

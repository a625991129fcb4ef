import type { Random } from '../simulation/random.ts';
import type { PostgresServer } from '../support/postgres-server.ts';
import type { Kill } from './evidence.ts';
import type { Instance } from './instances.ts';

export interface TroublesDeps {
  readonly instances: readonly Instance[];
  readonly postgres: PostgresServer;
  /** Cuts so many connections to the database, picked by it at random. */
  readonly cutConnections: (count: number) => Promise<void>;
  readonly random: Random;
  readonly leaseMs: number;
  readonly note: (line: string) => void;
}

const sleep = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms));

/** Lets one thing go wrong after the other until it is told to stop; then everything is up again. */
export function startTroubles({ instances, postgres, cutConnections, random, leaseMs, note }: TroublesDeps) {
  const kills: Kill[] = [];
  const disturbances: { fromMs: number; toMs: number }[] = [];
  const counts = new Map<string, number>();
  const restarting = new Set<Promise<void>>();
  let stopped = false;

  async function disturb(work: () => Promise<void>) {
    const fromMs = Date.now();
    await work();
    disturbances.push({ fromMs, toMs: Date.now() });
  }

  const up = () => instances.filter((instance) => instance.url() !== null && !instance.isFrozen());

  const troubles = {
    async 'kill -9'() {
      const victim = random.pick(up());
      if (up().length < 2) return;
      const instanceIds = [...victim.instanceIds()];
      await victim.kill();
      kills.push({ name: victim.name, atMs: Date.now(), instanceIds });
      note(`${victim.name} killed`);
      const again = sleep(random.whole(0, 3_000))
        .then(() => victim.start())
        .finally(() => restarting.delete(again));
      restarting.add(again);
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
      await disturb(() => cutConnections(random.whole(1, 10)));
    },
  };

  async function freeze(ms: number) {
    if (up().length < 2) return;
    const victim = random.pick(up());
    victim.freeze();
    note(`${victim.name} stopped for ${ms} ms`);
    await disturb(() => sleep(ms));
    victim.thaw();
  }

  async function run() {
    while (!stopped) {
      await sleep(random.whole(500, 4_000));
      if (stopped) break;
      const kind = random.pick([
        'kill -9',
        'kill -9',
        'kill -9',
        ...Object.keys(troubles),
      ] as (keyof typeof troubles)[]);
      note(kind);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      await troubles[kind]();
    }
    await Promise.all(restarting);
  }

  const running = run();
  // Told when it is stopped.
  running.catch(() => {});
  return {
    kills,
    disturbances,
    counts,
    async stop() {
      stopped = true;
      await running;
    },
  };
}

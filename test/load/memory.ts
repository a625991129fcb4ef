import type { Instance } from '../chaos/instances.ts';
import { seriesValue } from '../metrics/series-value.ts';

export interface MemoryFigures {
  readonly name: string;
  /** Resident, in MB: early on, at the end, and the most that was seen. */
  readonly firstMb: number;
  readonly lastMb: number;
  readonly mostMb: number;
  /** The 99th percentile of how late the event loop was, in milliseconds: the worst that was seen. */
  readonly worstLoopLagMs: number;
}

/** Reads what each instance tells of itself at /metrics, again and again. */
export function startMemoryWatch(instances: readonly Instance[], token: string, everyMs: number) {
  const seen = new Map<string, { readonly mb: number; readonly lagMs: number }[]>();

  async function look() {
    await Promise.all(
      instances.map(async (instance) => {
        const headers = { authorization: `Bearer ${token}` };
        const text = await (await fetch(`${instance.url()}/metrics`, { headers })).text();
        const mb = (seriesValue(text, 'process_resident_memory_bytes') ?? Number.NaN) / 1e6;
        const lagMs = (seriesValue(text, 'nodejs_eventloop_lag_p99_seconds') ?? Number.NaN) * 1_000;
        seen.set(instance.name, [...(seen.get(instance.name) ?? []), { mb, lagMs }]);
      }),
    );
  }

  const timer = setInterval(() => void look().catch(() => {}), everyMs);
  return {
    async stop(): Promise<MemoryFigures[]> {
      clearInterval(timer);
      await look();
      return [...seen].map(([name, of]) => ({
        name,
        firstMb: of[0]?.mb ?? Number.NaN,
        lastMb: of.at(-1)?.mb ?? Number.NaN,
        mostMb: Math.max(...of.map(({ mb }) => mb)),
        worstLoopLagMs: Math.max(...of.map(({ lagMs }) => lagMs)),
      }));
    },
  };
}

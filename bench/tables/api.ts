import { type ApiKind, type ApiSize, api } from '../measures/api.ts';
import { finish, inTurns, row } from '../rounds.ts';
import type { Stage } from '../stage.ts';

const bare: ApiKind = { name: 'bare yoga, constants', server: 'bare' };
const kinds: readonly ApiKind[] = [bare, { name: 'Bellhop', server: 'bellhop' }];
const measured = { page: 'reminders(first: 20)', one: 'reminder(id:)' } as const;

export async function measureApi(
  stage: Stage,
  { rounds, api: size }: { readonly rounds: number; readonly api: ApiSize },
): Promise<void> {
  const found = await inTurns(rounds, kinds, (kind) => api(stage, kind, size));
  for (const which of ['page', 'one'] as const) {
    finish({
      title: `API: ${measured[which]}, ${size.reminders} reminders, ${size.connections} connections`,
      unit: 'requests a second; ms',
      base: bare.name,
      rows: found.map(({ name, results }) =>
        row(name, {
          'a second': results.map((each) => each[which].perSecond),
          p50: results.map((each) => each[which].p50),
          p99: results.map((each) => each[which].p99),
          'CPU, µs': results.map((each) => each[which].cpuUs),
        }),
      ),
    });
  }
}

import { grow } from '../measures/growth.ts';
import type { Sizes } from '../options.ts';
import { finish, inTurns, row } from '../rounds.ts';
import type { Stage } from '../stage.ts';

export async function measureGrowth(stage: Stage, { growth, rounds }: Sizes): Promise<void> {
  await using parts = new AsyncDisposableStack();
  const grown = [];
  for (const size of growth) grown.push(parts.use(await grow(stage, size, rounds)));
  const found = await inTurns(rounds, grown, (each) => each.measure());
  finish({
    title: 'What single things take with so many reminders waiting, and half as many rung',
    unit: 'ms',
    base: grown[0]?.name ?? '',
    rows: found.map(({ name, results }) => {
      const columns = Object.keys(results[0] ?? {});
      return row(
        name,
        Object.fromEntries(
          columns.map((column) => [column, results.map((each) => each[column] ?? Number.NaN)]),
        ),
      );
    }),
  });
}

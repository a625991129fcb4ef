import { soak } from '../measures/soak.ts';
import type { Sizes } from '../options.ts';
import type { Row } from '../report.ts';
import { finish, inTurns } from '../rounds.ts';
import type { Stage } from '../stage.ts';

export async function measureSoak(stage: Stage, sizes: Sizes): Promise<void> {
  const [found] = await inTurns(1, [{ name: 'Bellhop' }], () => soak(stage, sizes.soak));
  const looks = (found?.results ?? []).flat();
  const rows = looks.map((look): Row => ({ name: `after ${look.seconds.toFixed(0)} s`, values: look }));
  finish({
    title: `${sizes.soak.perSecond} reminders a second for ${sizes.soak.minutes} minutes`,
    unit: 'as each column says',
    base: rows[0]?.name ?? '',
    rows,
  });
}

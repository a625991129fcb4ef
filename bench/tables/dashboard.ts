import { dashboard, dashboardViews, openBrowser } from '../measures/dashboard.ts';
import type { Sizes } from '../options.ts';
import { finish, inTurns, row } from '../rounds.ts';
import type { Stage } from '../stage.ts';
import { quantile } from '../stats.ts';

export async function measureDashboard(stage: Stage, { dashboard: size, rounds }: Sizes): Promise<void> {
  const browser = await openBrowser();
  if (browser === null) {
    console.log(
      'Skipped: the dashboard, since there is no Chromium (apt-get install chromium-headless-shell, npm ci).',
    );
    return;
  }
  const views = dashboardViews(size);
  const found = await inTurns(rounds, views, (view) => dashboard(stage, browser, { ...size, view }));
  await browser.close();
  finish({
    title: `Dashboard with ${size.reminders} reminders, ${size.perSecond} changes a second`,
    unit: 'ms',
    base: views[0]?.name ?? '',
    rows: found.map(({ name, results }) =>
      row(name, {
        'first rows': results.map(({ firstRowsMs }) => firstRowsMs),
        'longest task': results.map(({ longTasks }) => Math.max(0, ...longTasks)),
        'tasks over 100': results.map(({ longTasks }) => longTasks.filter((ms) => ms > 100).length),
        'key p50': results.map(({ inputs }) => quantile(inputs, 0.5)),
        'key p99': results.map(({ inputs }) => quantile(inputs, 0.99)),
        'changes a second': results.map((each) => each.changesPerSecond),
      }),
    ),
  });
}

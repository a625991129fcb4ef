import { expect, test } from 'vitest';
import { describeDashboard, rowsOf, schedule } from './dashboard.ts';

const MOST_KIB = 60;
/** So long after its `load` event the first page lets come what other pages need; see main.tsx. */
const REST_AFTER_MS = 300;

describeDashboard('the first page', (dashboard) => {
  test.each(['/', '/reminders'])('weighs at most 60 KiB as it is sent: %s', async (path) => {
    await schedule(dashboard.bellhop, { message: 'to show' });
    const page = await dashboard.open(path);
    await rowsOf(page, 'to show').or(page.getByText('to show')).first().waitFor();
    await page.waitForFunction('performance.getEntriesByType("navigation")[0].loadEventStart > 0');
    const sent = await page.evaluate<readonly (readonly [string, number])[]>(`(() => {
      const [page] = performance.getEntriesByType('navigation');
      const files = performance.getEntriesByType('resource');
      // What the API answers depends on what there is.
      const own = files.filter(({ name }) => !name.endsWith('/graphql'));
      return [page, ...own.filter(({ startTime }) => startTime < page.loadEventStart + ${REST_AFTER_MS})]
        .map(({ name, encodedBodySize }) => [new URL(name).pathname, encodedBodySize]);
    })()`);
    const bytes = sent.reduce((sum, [, size]) => sum + size, 0);
    const scripts = sent.filter(([name]) => name.endsWith('.js'));
    expect(scripts.length, JSON.stringify(sent)).toBeGreaterThan(0);
    expect(sent.every(([, size]) => size > 0)).toBe(true);
    expect(bytes / 1_024, JSON.stringify(sent)).toBeLessThanOrEqual(MOST_KIB);
  });
});

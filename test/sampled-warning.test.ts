import { expect, test } from 'vitest';
import { createSampledWarning } from '../src/sampled-warning.ts';
import { createManualClock } from './support/manual-clock.ts';
import { createTestLog } from './support/test-log.ts';

test('a warning that strangers cause is written once a minute for each reason, and at debug level between', () => {
  const log = createTestLog();
  const clock = createManualClock();
  const warn = createSampledWarning(log, clock.monotonicMs);
  for (const reason of ['missing', 'missing', 'unknown']) warn({ event: 'access.refused', reason }, 'x');
  clock.advance(59_999);
  warn({ event: 'access.refused', reason: 'missing' }, 'x');
  clock.advance(1);
  warn({ event: 'access.refused', reason: 'missing' }, 'x');
  expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'debug', 'warn', 'debug', 'warn']);
});

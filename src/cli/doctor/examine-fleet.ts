import type { Config } from '../../config/config.ts';
import { createDispatchStore } from '../../persistence/dispatch-store.ts';
import { measureClock } from '../../persistence/inspect-database.ts';
import type { Database } from '../../persistence/open-database.ts';
import { isRestoredDump } from '../../persistence/restored-database.ts';
import { createTokenStore } from '../../persistence/token-store.ts';
import type { DispatcherStatus } from '../../reminders/dispatch-store.ts';
import { type Finding, unwell, well } from './finding.ts';

/** What is due for longer is late. */
const LATE_MS = 60_000;

/** Who is there to ring, what waits for it, and who may ask for it. */
export async function* examineFleet(database: Database, config: Config): AsyncGenerator<Finding> {
  const status = await createDispatchStore({ fork: database.fork, onEvents: () => {} }).status();
  const { aheadMs } = await measureClock(database.fork());
  yield instances(status);
  yield dispatch(status);
  yield* waits(status);
  if (await isRestoredDump(database.fork())) yield restoredDump;
  yield overdue(status, Date.now() + aheadMs);
  yield await access(database, config);
}

const restoredDump = unwell('fail', 'events', [
  'This database was restored from a dump; Bellhop does not start on it.',
  'npm run bellhop -- restored',
]);

function instances({ instances: alive }: DispatcherStatus): Finding {
  if (alive.length > 0) {
    return well('instances', `${alive.length} alive: ${alive.map(({ hostname }) => hostname).join(', ')}.`);
  }
  return unwell('warn', 'instances', [
    'None is alive, so nothing is rung.',
    'Start one: npm start. Where one runs, look for job.failed in its log.',
  ]);
}

function dispatch({ paused, pauseReason }: DispatcherStatus): Finding {
  if (!paused) return well('dispatch', 'It is not paused.');
  return unwell('warn', 'dispatch', [
    `It is paused: ${pauseReason ?? 'no reason was given'}`,
    'npm run bellhop -- resume, once what it was paused for is mended.',
  ]);
}

/** What keeps calls waiting, or is about to. */
function* waits(status: DispatcherStatus): Generator<Finding> {
  const { throttledUntil, concurrencyLimit, unresolved, clockSetBackMs } = status;
  if (throttledUntil !== null) {
    yield unwell('warn', 'throttled', [
      `The provider asked for no more calls until ${throttledUntil.toISOString()}.`,
      'Look for attempt.refused in the log, and at the limits of the account.',
    ]);
  }
  if (concurrencyLimit !== null) {
    yield well('limit', `The provider allows ${concurrencyLimit.calls} calls at once.`);
  }
  if (unresolved > 0) {
    yield unwell('warn', 'unresolved', [
      `The provider cannot say of ${unresolved} attempts whether they became calls.`,
      'docs/operations.md says at BellhopUnresolved what to do.',
    ]);
  }
  if (clockSetBackMs > 0) {
    yield unwell('warn', 'clock', [
      `The database’s clock was set back by ${Math.ceil(clockSetBackMs / 1_000)} s.`,
      'Check the time on the database server.',
    ]);
  }
}

function overdue(status: DispatcherStatus, nowMs: number): Finding {
  const { overdue: count, nextDueAt } = status;
  const lateMs = nextDueAt === null ? 0 : nowMs - nextDueAt.getTime();
  if (count === 0) return well('overdue', 'No reminder is.');
  const message = `${count} ${count === 1 ? 'is' : 'are'}, the longest for ${Math.max(0, Math.round(lateMs / 1_000))} s.`;
  if (lateMs < LATE_MS) return well('overdue', message);
  const isExplained = status.paused || status.instances.length === 0;
  return unwell(isExplained ? 'warn' : 'fail', 'overdue', [
    message,
    'docs/operations.md says at BellhopLate where to look.',
  ]);
}

async function access(database: Database, { jwt, authenticationReason }: Config): Promise<Finding> {
  if (jwt) return well('access', `An API token is needed, or a JWT of ${jwt.issuer}.`);
  if (await createTokenStore(database).any()) return well('access', 'An API token is needed.');
  const makeOne = 'Make an API token: npm run bellhop -- token create --name me --scope admin';
  if (authenticationReason === null) {
    return unwell('warn', 'access', ['Anybody on this machine may do anything.', makeOne]);
  }
  return unwell('fail', 'access', [
    `Bellhop does not start: ${authenticationReason}, but there is no API token.`,
    makeOne,
  ]);
}

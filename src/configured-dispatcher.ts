import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import type { Clock } from './clock.ts';
import type { CallConfig, Config, VapiConfig } from './config/config.ts';
import type { CallPlacer } from './dispatch/call-placer.ts';
import { createDispatcher, type Dispatcher } from './dispatch/dispatcher.ts';
import { createGuardedPlacer } from './dispatch/guarded-placer.ts';
import { startIntervalJobs } from './dispatch/interval-jobs.ts';
import { createOnlooker } from './dispatch/onlooker.ts';
import { retryDelayMs } from './dispatch/retry-delay.ts';
import type { Log } from './log.ts';
import { newId } from './new-id.ts';
import type { Database } from './persistence/open-database.ts';
import { readClock } from './persistence/read-clock.ts';
import { shortestSpeechMs } from './reminders/call-end.ts';
import { refuseNumber } from './reminders/call-rules.ts';
import type { DispatchStore } from './reminders/dispatch-store.ts';
import { tracePlacer } from './tracing/traced-placer.ts';
import type { Tracer } from './tracing/tracer.ts';

export interface ConfiguredDispatcherDeps {
  readonly database: Database;
  readonly store: DispatchStore;
  /** `null`: this instance leaves the ringing to others. */
  readonly placer: CallPlacer | null;
  /** `null`: nobody collects traces. */
  readonly tracer: Tracer | null;
  readonly clock: Clock;
  readonly log: Log;
}

/** A provider that does not say for so long whether an attempt became a call keeps no slot from other reminders. */
const UNRESOLVED_AFTER_MS = 120_000;
/** Where calls are not followed nothing is asked for. */
const NEVER_QUIET_MS = 3_600_000;

/** Rings by the rules of the configuration, or only looks on. */
export function createConfiguredDispatcher(
  { database, store, placer, tracer, clock, log }: ConfiguredDispatcherDeps,
  config: Config,
): Dispatcher {
  const policy = {
    unknownOutcome: config.unknownOutcome,
    completeWhen: config.completeWhen,
    longestCallMs: config.vapi.call?.longestCallMs ?? null,
    calls: config.callPolicy,
    speechMs: (message: string) => shortestSpeechMs(`${spokenBefore(config.vapi.call)}${message}`),
    retryDelayMs: (failures: number) => retryDelayMs(failures, config.retryDelay, Math.random),
  };
  if (!placer) {
    return createOnlooker(
      {
        store,
        readClock: () => readClock(database.forkReserved()),
        clock,
        startJobs: startIntervalJobs,
        log,
      },
      { everyMs: config.heartbeatMs, policy },
    );
  }

  const guarded = createGuardedPlacer(
    placer,
    (phoneNumber) => refuseNumber(phoneNumber, config.callRules)?.message ?? null,
  );
  return createDispatcher(
    {
      store,
      placer: tracer ? tracePlacer(guarded, tracer) : guarded,
      clock,
      startJobs: startIntervalJobs,
      newId,
      log,
    },
    {
      hostname: hostname(),
      intervalMs: config.schedulerIntervalMs,
      pollWindowMs: config.pollWindowMs,
      heartbeatMs: config.heartbeatMs,
      leaseMs: config.leaseMs,
      concurrency: config.dispatchConcurrency,
      callsPerSecond: config.callsPerSecond,
      account: accountKey(config.vapi),
      callerId: config.vapi.call?.phoneNumberId ?? null,
      limits: config.callLimits,
      policy,
      quietCallMs: config.vapi.call?.quietMs ?? NEVER_QUIET_MS,
      unresolvedAfterMs: UNRESOLVED_AFTER_MS,
      alone: database.kind === 'embedded',
    },
  );
}

/** Tells accounts and formats apart without naming the key. */
function accountKey({ account, call }: VapiConfig): string {
  const { apiKey, baseUrl } = account ?? { apiKey: 'simulated', baseUrl: 'simulator' };
  const named = [call ? 'call' : 'message', baseUrl, apiKey].join('\n');
  return createHash('sha256').update(named).digest('hex').slice(0, 16);
}

/** What a call says before its message. An assistant of the account says what is not known here. */
function spokenBefore(call: CallConfig | null): string {
  return call === null || call.assistantId !== null ? '' : call.greeting.replace('{message}', '');
}

import type { CallFinder, CallPlacer, PlaceOptions } from '../../src/dispatch/call-placer.ts';
import type { StartJobs } from '../../src/dispatch/interval-jobs.ts';
import type { AttemptCheck, DispatchStore } from '../../src/reminders/dispatch-store.ts';
import type { Exchange, HttpClient } from '../../src/vapi/http-client.ts';
import { type Mutant, type MutantContext, settings } from './instance.ts';
import type { Promised } from './invariants.ts';
import type { SimulationOptions } from './simulation.ts';

export interface NamedMutant {
  readonly what: string;
  readonly kind: SimulationOptions['kind'];
  readonly mutant?: Mutant;
  readonly broken?: SimulationOptions['broken'];
  /** What it breaks, one of them in the first seed that notices. */
  readonly promises: readonly Promised[];
}

/** Each rule that keeps a promise, broken on purpose. */
export const mutants: readonly NamedMutant[] = [
  {
    what: 'a rescue that keeps the version',
    kind: 'answered',
    broken: { noFencing: true },
    promises: ['stale write'],
  },
  {
    what: 'a result that is written whatever the version',
    kind: 'answered',
    broken: { recordWithoutVersion: true },
    promises: ['stale write'],
  },
  {
    what: 'a feed that goes by the bare sequence',
    kind: 'message',
    broken: { bySequence: true },
    promises: ['feed'],
  },
  {
    what: 'calls that are up and take no slot',
    kind: 'answered',
    broken: { ignoreLiveCalls: true },
    promises: ['slots'],
  },
  {
    what: 'the end of a call that is concluded twice',
    kind: 'answered',
    broken: { concludeWithoutVersion: true },
    promises: ['lost', 'twice', 'wrong time'],
  },
  {
    what: 'a request that is sent after the lease was lost',
    kind: 'answered',
    mutant: { placer: placing(() => ({ mayLeave: () => true })) },
    promises: ['twice', 'wrong time'],
  },
  {
    what: 'a request that was written after the lease, and is not logged',
    kind: 'answered',
    mutant: { placer: placing(() => ({ onSent: () => {} })) },
    promises: ['twice', 'wrong time'],
  },
  {
    what: 'an unknown outcome that is not looked up',
    kind: 'answered',
    mutant: { placer: ({ finder, ...placer }) => placer },
    promises: ['twice', 'slots'],
  },
  {
    what: 'another try without a look-up before',
    kind: 'answered',
    mutant: { placer: placing(() => ({ beforeRetry: async () => 'retry' })) },
    promises: ['twice', 'slots'],
  },
  {
    what: '"no such call" that is believed before the longest that a request may take',
    kind: 'answered',
    mutant: { placer: finding({ answerWithinMs: 0 }) },
    promises: ['twice', 'slots'],
  },
  {
    what: '"no such call" that is believed at its first answers',
    kind: 'accepted',
    mutant: { placer: finding({ graceMs: 0 }) },
    promises: ['twice', 'slots'],
  },
  {
    what: 'time for an answer that counts from before the connection stands',
    kind: 'answered',
    mutant: { http: countingFromTheCall },
    promises: ['twice', 'slots'],
  },
  {
    what: 'calls that are looked for under another caller ID',
    kind: 'accepted',
    mutant: {
      placer: ({ finder, ...placer }) => ({
        ...placer,
        ...(finder && {
          finder: { ...finder, find: (request) => finder.find({ ...request, callerId: null }) },
        }),
      }),
    },
    promises: ['twice', 'slots'],
  },
  {
    what: 'a call that was reported and does not keep the next request from leaving',
    kind: 'answered',
    mutant: { store: checking({ call: null }) },
    promises: ['twice', 'lost'],
  },
  {
    what: 'a report that the call is up, of a reminder that is to be called again, and is ignored',
    kind: 'answered',
    broken: { adoptNothing: true },
    promises: ['twice'],
  },
  {
    what: 'a call that waits for a free line and is taken for one that will never ring',
    kind: 'answered',
    mutant: { http: endingBlocked },
    promises: ['twice'],
  },
  {
    what: 'a call that waits for a free line and is given up without being deleted',
    kind: 'answered',
    mutant: { placer: removingNothing },
    promises: ['twice'],
  },
  {
    what: 'a number on the do-not-call list that is called by the tries which are left',
    kind: 'message',
    mutant: { store: checking({ doNotCall: false }) },
    promises: ['do not call'],
  },
  {
    what: 'an unresolved attempt that is tried again without a slot',
    kind: 'answered',
    mutant: { store: checking({ mayRetry: true }) },
    promises: ['slots'],
  },
  {
    what: 'a fault of the account that does not pause dispatch',
    kind: 'message',
    mutant: { store: (store) => ({ ...store, pause: async () => {} }) },
    promises: ['unpaid'],
  },
  {
    what: 'a call that never rang and counts as answered',
    kind: 'answered',
    mutant: { store: neverRangAnswered },
    promises: ['lost'],
  },
  {
    what: 'a stop after which requests are sent',
    kind: 'message',
    mutant: { placer: placing(() => ({ stopping: new AbortController().signal })) },
    promises: ['stop'],
  },
  {
    what: 'a rescue at each tick only',
    kind: 'message',
    mutant: { store: rescuingAtTicks },
    promises: ['rescued late'],
  },
  {
    what: 'a look ahead that waits for the other parts of a tick',
    kind: 'message',
    mutant: { store: afterTheRest('claimDue') },
    promises: ['called late'],
  },
  {
    what: 'a heartbeat that waits for the rest',
    kind: 'message',
    mutant: { store: afterTheRest('heartbeat') },
    promises: ['lease lost'],
  },
  {
    what: 'reminders that fall due between two ticks and are not looked for',
    kind: 'message',
    mutant: { startJobs: withoutTicks, store: withoutNextDue },
    promises: ['called late', 'lost'],
  },
];

function placing(change: (options: PlaceOptions) => Partial<PlaceOptions>) {
  return (placer: CallPlacer): CallPlacer => ({
    ...placer,
    place: (request, options) => placer.place(request, { ...options, ...change(options) }),
  });
}

function finding(change: Partial<CallFinder>) {
  return ({ finder, ...placer }: CallPlacer): CallPlacer => ({
    ...placer,
    ...(finder && { finder: { ...finder, ...change } }),
  });
}

function checking(change: Partial<AttemptCheck>) {
  return (store: DispatchStore): DispatchStore => ({
    ...store,
    checkAttempt: async (claim) => ({ ...(await store.checkAttempt(claim)), ...change }),
  });
}

/** Reads the answer as if its call had ended. */
function endingBlocked(http: HttpClient): HttpClient {
  return {
    ...http,
    async post(request) {
      const exchange = await http.post(request);
      if (exchange.kind !== 'answer' || !exchange.body?.includes('"concurrencyBlocked":true'))
        return exchange;
      return { ...exchange, body: exchange.body.replace('"queued"', '"ended"') };
    },
  };
}

/** Believes that what it asked for was done. */
function removingNothing({ reader, ...placer }: CallPlacer): CallPlacer {
  if (!reader) return placer;
  const removed = new Set<string>();
  return {
    ...placer,
    reader: {
      read: async (id) => (removed.has(id) ? { kind: 'none' } : reader.read(id)),
      remove: async (id) => void removed.add(id),
    },
  };
}

/** A request that is sent in the last moment of its time has next to none left for its answer. */
function countingFromTheCall(http: HttpClient, { clock }: MutantContext): HttpClient {
  return {
    ...http,
    post(request) {
      const calledAtMs = clock.monotonicMs();
      const over = new AbortController();
      let isSent = false;
      const mayLeave = () => {
        isSent = request.mayLeave();
        return isSent;
      };
      const timeout = new Promise<Exchange>((resolve) =>
        clock.setTimer(request.timeoutMs, () => {
          if (!isSent) over.abort();
          const sentAtMs = isSent ? calledAtMs : null;
          resolve({ kind: 'no-answer', why: 'timeout', detail: 'timeout', sentAtMs, late: null });
        }),
      );
      const abandon = AbortSignal.any([request.abandon, over.signal]);
      return Promise.race([http.post({ ...request, mayLeave, abandon }), timeout]);
    },
  };
}

function rescuingAtTicks(store: DispatchStore, { clock }: MutantContext): DispatchStore {
  let nextAtMs = 0;
  return {
    ...store,
    async takeOver(request) {
      if (request.includeOwn) return store.takeOver(request);
      if (clock.monotonicMs() < nextAtMs) return [];
      nextAtMs = clock.monotonicMs() + settings.intervalMs;
      return store.takeOver(request);
    },
  };
}

/** The verb waits for the ends of calls that are being read, as in one job for both. */
function afterTheRest(verb: 'claimDue' | 'heartbeat') {
  return (store: DispatchStore): DispatchStore => {
    let rest: Promise<unknown> = Promise.resolve();
    const endedCalls: DispatchStore['endedCalls'] = (...args) => {
      const calls = store.endedCalls(...args);
      rest = calls.catch(() => {});
      return calls;
    };
    if (verb === 'claimDue')
      return { ...store, endedCalls, claimDue: (request) => rest.then(() => store.claimDue(request)) };
    const heartbeat: DispatchStore['heartbeat'] = (...args) => rest.then(() => store.heartbeat(...args));
    return { ...store, endedCalls, heartbeat };
  };
}

function neverRangAnswered(store: DispatchStore): DispatchStore {
  return {
    ...store,
    endedCalls: async (...args) =>
      (await store.endedCalls(...args)).map((call) =>
        call.neverRang ? { ...call, result: 'answered' } : call,
      ),
  };
}

function withoutTicks(startJobs: StartJobs): StartJobs {
  return (jobs, onError) =>
    startJobs(
      jobs.filter(({ id }) => id !== 'tick'),
      onError,
    );
}

function withoutNextDue(store: DispatchStore): DispatchStore {
  return {
    ...store,
    async claimDue(request) {
      const result = await store.claimDue(request);
      return result.pause?.reason === 'nothing-due'
        ? { ...result, pause: { reason: 'nothing-due', inMs: null } }
        : result;
    },
  };
}

import type {
  CallFinder,
  CallPlacer,
  CallReader,
  CallRequest,
  FoundCall,
  LookupRequest,
} from '../../src/dispatch/call-placer.ts';
import type { CallOutcome } from '../../src/reminders/call-outcome.ts';
import { type CallReport, callResults } from '../../src/reminders/call-report.ts';
import type { Actor, World } from './world.ts';

/** A request that left an instance. */
export interface Departure {
  readonly request: CallRequest;
  readonly leftAtMs: number;
  readonly actor: Actor;
}

/** A phone that rang. */
export interface RungCall extends Departure {
  readonly callSid: string;
  /** How far it got, as its provider would say now; `null` where it says nothing of placed calls. */
  readonly report: () => CallReport | null;
}

export interface ProviderOptions {
  /** Whether it can be asked what came of an attempt. */
  readonly findable: boolean;
  /** Whether it knows an idempotency key again. */
  readonly idempotent: boolean;
  /** Whether it tells what becomes of placed calls. */
  readonly telling: boolean;
  /** When a reminder is done. */
  readonly completeWhen: 'accepted' | 'answered';
  /** How often something goes wrong. */
  readonly faults: number;
  /** Broken on purpose: requests leave whether the lease stands or not. */
  readonly noLeaseCheck: boolean;
  /** Broken on purpose: nobody asks, though it could be. */
  readonly neverAsk: boolean;
}

export interface Provider {
  readonly departures: readonly Departure[];
  readonly calls: readonly RungCall[];
  /** No call is up for longer; `null` where nothing is told of calls. */
  readonly longestCallMs: number | null;
  readonly completeWhen: 'accepted' | 'answered';
  /** Who is told of calls; where it rejects, it is told again. */
  onTelling(tell: (report: CallReport) => Promise<unknown>): void;
  /** What an instance places its calls through. */
  placerOf(actor: Actor): CallPlacer;
  /** From now on nothing goes wrong. */
  heal(): void;
}

const LONGEST_CALL_MS = 4_000;
const MAX_TRANSIT_MS = 300;
const TIMEOUT_MS = 2_000;

/** A telephone company with a network in front of it: it rings, refuses, is silent, and its answers get lost. */
export function createProvider(world: World, options: ProviderOptions): Provider {
  const { random } = world;
  const departures: Departure[] = [];
  const calls: RungCall[] = [];
  let faults = options.faults;
  let tell: (report: CallReport) => Promise<unknown> = async () => {};

  function ring(departure: Departure): string {
    const before = options.idempotent
      ? calls.find(({ request }) => request.idempotencyKey === departure.request.idempotencyKey)
      : undefined;
    if (before) return before.callSid;
    const callSid = `CA${calls.length + 1}`;
    calls.push({ ...departure, callSid, report: options.telling ? live(departure, callSid) : () => null });
    world.note(`rings ${departure.request.reminderId} attempt ${departure.request.attemptId} as ${callSid}`);
    return callSid;
  }

  /** Lets a call ring, be taken or not, and end; tells of each, unless that gets lost. */
  function live({ request }: Departure, callSid: string): () => CallReport {
    const startedAt = new Date(world.nowMs());
    const result = random.chance(0.5) ? 'answered' : random.pick(callResults);
    const neverRang = result === 'capacity' || (result === 'provider-fault' && random.chance(0.5));
    let report: CallReport = {
      providerCallId: `call of ${callSid}`,
      attemptId: request.attemptId,
      callSid,
      status: 'queued',
      result: null,
      endedReason: null,
      neverRang: false,
      reportedAt: startedAt,
      startedAt,
      endedAt: null,
      costUsd: null,
    };
    const change = (changes: Partial<CallReport>) => {
      report = { ...report, reportedAt: new Date(world.nowMs()), ...changes };
      world.note(`${callSid} is ${report.status} ${report.result ?? ''}`);
      const told = report;
      if (!random.chance(faults)) announce(told, 3);
      if (random.chance(faults)) announce(told, 1);
    };
    const endsInMs = random.whole(100, LONGEST_CALL_MS - 1_000);
    if (!neverRang) world.after(random.whole(0, endsInMs - 1), () => change({ status: 'ringing' }));
    world.after(endsInMs, () => {
      change({ status: 'ended', result, neverRang, endedAt: new Date(world.nowMs()), endedReason: result });
    });
    return () => report;
  }

  function announce(report: CallReport, tries: number) {
    world.after(random.whole(0, MAX_TRANSIT_MS), () => {
      tell(report).catch(() => {
        if (tries > 1) announce(report, tries - 1);
      });
    });
  }

  /** What the provider does when the request arrives; `null`: it answers nothing. */
  function handle(departure: Departure): CallOutcome | null {
    const silent = random.chance(faults);
    const kind = random.chance(faults)
      ? random.pick(['429', '500', '500 rung', '400', 'lost'] as const)
      : 'placed';
    const outcome = ((): CallOutcome | null => {
      switch (kind) {
        case '429':
          return { kind: 'refused', reason: '429', httpStatus: 429, retryAfterMs: 500, cause: 'capacity' };
        case '400':
          return { kind: 'rejected', reason: '400', httpStatus: 400 };
        case '500 rung':
          ring(departure);
          return unknown(500);
        case '500':
          return unknown(500);
        case 'lost':
          return null;
        case 'placed':
          return placed(ring(departure));
      }
    })();
    return silent ? null : outcome;
  }

  function placerOf(actor: Actor): CallPlacer {
    const finder: CallFinder = {
      answerWithinMs: TIMEOUT_MS,
      graceMs: MAX_TRANSIT_MS * 2,
      sendWindowMs: Number.POSITIVE_INFINITY,
      find: (request) => find(request, actor),
    };
    return {
      ...(options.findable && !options.neverAsk && { finder }),
      ...(options.telling && { reader: readerOf(actor) }),
      async place(request, { mayLeave, stopping, abandon }) {
        await world.sleep(random.whole(0, random.chance(0.1) ? 3_000 : 30), actor);
        if (stopping.aborted || (!mayLeave() && !options.noLeaseCheck)) return notSent();
        const departure = { request, leftAtMs: world.nowMs(), actor };
        departures.push(departure);
        return new Promise((resolve) => {
          world.after(random.whole(0, MAX_TRANSIT_MS), () => {
            const outcome = handle(departure);
            if (outcome) world.after(random.whole(0, MAX_TRANSIT_MS), () => resolve(outcome), actor);
          });
          world.after(TIMEOUT_MS, () => resolve(unknown(null)), actor);
          abandon.addEventListener('abort', () => resolve(unknown(null)));
        });
      },
    };
  }

  async function find({ attemptId }: LookupRequest, actor: Actor): Promise<FoundCall> {
    await world.sleep(random.whole(0, 50), actor);
    const call = calls.find(({ request }) => request.attemptId === attemptId);
    await world.sleep(random.whole(0, 50), actor);
    if (random.chance(faults)) return { kind: 'unanswered', reason: 'lost' };
    return call ? placed(call.callSid) : { kind: 'none' };
  }

  function placed(callSid: string): CallOutcome & { kind: 'placed' } {
    const outcome = { kind: 'placed', callSid, httpStatus: 200 } as const;
    return options.telling ? { ...outcome, providerCallId: `call of ${callSid}` } : outcome;
  }

  function readerOf(actor: Actor): CallReader {
    return {
      async read(providerCallId) {
        await world.sleep(random.whole(0, 100), actor);
        if (random.chance(faults)) return { kind: 'unanswered', reason: 'lost' };
        const report = calls.find(({ callSid }) => `call of ${callSid}` === providerCallId)?.report();
        return report ? { kind: 'report', report } : { kind: 'none' };
      },
      // No call waits there for longer than it may take.
      remove: async () => {},
    };
  }

  return {
    departures,
    calls,
    placerOf,
    longestCallMs: options.telling ? LONGEST_CALL_MS : null,
    completeWhen: options.completeWhen,
    onTelling(listener) {
      tell = listener;
    },
    heal() {
      faults = 0;
    },
  };
}

function unknown(httpStatus: number | null): CallOutcome {
  return { kind: 'unknown', reason: 'No answer.', httpStatus, abandoned: false };
}

function notSent(): CallOutcome {
  return { kind: 'refused', reason: 'Not sent.', httpStatus: null, retryAfterMs: null, cause: 'handed-back' };
}

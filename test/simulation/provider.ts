import type { CallFinder, CallPlacer, CallRequest, FoundCall } from '../../src/dispatch/call-placer.ts';
import type { CallOutcome } from '../../src/reminders/call-outcome.ts';
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
}

export interface ProviderOptions {
  /** Whether it can be asked what came of an attempt. */
  readonly findable: boolean;
  /** Whether it knows an idempotency key again. */
  readonly idempotent: boolean;
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
  /** What an instance places its calls through. */
  placerOf(actor: Actor): CallPlacer;
  /** From now on nothing goes wrong. */
  heal(): void;
}

const MAX_TRANSIT_MS = 300;
const TIMEOUT_MS = 2_000;

/** A telephone company with a network in front of it: it rings, refuses, is silent, and its answers get lost. */
export function createProvider(world: World, options: ProviderOptions): Provider {
  const { random } = world;
  const departures: Departure[] = [];
  const calls: RungCall[] = [];
  let faults = options.faults;

  function ring(departure: Departure): string {
    const before = options.idempotent
      ? calls.find(({ request }) => request.idempotencyKey === departure.request.idempotencyKey)
      : undefined;
    if (before) return before.callSid;
    const callSid = `CA${calls.length + 1}`;
    calls.push({ ...departure, callSid });
    world.note(`rings ${departure.request.reminderId} attempt ${departure.request.attemptId} as ${callSid}`);
    return callSid;
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
          return { kind: 'placed', callSid: ring(departure), httpStatus: 200 };
      }
    })();
    return silent ? null : outcome;
  }

  function placerOf(actor: Actor): CallPlacer {
    const finder: CallFinder = { graceMs: MAX_TRANSIT_MS * 2, find: (request) => find(request, actor) };
    return {
      ...(options.findable && !options.neverAsk && { finder }),
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

  async function find({ attemptId }: CallRequest, actor: Actor): Promise<FoundCall> {
    await world.sleep(random.whole(0, 50), actor);
    const call = calls.find(({ request }) => request.attemptId === attemptId);
    await world.sleep(random.whole(0, 50), actor);
    if (random.chance(faults)) return { kind: 'unanswered', reason: 'lost' };
    return call ? { kind: 'placed', callSid: call.callSid, httpStatus: 200 } : { kind: 'none' };
  }

  return {
    departures,
    calls,
    placerOf,
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

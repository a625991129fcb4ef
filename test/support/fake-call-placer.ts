import type { CallPlacer, CallRequest, PlaceOptions } from '../../src/dispatch/call-placer.ts';
import type { CallOutcome } from '../../src/reminders/call-outcome.ts';
import { refused, unknown } from './call-outcomes.ts';

/** A call that was asked for and, where it may leave, has left. */
export interface FakeCall {
  readonly request: CallRequest;
  readonly options: PlaceOptions;
  /** By this machine's clock. */
  readonly askedAt: Date;
  answer(outcome: CallOutcome): void;
}

export interface FakeCallPlacer extends CallPlacer {
  /** Every call that left, in order. */
  readonly calls: readonly FakeCall[];
  /** The most calls that were ever in flight at once. */
  readonly mostAtOnce: number;
  inFlight(): number;
  /** The next call that left and was not yet given out by this method. */
  next(): Promise<FakeCall>;
}

/** A provider in the test's hand: it holds each call until the test, or `answerWith`, answers it. */
export function createFakeCallPlacer(answerWith?: (call: FakeCall) => CallOutcome): FakeCallPlacer {
  const calls: FakeCall[] = [];
  const waiting: ((call: FakeCall) => void)[] = [];
  let given = 0;
  let inFlight = 0;
  let mostAtOnce = 0;

  function give() {
    while (waiting.length > 0 && given < calls.length) waiting.shift()?.(calls[given++] as FakeCall);
  }

  return {
    calls,
    get mostAtOnce() {
      return mostAtOnce;
    },
    inFlight: () => inFlight,
    next() {
      return new Promise((resolve) => {
        waiting.push(resolve);
        give();
      });
    },
    async place(request, options) {
      if (options.stopping.aborted || !options.mayLeave()) return refused({ cause: 'handed-back' });
      mostAtOnce = Math.max(mostAtOnce, ++inFlight);
      const outcome = await new Promise<CallOutcome>((answer) => {
        options.abandon.addEventListener('abort', () => answer(unknown()));
        const call = { request, options, askedAt: new Date(), answer };
        calls.push(call);
        if (answerWith) answer(answerWith(call));
        give();
      });
      inFlight--;
      return outcome;
    },
  };
}

import { type Clock, systemClock } from '../../src/clock.ts';
import type {
  CallPlacer,
  CallRequest,
  FoundCall,
  PlaceOptions,
  ReadCall,
  RetryDecision,
} from '../../src/dispatch/call-placer.ts';
import { reconcile } from '../../src/dispatch/reconcile.ts';
import type { CallOutcome, SentRequest } from '../../src/reminders/call-outcome.ts';
import { type CallPlacerOptions, createCallPlacer } from '../../src/vapi/call-placer.ts';
import { createHttpClient } from '../../src/vapi/http-client.ts';
import { createSimulator, type SimulatedCallOptions } from '../../src/vapi/simulator/simulator.ts';
import { apiKey } from './placing.ts';

export const number = '+14155550123';
export const attemptId = '0197a000-0000-7000-8000-000000000001';

export const callRequest: CallRequest = {
  reminderId: '0197a000-0000-7000-8000-00000000000a',
  attemptId,
  idempotencyKey: attemptId,
  phoneNumber: number,
  message: 'Your appointment is tomorrow at nine.',
};

export interface Calling extends AsyncDisposable {
  place(request?: Partial<CallRequest>, options?: Partial<PlaceOptions>): Promise<CallOutcome>;
  find(startedAt?: Date, callerId?: string): Promise<FoundCall>;
  read(providerCallId: string): Promise<ReadCall>;
  remove(providerCallId: string): Promise<void>;
}

export interface CallingOptions extends Partial<CallPlacerOptions> {
  readonly baseUrl: string;
  readonly clock?: Clock;
}

/** A call placer with an HTTP client of its own. It waits for nothing, unless a test says otherwise. */
export function createCalling({ clock = systemClock, ...options }: CallingOptions): Calling {
  const http = createHttpClient();
  const placer = createCallPlacer(
    { http, clock },
    {
      apiKey,
      phoneNumberId: 'number-1',
      assistantId: null,
      voice: 'Elliot',
      greeting: 'Hello, this is an automated reminder.',
      goodbye: 'Goodbye for now.',
      voicemailMode: 'message',
      voicemail: 'Please note: {message}',
      maxDurationSeconds: 60,
      webhook: () => null,
      timeoutMs: 5_000,
      maxTries: 3,
      minMs: 0,
      maxMs: 0,
      graceMs: 0,
      ...options,
    },
  );
  return {
    place: (request, placeOptions) =>
      placer.place(
        { ...callRequest, ...request },
        {
          mayLeave: () => true,
          beforeRetry: (lost) => beforeRetry(placer, lost),
          stopping: new AbortController().signal,
          abandon: new AbortController().signal,
          ...placeOptions,
        },
      ),
    find: async (startedAt = new Date(), callerId) =>
      (await placer.finder?.find({ ...lookup, startedAt, callerId: callerId ?? null })) ?? { kind: 'none' },
    remove: async (id) => placer.reader?.remove(id),
    read: async (id) => (await placer.reader?.read(id)) ?? { kind: 'none' },
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  };
}

const lookup = { reminderId: callRequest.reminderId, attemptId, callerId: null };

/** What the dispatcher decides, but for what it reads in the database. */
async function beforeRetry({ finder }: CallPlacer, lost: SentRequest | null): Promise<RetryDecision> {
  if (!finder || !lost) return 'retry';
  const attempt = { ...lookup, startedAt: new Date() };
  // The tries are tested here, not how long a missing call stays possible: test/dispatch/reconcile.test.ts.
  const deps = { finder: { ...finder, answerWithinMs: 0 }, clock: systemClock, onUnanswered: () => {} };
  const found = await reconcile(deps, { attempt, sent: lost }, new AbortController().signal);
  return found?.kind === 'none' ? 'retry' : (found ?? 'stop');
}

/** A simulator whose calls ring until it is closed, unless a test says otherwise. */
export function startCallSimulator(calls: SimulatedCallOptions = {}) {
  return createSimulator({
    port: 0,
    latencyMs: 0,
    apiKey,
    calls: { ringMs: 3_600_000, talkMs: 0, webhookBackoffScale: 0, concurrencyLimit: 1_000, ...calls },
  });
}

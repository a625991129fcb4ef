import { type Clock, systemClock } from '../../src/clock.ts';
import type { CallRequest, PlaceOptions } from '../../src/dispatch/call-placer.ts';
import type { CallOutcome } from '../../src/reminders/call-outcome.ts';
import { createHttpClient } from '../../src/vapi/http-client.ts';
import { createMessagePlacer, type MessagePlacerOptions } from '../../src/vapi/message-placer.ts';

export const apiKey = 'key-of-the-clinic';

export interface Placing extends AsyncDisposable {
  place(request?: Partial<CallRequest>, options?: Partial<PlaceOptions>): Promise<CallOutcome>;
}

export interface PlacingOptions extends Partial<MessagePlacerOptions> {
  readonly baseUrl: string;
  readonly clock?: Clock;
}

/** A message placer with an HTTP client of its own. Tries follow each other at once, unless a test says otherwise. */
export function createPlacing({ clock = systemClock, ...options }: PlacingOptions): Placing {
  const http = createHttpClient();
  const placer = createMessagePlacer(
    { http, clock },
    {
      apiKey,
      from: '+15005550006',
      voice: 'Elliot',
      timeoutMs: 5_000,
      maxTries: 3,
      minMs: 0,
      maxMs: 0,
      ...options,
    },
  );
  return {
    place: (request, placeOptions) =>
      placer.place(
        {
          reminderId: 'reminder-1',
          attemptId: 'attempt-1',
          idempotencyKey: 'key-1',
          phoneNumber: '+14155550123',
          message: 'Your appointment is tomorrow at nine.',
          ...request,
        },
        {
          mayLeave: () => true,
          beforeRetry: async () => 'retry',
          stopping: new AbortController().signal,
          abandon: new AbortController().signal,
          ...placeOptions,
        },
      ),
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  };
}

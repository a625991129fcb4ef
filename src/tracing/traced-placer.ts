import type { CallFinder, CallPlacer, CallRequest } from '../dispatch/call-placer.ts';
import type { Attributes, Tracer } from './tracer.ts';

/** Each attempt as a span, and each question what came of one. */
export function tracePlacer(placer: CallPlacer, tracer: Tracer): CallPlacer {
  const { finder } = placer;
  return {
    ...placer,
    place: (request, options) =>
      tracer.span(spanOf('attempt', request), async (span) => {
        const outcome = await placer.place(request, options);
        span.set({ 'bellhop.outcome': outcome.kind, ...status(outcome.httpStatus) });
        if (outcome.kind !== 'placed') span.fail(outcome.kind);
        return outcome;
      }),
    ...(finder && { finder: traceFinder(finder, tracer) }),
  };
}

function traceFinder(finder: CallFinder, tracer: Tracer): CallFinder {
  return {
    ...finder,
    find: (request) =>
      tracer.span(spanOf('ask for the call', request), async (span) => {
        const found = await finder.find(request);
        span.set({ 'bellhop.found': found.kind });
        return found;
      }),
  };
}

function spanOf(
  name: string,
  {
    reminderId,
    attemptId,
    traceparent = null,
  }: Pick<CallRequest, 'reminderId' | 'attemptId' | 'traceparent'>,
) {
  const attributes = { 'bellhop.reminder.id': reminderId, 'bellhop.attempt.id': attemptId };
  return { name, kind: 'client', parent: traceparent, attributes } as const;
}

function status(httpStatus: number | null): Attributes {
  return httpStatus === null ? {} : { 'http.response.status_code': httpStatus };
}

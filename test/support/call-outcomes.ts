import type { Placed, Refused, Rejected, Unknown } from '../../src/reminders/call-outcome.ts';

export function placed(callSid: string | null = 'call-1'): Placed {
  return { kind: 'placed', callSid, httpStatus: 200 };
}

export function refused(overrides: Partial<Refused> = {}): Refused {
  const reason = 'The provider did not take the call.';
  return { kind: 'refused', reason, httpStatus: null, retryAfterMs: null, cause: 'attempt', ...overrides };
}

export function rejected(httpStatus = 400): Rejected {
  return { kind: 'rejected', reason: `The provider answered ${httpStatus}.`, httpStatus };
}

export function unknown(overrides: Partial<Unknown> = {}): Unknown {
  return { kind: 'unknown', reason: 'No answer came.', httpStatus: null, abandoned: false, ...overrides };
}

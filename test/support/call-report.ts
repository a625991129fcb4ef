import type { CallReport } from '../../src/reminders/call-report.ts';

/** A report that the call `call-1` rings. */
export function callReport(overrides: Partial<CallReport> = {}): CallReport {
  return {
    providerCallId: 'call-1',
    attemptId: null,
    callSid: null,
    status: 'ringing',
    result: null,
    endedReason: null,
    neverRang: false,
    reportedAt: null,
    startedAt: null,
    endedAt: null,
    costUsd: null,
    ...overrides,
  };
}

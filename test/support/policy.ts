import { type ConclusionPolicy, defaultCallPolicy } from '../../src/reminders/call-conclusion.ts';
import type { ReportRules } from '../../src/reminders/call-end.ts';
import type { SettlementPolicy } from '../../src/reminders/settlement.ts';

/** The default: a reminder is done when the provider took the call; and a minute between attempts. */
export const testPolicy: SettlementPolicy & ConclusionPolicy & ReportRules = {
  unknownOutcome: 'retry',
  completeWhen: 'accepted',
  longestCallMs: null,
  calls: defaultCallPolicy,
  speechMs: () => 0,
  retryDelayMs: () => 60_000,
};

import { type ConclusionPolicy, defaultCallPolicy } from '../../src/reminders/call-conclusion.ts';
import type { SettlementPolicy } from '../../src/reminders/settlement.ts';

/** The default: a reminder is done when the provider took the call; and a minute between attempts. */
export const testPolicy: SettlementPolicy & ConclusionPolicy = {
  unknownOutcome: 'retry',
  completeWhen: 'accepted',
  longestCallMs: null,
  calls: defaultCallPolicy,
  retryDelayMs: () => 60_000,
};

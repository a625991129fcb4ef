/** What a reminder may be. The README and the schema descriptions state the same numbers. */
export const limits = {
  messageLength: 1_000,
  idempotencyKeyLength: 255,
  pauseReasonLength: 500,
  /** How far in the past a scheduled time may lie, for clocks that differ and forms that were filled in slowly. */
  pastMs: 60_000,
  yearsAhead: 5,
  minRetryAttempts: 1,
  maxRetryAttempts: 10,
  bulkSize: 1_000,
  /** How many changes of one reminder are told at once. */
  changes: 100,
} as const;

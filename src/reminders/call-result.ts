/** What came of a call that was placed, however the provider words it. */
export const callResults = [
  /** A person took the call. */
  'answered',
  /** A mailbox took it. */
  'voicemail',
  'no_answer',
  'busy',
  /** The number, or the way to it, does not work. */
  'unreachable',
  /** Somebody ended it before it was taken. */
  'cancelled',
  /** The provider had no room for it. */
  'capacity',
  /** The account or its settings do not allow it: no call will go through until a person mends that. */
  'configuration',
  /** The provider failed. */
  'provider_fault',
  'other',
] as const;
export type CallResult = (typeof callResults)[number];

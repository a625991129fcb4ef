import type { CallResult } from '../reminders/call-report.ts';

/** The reasons that say something else than their prefix does. */
const exact: Readonly<Record<string, CallResult>> = {
  voicemail: 'voicemail',
  'customer-did-not-answer': 'no-answer',
  'customer-busy': 'busy',
  'call.in-progress.error-providerfault-outbound-sip-408-request-timeout': 'no-answer',
  'call.in-progress.error-providerfault-outbound-sip-480-temporarily-unavailable': 'no-answer',
  // The person had answered; it was the one they were passed on to who did not.
  'call.forwarding.no-answer': 'answered',
  'call.forwarding.operator-busy': 'answered',
  'call.in-progress.sip-completed-call': 'answered',
  'call.in-progress.twilio-completed-call': 'answered',
  'vonage-completed': 'answered',
  'exceeded-max-duration': 'answered',
  'silence-timed-out': 'answered',
  'assistant-forwarded-call': 'answered',
  'call.in-progress.error-sip-inbound-call-failed-to-connect': 'unreachable',
  'call.in-progress.error-sip-outbound-call-failed-to-connect': 'unreachable',
  'call.ringing.error-sip-inbound-call-failed-to-connect': 'unreachable',
  'call.ringing.sip-inbound-caller-hungup-before-call-connect': 'unreachable',
  'phone-call-provider-bypass-enabled-but-no-call-received': 'unreachable',
  // These concern one number, so they must not look like a fault of the account.
  'call.start.error-vapi-number-international': 'unreachable',
  'call.start.error-fraud-check-failed': 'unreachable',
  'call.start.error-get-customer': 'unreachable',
  'manually-canceled': 'cancelled',
  'scheduled-call-deleted': 'cancelled',
  'call-deleted': 'cancelled',
  'call.in-progress.error-vapifault-worker-not-available': 'capacity',
  'call.start.error-subscription-concurrency-limit-reached': 'capacity',
  'call.start.error-vapi-number-outbound-daily-limit': 'capacity',
  'call.start.assistant-version-error-validation': 'configuration',
  'assistant-join-timed-out': 'provider-fault',
  'call.in-progress.error-assistant-did-not-receive-customer-audio': 'provider-fault',
  'phone-call-provider-closed-websocket': 'provider-fault',
  'worker-shutdown': 'provider-fault',
};

/** The first that fits counts. Vapi's list of reasons grows mostly by providers and status codes behind these. */
const prefixes: readonly (readonly [string, CallResult])[] = [
  ['assistant-said-end-call-phrase', 'answered'],
  ['assistant-ended-call', 'answered'],
  ['customer-ended-call', 'answered'],
  ['call.ending.hook-executed-', 'answered'],
  ['call.ringing.hook-executed-', 'answered'],
  ['call.in-progress.error-transfer-', 'answered'],
  ['call.in-progress.error-warm-transfer-', 'answered'],
  ['call.in-progress.error-providerfault-outbound-sip-', 'unreachable'],
  ['call.in-progress.error-providerfault-', 'provider-fault'],
  ['call.in-progress.error-vapifault-', 'provider-fault'],
  ['call.in-progress.error-pipeline-', 'provider-fault'],
  ['call.in-progress.error-configfault-', 'configuration'],
  ['call.start.error-vapifault-', 'provider-fault'],
  ['call.start.error-providerfault-', 'provider-fault'],
  ['call.start.error-', 'configuration'],
  ['call-start-error-', 'configuration'],
  ['pipeline-', 'provider-fault'],
  ['assistant-request-', 'configuration'],
  ['assistant-not-', 'configuration'],
  ['twilio-', 'unreachable'],
  ['vonage-', 'unreachable'],
];

/** What a call's `endedReason` means: by the table, then by its prefix; a word that says nothing to us is `other`. */
export function resultOf(endedReason: string | null): CallResult {
  if (endedReason === null) return 'other';
  if (Object.hasOwn(exact, endedReason)) return exact[endedReason] as CallResult;
  return prefixes.find(([prefix]) => endedReason.startsWith(prefix))?.[1] ?? 'other';
}

/** Vapi gave up before it dialled. Of every other reason it is not certain. */
const beforeDialling =
  /^(call\.start\.|call-start-|assistant-request-|assistant-not-|scheduled-call-deleted$)/;

export function saysNobodyWasRung(endedReason: string | null): boolean {
  return endedReason !== null && beforeDialling.test(endedReason);
}

/** The assistant came to the end of what it says, or handed the call on. */
const saidToTheEnd = /^assistant-(said-end-call-phrase|ended-call|forwarded-call)/;

export function saysTextWasSaid(endedReason: string | null): boolean {
  return endedReason !== null && saidToTheEnd.test(endedReason);
}

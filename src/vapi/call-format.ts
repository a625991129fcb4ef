import type { CallRequest } from '../dispatch/call-placer.ts';
import { spokenText, type Wording } from './spoken-text.ts';

/** Where Vapi reports to, and by what its reports are known to be its own. */
export interface Webhook {
  /** Vapi takes https only. */
  readonly url: string;
  /** Sent along by Vapi as it is, or, with a credential, the key of its signature. */
  readonly secret: string;
  /** An HMAC credential of the account that holds the secret; `null`: the secret itself is sent. */
  readonly credentialId: string | null;
}

export interface CallFormat extends Wording {
  /** The account's number that rings, by Vapi's id. */
  readonly phoneNumberId: string;
  /** An assistant of the account that speaks; `null`: a minimal one that says the message and hangs up. */
  readonly assistantId: string | null;
  readonly voice: string;
  /** What to do with a voicemail: leave the message there, hang up, or not look for one. */
  readonly voicemailMode: 'message' | 'hang-up' | 'off';
  /** The longest that a call may last from its answer on, 10 to 43,200. */
  readonly maxDurationSeconds: number;
  /** Asked for each call; `null`: nothing is reported. */
  readonly webhook: () => Webhook | null;
}

/** How long nobody speaks before the assistant hangs up. */
const SILENCE_SECONDS = 4;

/** Wire format *call*: what is posted to `/call`. Vapi refuses a body with a property that it does not know. */
export function callPayload(request: CallRequest, format: CallFormat) {
  const who = {
    name: request.attemptId,
    phoneNumberId: format.phoneNumberId,
    customer: { number: request.phoneNumber, externalId: request.attemptId },
  };
  const settings = { ...callSettings(request, format), ...reporting(format.webhook()) };
  if (format.assistantId === null)
    return { ...who, assistant: { ...minimalAssistant(request, format), ...settings } };
  const { reminderId, message } = request;
  return {
    ...who,
    assistantId: format.assistantId,
    assistantOverrides: { variableValues: { message, reminderId }, ...settings },
  };
}

/** What Bellhop relies on, whoever speaks. */
function callSettings({ attemptId, reminderId }: CallRequest, { maxDurationSeconds }: CallFormat) {
  return {
    maxDurationSeconds,
    // Whoever knows the addresses that Vapi would make for these can listen in, or speak.
    monitorPlan: { listenEnabled: false, controlEnabled: false },
    // A second trace of the attempt, beside customer.externalId.
    metadata: { attemptId, reminderId },
  };
}

function reporting(webhook: Webhook | null) {
  if (!webhook) return {};
  const { url, secret, credentialId } = webhook;
  return {
    serverMessages: ['status-update', 'end-of-call-report'],
    server: {
      url,
      timeoutSeconds: 20,
      ...(credentialId === null ? { headers: { 'X-Vapi-Secret': secret } } : { credentialId }),
      // Without a plan Vapi sends each report once.
      backoffPlan: { type: 'exponential', maxRetries: 5, baseDelaySeconds: 2 },
    },
  };
}

/** Says its text and hangs up: at its last words, when nobody speaks after them, or when it is asked to. */
function minimalAssistant(request: CallRequest, format: CallFormat) {
  const { speech, voicemail, endPhrase } = spokenText(format, request);
  return {
    name: 'Reminder',
    firstMessageMode: 'assistant-speaks-first',
    firstMessage: speech,
    firstMessageInterruptionsEnabled: false,
    ...(endPhrase === null ? {} : { endCallPhrases: [endPhrase] }),
    hooks: [
      {
        on: 'customer.speech.timeout',
        options: { timeoutSeconds: SILENCE_SECONDS, triggerMaxCount: 1 },
        do: [{ type: 'tool', tool: { type: 'endCall' } }],
      },
    ],
    model: {
      provider: 'openai',
      model: 'gpt-4o-mini',
      temperature: 0,
      maxTokens: 100,
      messages: [{ role: 'system', content: instructions(speech) }],
      tools: [{ type: 'endCall' }],
    },
    voice: { provider: 'vapi', voiceId: format.voice, version: 2 },
    backgroundSound: 'off',
    artifactPlan: { recordingEnabled: false },
    ...voicemailSettings(format, voicemail),
  };
}

function instructions(speech: string): string {
  return [
    'You have rung somebody to read out one reminder, and have just read it out:',
    speech,
    'If you are asked to repeat it, read it out again, word for word. You know nothing else: never answer questions, never make up anything.',
    'As soon as the person has understood, declines, or asks not to be called, call endCall.',
  ].join('\n');
}

function voicemailSettings({ voicemailMode }: CallFormat, voicemailMessage: string) {
  if (voicemailMode === 'off') return { voicemailDetection: 'off' };
  return {
    // Shorter waits for the beep cut messages off.
    voicemailDetection: {
      provider: 'vapi',
      beepMaxAwaitSeconds: 25,
      backoffPlan: { startAtSeconds: 2.5, frequencySeconds: 2.5, maxRetries: 6 },
    },
    // Without a message Vapi hangs up on a voicemail.
    ...(voicemailMode === 'message' ? { voicemailMessage } : {}),
  };
}

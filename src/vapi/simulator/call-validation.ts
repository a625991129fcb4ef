import {
  anything,
  check,
  flag,
  isE164,
  isObject,
  list,
  numeric,
  object,
  oneOf,
  type Shape,
  text,
} from './shape.ts';

// Written down from Vapi's API definition, not from what Bellhop sends: what is in neither is refused.

const secure = (value: unknown) =>
  typeof value === 'string' &&
  URL.canParse(value) &&
  (/^(https|wss):$/.test(new URL(value).protocol) ||
    /^(127\.0\.0\.1|\[::1\]|localhost)$/.test(new URL(value).hostname));

const server = object({
  url: check(secure, 'must be a valid URL. Hot tip, you may be missing the protocol (https://)'),
  timeoutSeconds: numeric(1, 300),
  credentialId: text(1),
  staticIpAddressesEnabled: flag,
  encryptedPaths: list(text()),
  headers: check(isObject, 'must be an object'),
  backoffPlan: object(
    {
      type: oneOf('fixed', 'exponential'),
      maxRetries: numeric(0, 10),
      baseDelaySeconds: numeric(0, 10),
      excludedStatusCodes: list(numeric(100, 599)),
    },
    ['type', 'maxRetries', 'baseDelaySeconds'],
  ),
});

const voicemailPlan = object(
  {
    provider: oneOf('vapi', 'google', 'openai', 'twilio'),
    type: oneOf('audio', 'transcript'),
    beepMaxAwaitSeconds: numeric(0, 30),
    backoffPlan: object({
      startAtSeconds: numeric(0, Number.POSITIVE_INFINITY),
      frequencySeconds: numeric(2.5, Number.POSITIVE_INFINITY),
      maxRetries: numeric(1, 10),
    }),
  },
  ['provider'],
);
const voicemailDetection: Shape = (value, path) => (value === 'off' ? [] : voicemailPlan(value, path));

const toolProperties = {
  type: text(1),
  messages: list(
    object(
      {
        type: oneOf('request-start', 'request-complete', 'request-failed', 'request-response-delayed'),
        content: text(0, 1_000),
        contents: list(anything),
        conditions: list(anything),
        blocking: flag,
        role: oneOf('assistant', 'system'),
        endCallAfterSpokenEnabled: flag,
        timingMilliseconds: numeric(100, 120_000),
      },
      ['type'],
    ),
  ),
};
const functionTool = object(
  {
    ...toolProperties,
    async: flag,
    server,
    function: object({ name: text(1, 64), description: text(0, 1_000), parameters: anything, strict: flag }, [
      'name',
    ]),
    parameters: list(object({ key: text(1), value: anything }, ['key', 'value'])),
    variableExtractionPlan: anything,
    rejectionPlan: anything,
  },
  ['type'],
);
const otherTool = object(toolProperties, ['type']);
const tool: Shape = (value, path) =>
  (isObject(value) && value['type'] === 'function' ? functionTool : otherTool)(value, path);

const analysis = (properties: Readonly<Record<string, Shape>>) =>
  object({ enabled: flag, messages: list(anything), timeoutSeconds: numeric(1, 60), ...properties });

const assistantProperties = {
  name: text(0, 40),
  firstMessage: text(),
  firstMessageMode: oneOf(
    'assistant-speaks-first',
    'assistant-waits-for-user',
    'assistant-speaks-first-with-model-generated-message',
  ),
  firstMessageInterruptionsEnabled: flag,
  maxDurationSeconds: numeric(10, 43_200),
  voicemailMessage: text(0, 1_000),
  voicemailDetection,
  endCallMessage: text(0, 1_000),
  endCallPhrases: list(text(2, 140)),
  serverMessages: list(oneOf('status-update', 'end-of-call-report', 'transcript', 'hang', 'speech-update')),
  clientMessages: list(text()),
  server,
  metadata: check(isObject, 'must be an object'),
  hooks: list(
    object({ on: text(1), do: list(anything), options: anything, filters: anything, name: text() }, [
      'on',
      'do',
    ]),
  ),
  artifactPlan: object({
    recordingEnabled: flag,
    videoRecordingEnabled: flag,
    loggingEnabled: flag,
    pcapEnabled: flag,
    transcriptPlan: object({ enabled: flag, assistantName: text(), userName: text() }),
  }),
  analysisPlan: object({
    summaryPlan: analysis({}),
    successEvaluationPlan: analysis({ rubric: text() }),
    structuredDataPlan: analysis({ schema: anything }),
    structuredDataMultiPlan: list(anything),
    minMessagesThreshold: numeric(0, Number.POSITIVE_INFINITY),
    outcomeIds: list(text()),
  }),
  monitorPlan: object({
    listenEnabled: flag,
    listenAuthenticationEnabled: flag,
    controlEnabled: flag,
    controlAuthenticationEnabled: flag,
  }),
  backgroundSound: text(),
  transportConfigurations: list(anything),
  compliancePlan: anything,
  credentialIds: list(text()),
  model: object(
    {
      provider: text(1),
      model: text(1),
      temperature: numeric(0, 2),
      maxTokens: numeric(50, 10_000),
      messages: list(
        object({ role: oneOf('system', 'user', 'assistant'), content: text() }, ['role', 'content']),
      ),
      tools: list(tool),
      toolIds: list(text()),
    },
    ['provider', 'model'],
  ),
  voice: object(
    { provider: text(1), voiceId: text(1), version: oneOf(1, 2), speed: numeric(0.25, 2), language: text() },
    ['provider', 'voiceId'],
  ),
  transcriber: anything,
};

const createCall = object({
  name: text(0, 40),
  assistantId: text(1),
  assistantVersion: anything,
  assistant: object(assistantProperties),
  assistantOverrides: object({
    ...assistantProperties,
    variableValues: check(isObject, 'must be an object'),
  }),
  phoneNumberId: text(1),
  customer: object({
    number: check(isE164, 'must be a valid phone number in the E.164 format'),
    numberE164CheckEnabled: flag,
    name: text(0, 40),
    email: text(0, 40),
    externalId: text(0, 40),
    extension: text(0, 10),
    assistantOverrides: anything,
  }),
  schedulePlan: object({ earliestAt: text(1), latestAt: text(1) }, ['earliestAt']),
  transport: anything,
});

export interface CreateCall {
  readonly phoneNumberId: string;
  readonly customer: { readonly number: string; readonly externalId?: string };
  readonly assistantId?: string;
  readonly assistant?: AssistantSettings;
  readonly assistantOverrides?: AssistantSettings;
  readonly name?: string;
}

export interface AssistantSettings {
  readonly firstMessage?: string;
  readonly artifactPlan?: {
    readonly recordingEnabled?: boolean;
    readonly loggingEnabled?: boolean;
    readonly pcapEnabled?: boolean;
    readonly transcriptPlan?: { readonly enabled?: boolean };
  };
  readonly analysisPlan?: {
    readonly summaryPlan?: { readonly enabled?: boolean };
    readonly successEvaluationPlan?: { readonly enabled?: boolean };
  };
  readonly voice?: { readonly voiceId: string };
  readonly variableValues?: Readonly<Record<string, unknown>>;
  readonly serverMessages?: readonly string[];
  readonly server?: ServerSettings;
}

export interface ServerSettings {
  readonly url: string;
  readonly timeoutSeconds?: number;
  readonly credentialId?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly backoffPlan?: {
    readonly type: 'fixed' | 'exponential';
    readonly maxRetries: number;
    readonly baseDelaySeconds: number;
  };
}

export function validateCall(body: unknown): string[] {
  const problems = createCall(body, '');
  if (!isObject(body)) return problems;
  if ((body['assistant'] === undefined) === (body['assistantId'] === undefined)) {
    problems.push('exactly one of assistant and assistantId must be given');
  }
  if (body['phoneNumberId'] === undefined) problems.push('phoneNumberId should not be empty');
  if (!isObject(body['customer']) || body['customer']['number'] === undefined) {
    problems.push('customer.number should not be empty');
  }
  return problems;
}

/** Both wire formats come to the same path. What has a caller or a content is a message. */
export function isMeantAsCall(body: unknown): boolean {
  if (!isObject(body) || 'to' in body || 'content' in body) return false;
  return 'customer' in body || 'phoneNumberId' in body || 'assistant' in body || 'assistantId' in body;
}

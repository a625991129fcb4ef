import { randomBytes, randomUUID } from 'node:crypto';
import type { CallLife } from './call-life.ts';
import type { AssistantSettings, CreateCall, ServerSettings } from './call-validation.ts';

export type SimulatedStatus = 'scheduled' | 'queued' | 'ringing' | 'in-progress' | 'ended';

/** A call as `GET /call/{id}` shows it. */
export interface ShownCall {
  readonly id: string;
  readonly status: SimulatedStatus;
  readonly createdAt: string;
  readonly phoneNumberId: string;
  readonly endedReason?: string;
  readonly [property: string]: unknown;
}

/** A call in Vapi's books. */
export interface SimulatedCall {
  readonly id: string;
  readonly callSid: string;
  readonly createdAtMs: number;
  readonly phoneNumberId: string;
  readonly life: CallLife;
  /** Whether it waits for a free line. */
  isWaiting(): boolean;
  /** Ends it where it is. */
  end(reason: string): void;
  readonly server: ServerSettings | null;
  readonly serverMessages: readonly string[];
  /** What is kept of the conversation, as a report shows it. */
  readonly kept: KeptContent;
  show(): ShownCall;
  /** The next status of its life; `null` once it ended. */
  next(): SimulatedStatus | null;
  goOn(): void;
}

export interface KeptContent {
  readonly artifact: Readonly<Record<string, unknown>>;
  readonly analysis: Readonly<Record<string, unknown>>;
}

/** As Vapi, it keeps everything that the call does not switch off. */
function keptOf(
  id: string,
  { firstMessage = '', artifactPlan, analysisPlan }: AssistantSettings,
): KeptContent {
  const file = (name: string) => `https://simulated.invalid/${id}/${name}`;
  const { recordingEnabled, loggingEnabled, pcapEnabled, transcriptPlan } = artifactPlan ?? {};
  const { summaryPlan, successEvaluationPlan } = analysisPlan ?? {};
  return {
    artifact: {
      ...(recordingEnabled !== false && { recordingUrl: file('recording.wav') }),
      ...(loggingEnabled !== false && { logUrl: file('log.jsonl') }),
      ...(pcapEnabled !== false && { pcapUrl: file('call.pcap') }),
      ...(transcriptPlan?.enabled !== false && { transcript: `AI: ${firstMessage}` }),
    },
    analysis: {
      ...(summaryPlan?.enabled !== false && { summary: `The assistant said: ${firstMessage}` }),
      ...(successEvaluationPlan?.enabled !== false && { successEvaluation: 'true' }),
    },
  };
}

const iso = (ms: number) => new Date(ms).toISOString();

export function createSimulatedCall(body: CreateCall, life: CallLife, waits: boolean): SimulatedCall {
  const id = randomUUID();
  const callSid = `CA${randomBytes(16).toString('hex')}`;
  const createdAtMs = Date.now();
  const steps: SimulatedStatus[] = [...(waits ? ['queued' as const] : []), ...life.through, 'ended'];
  const settings = body.assistant ?? body.assistantOverrides ?? {};
  let status: SimulatedStatus = waits ? 'scheduled' : 'queued';
  let { endedReason } = life;
  let updatedAtMs = createdAtMs;
  let startedAtMs: number | null = null;
  let endedAtMs: number | null = null;

  function goOn() {
    status = steps.shift() ?? 'ended';
    updatedAtMs = Date.now();
    if (status === 'in-progress') startedAtMs = updatedAtMs;
    if (status === 'ended') endedAtMs = updatedAtMs;
  }

  const show = (): ShownCall => ({
    id,
    orgId: '00000000-0000-4000-8000-000000000000',
    type: 'outboundPhoneCall',
    createdAt: iso(createdAtMs),
    updatedAt: iso(updatedAtMs),
    ...body,
    status,
    phoneCallProvider: 'twilio',
    phoneCallTransport: 'pstn',
    // As the real one, it knows the telephone company's id only after it has answered.
    ...(status === 'queued' || status === 'scheduled' ? {} : { phoneCallProviderId: callSid }),
    transport: {
      provider: 'twilio',
      conversationType: 'voice',
      accountSid: 'AC00000000000000000000000000000000',
    },
    monitor: {
      listenUrl: `wss://simulated.invalid/${id}/listen`,
      controlUrl: `https://simulated.invalid/${id}/control`,
    },
    cost: status === 'ended' && startedAtMs !== null ? 0.05 : 0,
    ...(startedAtMs === null ? {} : { startedAt: iso(startedAtMs) }),
    ...(endedAtMs === null ? {} : { endedAt: iso(endedAtMs), endedReason }),
  });

  return {
    id,
    callSid,
    createdAtMs,
    phoneNumberId: body.phoneNumberId,
    life,
    server: settings.server ?? null,
    kept: keptOf(id, settings),
    serverMessages: settings.serverMessages ?? ['status-update', 'end-of-call-report'],
    show,
    next: () => steps[0] ?? null,
    goOn,
    isWaiting: () => status === 'scheduled',
    end(reason) {
      steps.length = 0;
      endedReason = reason;
      goOn();
    },
  };
}

/** What is sent when the call has come to where it is now. */
export function webhooksOf(call: SimulatedCall) {
  const shown = call.show();
  const { status, endedReason, startedAt, endedAt, cost } = shown;
  const timestamp = Date.now();
  const end = endedReason === undefined ? {} : { endedReason };
  const update = { type: 'status-update', status, timestamp, ...end, call: shown };
  // As the real one may, a report leaves out what the call never had.
  const report = {
    type: 'end-of-call-report',
    timestamp,
    ...end,
    ...(startedAt === undefined ? {} : { startedAt }),
    endedAt,
    cost,
    ...call.kept,
    call: shown,
  };
  const messages = status === 'ended' ? [update, report] : [update];
  return messages
    .filter(({ type }) => call.serverMessages.includes(type))
    .map((message) => ({ providerCallId: call.id, message: { status, ...message } }));
}

import type { JwtOptions } from '../access/jwt-verifier.ts';
import type { LogOptions } from '../log.ts';
import type { DatabaseTarget } from '../persistence/open-database.ts';
import type { CallPolicy } from '../reminders/call-conclusion.ts';
import type { CallRules } from '../reminders/call-rules.ts';
import type { CallLimits } from '../reminders/dispatch-store.ts';
import type { ServerLimits } from '../server/server-limits.ts';
import type { TrustedDocumentsOptions } from '../server/trusted-documents.ts';
import type { TracingOptions } from '../tracing/otel-tracer.ts';
import type { CallFormat, Webhook } from '../vapi/call-format.ts';

/** What an instance does: serve the API and its pages, ring, or both. */
export type Role = 'all' | 'api' | 'dispatcher';

/** Everything that can be set from outside, read once at start. Durations are in milliseconds. */
export interface Config {
  readonly role: Role;
  readonly host: string;
  /**
   * Why Bellhop starts only with an API token or an issuer of JWTs, such as "VAPI_API_KEY is set, so calls cost money".
   * `null`: it starts without, and everyone on this machine may do anything until the first token exists.
   */
  readonly authenticationReason: string | null;
  readonly port: number;
  readonly server: ServerConfig;
  /** What may be rung. */
  readonly callRules: CallRules;
  /** How often and how dearly, in any 24 hours over all instances. */
  readonly callLimits: CallLimits;
  /** `null`: JWTs are not accepted. */
  readonly jwt: JwtOptions | null;
  readonly database: DatabaseTarget;
  readonly schedulerIntervalMs: number;
  readonly pollWindowMs: number;
  readonly maxRetryAttempts: number;
  readonly retryDelay: { readonly firstMs: number; readonly maxMs: number };
  readonly dispatchConcurrency: number;
  /** `null`: no limit. */
  readonly callsPerSecond: number | null;
  readonly leaseMs: number;
  readonly heartbeatMs: number;
  readonly unknownOutcome: 'retry' | 'fail';
  readonly completeWhen: 'accepted' | 'answered';
  /** What follows from how a call ended. */
  readonly callPolicy: CallPolicy;
  /** How long a stop begins with `/readyz` at 503 while all else goes on, so that load balancers turn to others. */
  readonly shutdownDelayMs: number;
  readonly shutdownGraceMs: number;
  /** What lets a scraper in at `/metrics`, beside API tokens; `null`: only those do. */
  readonly metricsToken: string | null;
  readonly eventRetentionMs: number;
  readonly vapi: VapiConfig;
  /** Where traces are sent; `null`: nowhere. */
  readonly tracing: TracingOptions | null;
  readonly log: LogOptions;
}

export interface ServerConfig {
  readonly allowedOrigins: readonly string[];
  readonly graphiql: boolean;
  readonly introspection: boolean;
  readonly trustedDocuments: TrustedDocumentsOptions;
  readonly limits: Pick<
    ServerLimits,
    | 'operationMs'
    | 'fieldsPerMinute'
    | 'creationsPerMinute'
    | 'sockets'
    | 'socketsPerClient'
    | 'subscriptionsPerClient'
  >;
}

export interface VapiConfig {
  /** `null`: no key was given, so calls go to the simulator that this process starts. */
  readonly account: { readonly apiKey: string; readonly baseUrl: string } | null;
  /** Where the simulator listens; 0: any free port. */
  readonly simulatorPort: number;
  /** How wire format *call* is spoken; `null`: *message* is. */
  readonly call: CallConfig | null;
  /** The number that rings in wire format *message*, in E.164. */
  readonly from: string;
  readonly voice: string;
  readonly timeoutMs: number;
  readonly transportRetry: { readonly minMs: number; readonly maxMs: number };
}

export interface CallConfig extends Omit<CallFormat, 'voice' | 'webhook'> {
  /** How long a new call may be missing in Vapi's lists. */
  readonly graceMs: number;
  /** How long a call may go without news before Vapi is asked for it. */
  readonly quietMs: number;
  /** No call takes a slot for longer, from the answer that it was placed on. */
  readonly longestCallMs: number;
  /** Where Vapi reports to; `null`: it is only asked. */
  readonly webhook: Webhook | null;
}

/** Where Vapi's reports arrive, under PUBLIC_URL. */
export const WEBHOOK_PATH = '/webhooks/vapi';

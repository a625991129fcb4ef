import { isLoopbackAddress } from '../loopback.ts';
import type { TracingOptions } from '../tracing/otel-tracer.ts';
import { type CallConfig, type Config, type ServerConfig, WEBHOOK_PATH } from './config.ts';
import type { Environment } from './environment.ts';

/** What a call may wait and ring for, on top of its duration: Twilio rings for 60 s. */
const RINGING_MS = 90_000;
/** A machine that is only busy shall not be taken for a database that is away. */
const SHORTEST_PROMPT_MS = 1_000;
/** Shown as the caller by the simulator: a number that Twilio reserves for tests. */
const SIMULATED_CALLER = '+15005550006';

export function toConfig(env: Environment, isTerminal: boolean): Config {
  const intervalMs = env.SCHEDULER_INTERVAL_SECONDS;
  return {
    role: env.ROLE,
    host: env.HOST,
    authenticationReason: authenticationReason(env),
    port: env.PORT,
    server: toServerConfig(env),
    callRules: {
      allowedCountries: env.ALLOWED_COUNTRY_CODES ?? null,
      refusedTypes: env.REFUSED_NUMBER_TYPES,
      perNumberAndDay: env.MAX_REMINDERS_PER_NUMBER_AND_DAY ?? null,
    },
    callLimits: {
      callsPerNumberAndDay: env.MAX_CALLS_PER_NUMBER_AND_DAY,
      callsPerDay: env.MAX_CALLS_PER_DAY ?? null,
      spendUsdPerDay: env.MAX_SPEND_USD_PER_DAY ?? null,
    },
    jwt:
      env.JWT_JWKS_URL && env.JWT_ISSUER && env.JWT_AUDIENCE
        ? {
            jwksUrl: env.JWT_JWKS_URL,
            issuer: env.JWT_ISSUER,
            audience: env.JWT_AUDIENCE,
            scopeClaim: env.JWT_SCOPE_CLAIM,
          }
        : null,
    database: env.DATABASE_URL
      ? {
          kind: 'server',
          connection: env.DATABASE_URL,
          statementTimeoutMs: env.OPERATION_TIMEOUT_SECONDS,
          // A heartbeat that got no answer can be sent once more before the lease is over.
          promptTimeoutMs: Math.max(SHORTEST_PROMPT_MS, env.LEASE_SECONDS / 4),
        }
      : { kind: 'embedded', folder: env.DATA_DIR },
    schedulerIntervalMs: intervalMs,
    pollWindowMs: env.POLL_WINDOW_SECONDS ?? intervalMs,
    maxRetryAttempts: env.MAX_RETRY_ATTEMPTS,
    retryDelay: { firstMs: env.RETRY_DELAY_SECONDS ?? intervalMs, maxMs: env.RETRY_DELAY_MAX_SECONDS },
    dispatchConcurrency: env.DISPATCH_CONCURRENCY,
    callsPerSecond: env.CALLS_PER_SECOND ?? null,
    leaseMs: env.LEASE_SECONDS,
    heartbeatMs: env.HEARTBEAT_SECONDS,
    unknownOutcome: env.UNKNOWN_OUTCOME,
    // Calls are followed in wire format *call* only.
    completeWhen: env.COMPLETE_WHEN ?? (env.VAPI_PHONE_NUMBER_ID === undefined ? 'accepted' : 'answered'),
    callPolicy: env.CALL_POLICY,
    metricsToken: env.METRICS_TOKEN ?? null,
    eventRetentionMs: env.EVENT_RETENTION,
    shutdownDelayMs: env.SHUTDOWN_DELAY_SECONDS,
    shutdownGraceMs: env.SHUTDOWN_GRACE_SECONDS,
    vapi: {
      account: env.VAPI_API_KEY ? { apiKey: env.VAPI_API_KEY, baseUrl: env.VAPI_BASE_URL } : null,
      simulatorPort: env.SIMULATOR_PORT,
      call: toCallConfig(env),
      from: env.TWILIO_PHONE_NUMBER ?? SIMULATED_CALLER,
      voice: env.VAPI_VOICE,
      timeoutMs: env.VAPI_TIMEOUT_SECONDS,
      transportRetry: { minMs: env.VAPI_RETRY_MIN_SECONDS, maxMs: env.VAPI_RETRY_MAX_SECONDS },
    },
    tracing: toTracing(env),
    log: { level: env.LOG_LEVEL, format: env.LOG_FORMAT ?? (isTerminal ? 'pretty' : 'json') },
  };
}

function authenticationReason({ HOST, OPEN, VAPI_API_KEY, PUBLIC_URL }: Environment): string | null {
  if (!isLoopbackAddress(HOST)) return `HOST is ${HOST}, so other machines can reach this Bellhop`;
  if (OPEN === 'on') return null;
  if (VAPI_API_KEY) return 'VAPI_API_KEY is set, so calls cost money';
  if (PUBLIC_URL) return 'PUBLIC_URL is set, so a proxy or tunnel leads to this Bellhop';
  return OPEN === 'off' ? 'OPEN is off' : null;
}

function toServerConfig(env: Environment): ServerConfig {
  // What makes trying things out easy is of no use to those who are served from elsewhere.
  const isLocal = isLoopbackAddress(env.HOST);
  return {
    allowedOrigins: env.ALLOWED_ORIGINS ?? [],
    graphiql: env.GRAPHIQL ? env.GRAPHIQL === 'on' : isLocal,
    introspection: env.INTROSPECTION ? env.INTROSPECTION === 'on' : isLocal,
    trustedDocuments: { mode: env.TRUSTED_DOCUMENTS, file: env.TRUSTED_DOCUMENTS_FILE ?? null },
    limits: {
      operationMs: env.OPERATION_TIMEOUT_SECONDS,
      fieldsPerMinute: env.FIELDS_PER_MINUTE,
      creationsPerMinute: env.CREATIONS_PER_MINUTE,
      sockets: env.MAX_SOCKETS,
      socketsPerClient: env.MAX_SOCKETS_PER_CLIENT,
      subscriptionsPerClient: env.MAX_SUBSCRIPTIONS_PER_CLIENT,
    },
  };
}

function toCallConfig(env: Environment): CallConfig | null {
  if (env.VAPI_PHONE_NUMBER_ID === undefined) return null;
  const { VAPI_GREETING: greeting, VAPI_GOODBYE: goodbye, PUBLIC_URL, VAPI_WEBHOOK_SECRET: secret } = env;
  const webhook = PUBLIC_URL !== undefined &&
    secret !== undefined && {
      url: `${PUBLIC_URL.replace(/\/+$/, '')}${WEBHOOK_PATH}`,
      secret,
      credentialId: env.VAPI_WEBHOOK_CREDENTIAL_ID ?? null,
    };
  return {
    phoneNumberId: env.VAPI_PHONE_NUMBER_ID,
    assistantId: env.VAPI_ASSISTANT_ID ?? null,
    greeting,
    goodbye,
    voicemailMode: env.VAPI_VOICEMAIL,
    voicemail: env.VAPI_VOICEMAIL_TEXT ?? `${greeting} {message} ${goodbye}`,
    maxDurationSeconds: env.VAPI_MAX_DURATION_SECONDS,
    graceMs: env.VAPI_GRACE_SECONDS,
    // Where Vapi reports by itself, asking is for what got lost.
    quietMs: env.VAPI_POLL_SECONDS ?? (webhook ? 60_000 : 5_000),
    longestCallMs: env.VAPI_MAX_DURATION_SECONDS * 1_000 + RINGING_MS,
    webhook: webhook || null,
  };
}

function toTracing(env: Environment): TracingOptions | null {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/+$/, '');
  const url = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? (endpoint && `${endpoint}/v1/traces`);
  if (!url || env.OTEL_SDK_DISABLED === 'true' || env.OTEL_TRACES_EXPORTER === 'none') return null;
  const sampler = env.OTEL_TRACES_SAMPLER;
  const always = sampler.endsWith('always_on') ? 1 : 0;
  const ratio = sampler.endsWith('traceidratio') ? env.OTEL_TRACES_SAMPLER_ARG : always;
  return {
    url,
    serviceName: env.OTEL_SERVICE_NAME,
    sampling: { parentBased: sampler.startsWith('parentbased_'), ratio },
  };
}

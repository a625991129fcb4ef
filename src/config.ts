import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { JwtOptions } from './access/jwt-verifier.ts';
import { ConfigurationError } from './configuration-error.ts';
import type { LogOptions } from './log.ts';
import type { DatabaseTarget } from './persistence/open-database.ts';
import {
  type CallAction,
  type CallPolicy,
  callActions,
  defaultCallPolicy,
} from './reminders/call-conclusion.ts';
import { callResults } from './reminders/call-report.ts';
import { type CallRules, type RefusableType, refusableTypes } from './reminders/call-rules.ts';
import { parsePhoneNumber } from './reminders/phone-number.ts';
import { isLoopbackAddress } from './server/loopback.ts';
import type { ServerLimits } from './server/server-limits.ts';
import type { TrustedDocumentsOptions } from './server/trusted-documents.ts';
import type { TracingOptions } from './tracing/otel-tracer.ts';
import type { CallFormat, Webhook } from './vapi/call-format.ts';
import { parseFaultRates } from './vapi/simulator/behaviour.ts';
import type { SimulatorOptions } from './vapi/simulator/simulator.ts';
import { MAX_END_PHRASE_LENGTH } from './vapi/spoken-text.ts';

/** What an instance does: serve the API and its pages, ring, or both. */
export type Role = 'all' | 'api' | 'dispatcher';

/** Everything that can be set from outside, read once at start. Durations are in milliseconds. */
export interface Config {
  readonly role: Role;
  readonly host: string;
  readonly port: number;
  readonly server: ServerConfig;
  /** What may be rung. */
  readonly callRules: CallRules;
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

/** What a call may wait and ring for, on top of its duration: Twilio rings for 60 s. */
const RINGING_MS = 90_000;
/** Free for the simulator where it runs alone, next to Bellhop on 4000. */
/** A machine that is only busy shall not be taken for a database that is away. */
const SHORTEST_PROMPT_MS = 1_000;
const SIMULATOR_ALONE_PORT = 4_010;
/** Shown as the caller by the simulator: a number that Twilio reserves for tests. */
const SIMULATED_CALLER = '+15005550006';

const number = (min: number, max: number) => {
  const message = `must be a number from ${min} to ${max}`;
  return z
    .stringFormat('number', /^\d+(\.\d+)?$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
};
/** Read in seconds, kept in milliseconds. */
const seconds = (min: number, max: number) => number(min, max).transform((value) => value * 1_000);
const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
/** A longer time, with its unit: `7d`. */
const span = z
  .stringFormat('span', /^[1-9]\d{0,5}[smhd]$/, 'must be a number with a unit, such as 7d, 12h, 30m or 90s')
  .transform((text) => Number(text.slice(0, -1)) * unitMs[text.slice(-1) as keyof typeof unitMs]);
const whole = (min: number, max: number) =>
  z
    .stringFormat('integer', /^\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);
const oneOf = <const T extends readonly [string, ...string[]]>(...values: T) =>
  z.enum(values, `must be one of: ${values.join(', ')}`);
const url = (...protocols: string[]) =>
  z
    .string()
    .refine((text) => protocols.some((protocol) => text.startsWith(`${protocol}://`)) && URL.canParse(text), {
      message: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
    });
const text = (min: number, max: number) =>
  z.string().refine((value) => value.length >= min && value.length <= max, {
    message: `must be ${min} to ${max} characters`,
  });
/** It travels in a header. */
const webhookSecret = z
  .string()
  .refine(
    (value) => /^[\x21-\x7e]{16,255}$/.test(value),
    'must be 16 to 255 letters, digits and signs, without spaces',
  );
const publicUrl = url('http', 'https').refine(
  (value) => /^https:|^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/.test(value),
  'must begin with https://, as Vapi reports to nothing else',
);
const phoneNumber = z
  .string()
  .refine(
    (text) => parsePhoneNumber(text) !== null,
    'must be a phone number with + and country code, such as +14155550123',
  )
  .transform((text) => parsePhoneNumber(text) ?? text);

/** `no-answer=retry, busy=fail`: what differs from the default. */
const callPolicy = z.string().transform((text, context): CallPolicy => {
  const policy: Record<string, CallAction> = {};
  for (const pair of text.split(',')) {
    const [result = '', action = ''] = pair.split('=').map((part) => part.trim());
    const isKnown = (callResults as readonly string[]).includes(result);
    const known = callActions.find((each) => each === action);
    if (isKnown && known) policy[result] = known;
    else {
      context.addIssue(
        `is not understood at ${JSON.stringify(pair.trim())}: write result=action with commas between, results being ${callResults.join(', ')}, and actions ${callActions.join(', ')}`,
      );
    }
  }
  return { ...defaultCallPolicy, ...policy };
});

/** Whose pages a browser says they are: scheme, name and port, and no more. */
const origins = z
  .string()
  .transform((text) => text.split(',').map((origin) => origin.trim()))
  .refine((list) => list.every((origin) => /^https?:/.test(origin) && URL.parse(origin)?.origin === origin), {
    message: 'must be origins such as https://bellhop.example, with commas between them',
  });

/** Countries by their ISO code, or calling codes. */
const countries = z
  .string()
  .transform((text) => text.split(',').map((each) => each.trim().replace(/^\+/, '').toUpperCase()))
  .refine((list) => list.every((each) => /^([A-Z]{2}|[1-9]\d{0,2})$/.test(each)), {
    message: 'must be country codes such as US,CA,49, with commas between them',
  });
const numberTypes = z
  .string()
  .transform((text) => (text.trim() === 'none' ? [] : text.split(',').map((each) => each.trim())))
  .refine((list): list is RefusableType[] => list.every((each) => Object.hasOwn(refusableTypes, each)), {
    message: `must be some of ${Object.keys(refusableTypes).join(', ')}, with commas between them, or none`,
  });

/** https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

const environment = {
  ROLE: oneOf('all', 'api', 'dispatcher').default('all'),
  HOST: z.string().default('127.0.0.1'),
  PORT: whole(0, 65_535).default(4_000),
  ALLOWED_ORIGINS: origins.optional(),
  GRAPHIQL: oneOf('on', 'off').optional(),
  INTROSPECTION: oneOf('on', 'off').optional(),
  TRUSTED_DOCUMENTS: oneOf('only', 'prefer', 'off').default('off'),
  TRUSTED_DOCUMENTS_FILE: z.string().optional(),
  JWT_JWKS_URL: url('http', 'https').optional(),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  JWT_SCOPE_CLAIM: z.string().default('scope'),
  METRICS_TOKEN: webhookSecret.optional(),
  OPERATION_TIMEOUT_SECONDS: seconds(0.1, 3_600).default(15_000),
  FIELDS_PER_MINUTE: whole(1, 10_000_000).default(6_000),
  CREATIONS_PER_MINUTE: whole(1, 10_000_000).default(6_000),
  ALLOWED_COUNTRY_CODES: countries.optional(),
  REFUSED_NUMBER_TYPES: numberTypes.default(['premium', 'shared-cost']),
  MAX_REMINDERS_PER_NUMBER_AND_DAY: whole(1, 1_000_000).optional(),
  MAX_SOCKETS: whole(1, 1_000_000).default(10_000),
  MAX_SOCKETS_PER_CLIENT: whole(1, 1_000_000).default(1_000),
  MAX_SUBSCRIPTIONS_PER_CLIENT: whole(1, 1_000_000).default(1_000),
  DATABASE_URL: url('postgres', 'postgresql').optional(),
  DATA_DIR: z.string().default('.data'),
  SCHEDULER_INTERVAL_SECONDS: seconds(0.1, 86_400).default(60_000),
  POLL_WINDOW_SECONDS: seconds(0.1, 86_400).optional(),
  MAX_RETRY_ATTEMPTS: whole(1, 10).default(3),
  RETRY_DELAY_SECONDS: seconds(0, 86_400).optional(),
  RETRY_DELAY_MAX_SECONDS: seconds(0, 86_400).default(900_000),
  DISPATCH_CONCURRENCY: whole(1, 10_000).default(10),
  CALLS_PER_SECOND: number(0.01, 10_000).optional(),
  LEASE_SECONDS: seconds(1, 3_600).default(10_000),
  HEARTBEAT_SECONDS: seconds(0.1, 3_600).default(2_000),
  UNKNOWN_OUTCOME: oneOf('retry', 'fail').default('retry'),
  COMPLETE_WHEN: oneOf('accepted', 'answered').default('accepted'),
  CALL_POLICY: callPolicy.default(defaultCallPolicy),
  SHUTDOWN_GRACE_SECONDS: seconds(0, 3_600).default(20_000),
  EVENT_RETENTION: span.default(7 * 86_400_000),
  VAPI_API_KEY: z.string().optional(),
  VAPI_BASE_URL: url('http', 'https').default('https://api.vapi.ai'),
  VAPI_TIMEOUT_SECONDS: seconds(0.1, 300).default(15_000),
  VAPI_RETRY_MIN_SECONDS: seconds(0, 300).default(2_000),
  VAPI_RETRY_MAX_SECONDS: seconds(0, 300).default(30_000),
  TWILIO_PHONE_NUMBER: phoneNumber.optional(),
  VAPI_VOICE: z.string().default('Elliot'),
  VAPI_PHONE_NUMBER_ID: z.string().optional(),
  VAPI_ASSISTANT_ID: z.string().optional(),
  VAPI_GREETING: text(1, 300).default('Hello, this is an automated reminder.'),
  VAPI_GOODBYE: text(2, MAX_END_PHRASE_LENGTH).default('Goodbye for now.'),
  VAPI_VOICEMAIL: oneOf('message', 'hang-up', 'off').default('message'),
  VAPI_VOICEMAIL_TEXT: text(1, 1_000).optional(),
  VAPI_MAX_DURATION_SECONDS: whole(10, 3_600).default(120),
  VAPI_GRACE_SECONDS: seconds(0, 300).default(10_000),
  VAPI_POLL_SECONDS: seconds(1, 3_600).optional(),
  VAPI_WEBHOOK_SECRET: webhookSecret.optional(),
  VAPI_WEBHOOK_CREDENTIAL_ID: z.string().optional(),
  PUBLIC_URL: publicUrl.optional(),
  SIMULATOR_PORT: whole(0, 65_535).default(0),
  OTEL_EXPORTER_OTLP_ENDPOINT: url('http', 'https').optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url('http', 'https').optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: oneOf('http/json').optional(),
  OTEL_TRACES_EXPORTER: oneOf('otlp', 'none').default('otlp'),
  OTEL_SDK_DISABLED: oneOf('true', 'false').default('false'),
  OTEL_SERVICE_NAME: z.string().default('bellhop'),
  OTEL_TRACES_SAMPLER: oneOf(...samplers).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: number(0, 1).default(1),
  LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info'),
  LOG_FORMAT: oneOf('pretty', 'json').optional(),
};

const faultRates = z.string().transform((text, context) => {
  try {
    return parseFaultRates(text);
  } catch (error) {
    context.addIssue(`is not understood: ${(error as Error).message.replace(/\.$/, '')}`);
    return z.NEVER;
  }
});

const simulatorEnvironment = {
  HOST: environment.HOST,
  SIMULATOR_PORT: whole(0, 65_535).default(SIMULATOR_ALONE_PORT),
  SIMULATOR_FAULTS: faultRates.default({}),
};

/** Every variable that Bellhop reads. */
export const variableNames: readonly string[] = Object.keys(environment);

type Environment = Values<typeof environment>;

const secrets: ReadonlySet<string> = new Set<keyof Environment>([
  'VAPI_API_KEY',
  'DATABASE_URL',
  'VAPI_WEBHOOK_SECRET',
  'METRICS_TOKEN',
]);

/** Adds what a file `.env` in the working directory sets; variables that are set already win. */
export function loadDotEnv(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Reads the configuration, or throws one ConfigurationError that names every problem: variable, value, what is allowed. */
export function readConfig(
  variables: Variables = process.env,
  { isTerminal = process.stdout.isTTY === true } = {},
): Config {
  return toConfig(read(environment, variables, conflicts), isTerminal);
}

/** What `npm run simulator` can be told. */
export function readSimulatorConfig(variables: Variables = process.env): SimulatorOptions {
  const { HOST, SIMULATOR_PORT, SIMULATOR_FAULTS } = read(simulatorEnvironment, variables, () => []);
  return { host: HOST, port: SIMULATOR_PORT, faultRates: SIMULATOR_FAULTS };
}

type Schemas = Readonly<Record<string, z.ZodType>>;
type Values<S extends Schemas> = { readonly [Name in keyof S]: z.infer<S[Name]> };

function read<S extends Schemas>(
  schemas: S,
  variables: Variables,
  findConflicts: (given: Variables, values: Partial<Values<S>>) => string[],
): Values<S> {
  // A variable that is set to nothing is one that is not set.
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
  // One by one, so that what holds between two of them is checked even where a third is wrong.
  const results = Object.entries(schemas).map(
    ([name, schema]) => [name, schema.safeParse(given[name])] as const,
  );
  const values = Object.fromEntries(results.map(([name, { data }]) => [name, data])) as Values<S>;
  const problems = [
    ...results.flatMap(([name, { error }]) =>
      (error?.issues ?? []).map((issue) => describe(name, issue.message, given)),
    ),
    ...findConflicts(given, values),
  ];
  if (problems.length === 0) return values;
  throw new ConfigurationError(problems);
}

function describe(name: string, message: string, given: Variables): string {
  const value = secrets.has(name) ? 'its value' : JSON.stringify(given[name]);
  return `${name}: ${value} ${message}.`;
}

function accessConflicts(given: Variables, values: Partial<Environment>): string[] {
  const problems: string[] = [];
  const jwt = ['JWT_JWKS_URL', 'JWT_ISSUER', 'JWT_AUDIENCE'] as const;
  const unset = jwt.filter((name) => !given[name]);
  if (unset.length > 0 && unset.length < jwt.length) {
    problems.push(`${unset.join(', ')}: must be set too; ${jwt.join(', ')} belong together.`);
  }
  const { TRUSTED_DOCUMENTS: mode = 'off' } = values;
  if (mode !== 'off' && !given['TRUSTED_DOCUMENTS_FILE']) {
    problems.push(`TRUSTED_DOCUMENTS_FILE: must name a file while TRUSTED_DOCUMENTS is ${mode}.`);
  }
  if (given['VAPI_API_KEY'] && !given['ALLOWED_COUNTRY_CODES']) {
    problems.push(
      'ALLOWED_COUNTRY_CODES: must be set when VAPI_API_KEY is, such as US,CA: otherwise any phone in the world could be rung at your expense.',
    );
  }
  return problems;
}

function conflicts(given: Variables, values: Partial<Environment>): string[] {
  const problems: string[] = [];
  problems.push(...callerConflicts(given), ...accessConflicts(given, values));
  const { ROLE: role = 'all' } = values;
  if (role !== 'all' && !given['DATABASE_URL']) {
    problems.push(
      `ROLE: ${JSON.stringify(role)} needs DATABASE_URL to be set: the embedded database is open to one process only, which has to both serve and ring. Set DATABASE_URL to a PostgreSQL that all instances share, or leave ROLE at all.`,
    );
  }
  const { LEASE_SECONDS: leaseMs = 0, HEARTBEAT_SECONDS: heartbeatMs = 0 } = values;
  if (leaseMs && leaseMs < 2 * heartbeatMs) {
    problems.push(
      `LEASE_SECONDS: ${leaseMs / 1_000} must be at least twice HEARTBEAT_SECONDS (${heartbeatMs / 1_000}), so that one late heartbeat loses nothing.`,
    );
  }
  const { VAPI_RETRY_MIN_SECONDS: minMs = 0, VAPI_RETRY_MAX_SECONDS: maxMs = minMs } = values;
  if (minMs > maxMs) {
    problems.push(
      `VAPI_RETRY_MIN_SECONDS: ${minMs / 1_000} must not be greater than VAPI_RETRY_MAX_SECONDS (${maxMs / 1_000}).`,
    );
  }
  return problems;
}

/** What rings, and what must be set for it. */
function callerConflicts(given: Variables): string[] {
  const problems: string[] = [];
  const needs = (name: string, other: string, why: string) => {
    if (given[name] && !given[other]) problems.push(`${other}: must be set when ${name} is, ${why}.`);
  };
  if (given['TWILIO_PHONE_NUMBER'] && given['VAPI_PHONE_NUMBER_ID']) {
    problems.push(
      'VAPI_PHONE_NUMBER_ID: only one number can ring. Unset TWILIO_PHONE_NUMBER to ring through a phone number of your Vapi account, or unset this.',
    );
  } else if (given['VAPI_API_KEY'] && !given['TWILIO_PHONE_NUMBER'] && !given['VAPI_PHONE_NUMBER_ID']) {
    problems.push(
      'VAPI_PHONE_NUMBER_ID: must be set when VAPI_API_KEY is: the id of the phone number of your Vapi account that rings (or TWILIO_PHONE_NUMBER for the simple wire format). To try Bellhop without ringing anybody, unset VAPI_API_KEY.',
    );
  }
  needs(
    'VAPI_ASSISTANT_ID',
    'VAPI_PHONE_NUMBER_ID',
    'since an assistant speaks only in calls of such a number',
  );
  if (given['COMPLETE_WHEN'] === 'answered' && !given['VAPI_PHONE_NUMBER_ID']) {
    problems.push(
      'COMPLETE_WHEN: "answered" needs VAPI_PHONE_NUMBER_ID to be set, since only with such a number Vapi tells what becomes of its calls.',
    );
  }
  needs('PUBLIC_URL', 'VAPI_WEBHOOK_SECRET', 'since it is how reports of Vapi are told from forged ones');
  needs('VAPI_WEBHOOK_SECRET', 'PUBLIC_URL', 'since it is where Vapi reports to');
  needs('VAPI_WEBHOOK_CREDENTIAL_ID', 'VAPI_WEBHOOK_SECRET', 'with the secret that the credential holds');
  return problems;
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

function toConfig(env: Environment, isTerminal: boolean): Config {
  const intervalMs = env.SCHEDULER_INTERVAL_SECONDS;
  return {
    role: env.ROLE,
    host: env.HOST,
    port: env.PORT,
    server: toServerConfig(env),
    callRules: {
      allowedCountries: env.ALLOWED_COUNTRY_CODES ?? null,
      refusedTypes: env.REFUSED_NUMBER_TYPES,
      perNumberAndDay: env.MAX_REMINDERS_PER_NUMBER_AND_DAY ?? null,
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
          url: env.DATABASE_URL,
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
    completeWhen: env.COMPLETE_WHEN,
    callPolicy: env.CALL_POLICY,
    metricsToken: env.METRICS_TOKEN ?? null,
    eventRetentionMs: env.EVENT_RETENTION,
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

import { z } from 'zod';
import { defaultCallPolicy } from '../reminders/call-conclusion.ts';
import { MAX_END_PHRASE_LENGTH } from '../vapi/spoken-text.ts';
import {
  callPolicy,
  countries,
  databaseUrl,
  faultRates,
  jwksUrl,
  loopbackAddress,
  number,
  numberTypes,
  oneOf,
  origins,
  phoneNumber,
  publicUrl,
  seconds,
  sharedSecret,
  span,
  text,
  url,
  whole,
} from './value-schemas.ts';

/** Free for the simulator where it runs alone, next to Bellhop on 4000. */
const SIMULATOR_ALONE_PORT = 4_010;

/** https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/** The variables of Bellhop, each by itself; README.md says what they are for. */
export const environment = {
  ROLE: oneOf('all', 'api', 'dispatcher').default('all'),
  HOST: z.string().default('127.0.0.1'),
  OPEN: oneOf('on', 'off').optional(),
  PORT: whole(0, 65_535).default(4_000),
  ALLOWED_ORIGINS: origins.optional(),
  GRAPHIQL: oneOf('on', 'off').optional(),
  INTROSPECTION: oneOf('on', 'off').optional(),
  TRUSTED_DOCUMENTS: oneOf('only', 'prefer', 'off').default('off'),
  TRUSTED_DOCUMENTS_FILE: z.string().optional(),
  JWT_JWKS_URL: jwksUrl.optional(),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  JWT_SCOPE_CLAIM: z.string().default('scope'),
  METRICS_TOKEN: sharedSecret.optional(),
  OPERATION_TIMEOUT_SECONDS: seconds(0.1, 3_600).default(15_000),
  FIELDS_PER_MINUTE: whole(1, 10_000_000).default(6_000),
  CREATIONS_PER_MINUTE: whole(1, 10_000_000).default(6_000),
  ALLOWED_COUNTRY_CODES: countries.optional(),
  REFUSED_NUMBER_TYPES: numberTypes.default(['premium', 'shared-cost', 'personal']),
  MAX_REMINDERS_PER_NUMBER_AND_DAY: whole(1, 1_000_000).optional(),
  MAX_CALLS_PER_NUMBER_AND_DAY: whole(1, 1_000_000).default(10),
  MAX_CALLS_PER_DAY: whole(1, 100_000_000).optional(),
  MAX_SPEND_USD_PER_DAY: number(0.01, 10_000_000).optional(),
  MAX_SOCKETS: whole(1, 1_000_000).default(10_000),
  MAX_SOCKETS_PER_CLIENT: whole(1, 1_000_000).default(1_000),
  MAX_SUBSCRIPTIONS_PER_CLIENT: whole(1, 1_000_000).default(1_000),
  DATABASE_URL: databaseUrl.optional(),
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
  COMPLETE_WHEN: oneOf('accepted', 'answered').optional(),
  CALL_POLICY: callPolicy.default(defaultCallPolicy),
  SHUTDOWN_DELAY_SECONDS: seconds(0, 3_600).default(0),
  SHUTDOWN_GRACE_SECONDS: seconds(0, 3_600).default(20_000),
  EVENT_RETENTION: span('5m').default(7 * 86_400_000),
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
  VAPI_WEBHOOK_SECRET: sharedSecret.optional(),
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

/** What `npm run simulator` can be told. */
export const simulatorEnvironment = {
  SIMULATOR_HOST: loopbackAddress.default('127.0.0.1'),
  SIMULATOR_PORT: whole(0, 65_535).default(SIMULATOR_ALONE_PORT),
  SIMULATOR_FAULTS: faultRates.default({}),
};

/** No problem is described with the value of one of these. Each can also be read from a file: `VAPI_API_KEY_FILE`. */
export const secrets: ReadonlySet<string> = new Set<keyof Environment>([
  'VAPI_API_KEY',
  'DATABASE_URL',
  'VAPI_WEBHOOK_SECRET',
  'METRICS_TOKEN',
]);

/** Every variable that Bellhop or `npm run simulator` reads. */
export const variableNames: readonly string[] = [
  ...new Set([
    ...Object.keys(environment),
    ...Object.keys(simulatorEnvironment),
    ...[...secrets].map((name) => `${name}_FILE`),
  ]),
];

/** Variables as they are given. */
export type Variables = Readonly<Record<string, string | undefined>>;
export type Schemas = Readonly<Record<string, z.ZodType>>;
export type Values<S extends Schemas> = { readonly [Name in keyof S]: z.infer<S[Name]> };
export type Environment = Values<typeof environment>;

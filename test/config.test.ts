import { describe, expect, test } from 'vitest';
import { readConfig, readSimulatorConfig } from '../src/config/read-config.ts';
import { defaultCallPolicy } from '../src/reminders/call-conclusion.ts';
import { StartupError } from '../src/startup-error.ts';

const read = (variables: Record<string, string>) => readConfig(variables, { isTerminal: false });

function problemsOf(variables: Record<string, string>): string[] {
  try {
    read(variables);
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    return error.message.split('\n  - ').slice(1);
  }
  return [];
}

describe('the configuration', () => {
  test('has the defaults that the README names', () => {
    expect(read({})).toMatchObject({
      role: 'all',
      host: '127.0.0.1',
      port: 4_000,
      database: { kind: 'embedded', folder: '.data' },
      schedulerIntervalMs: 60_000,
      pollWindowMs: 60_000,
      maxRetryAttempts: 3,
      retryDelay: { firstMs: 60_000, maxMs: 900_000 },
      dispatchConcurrency: 10,
      callsPerSecond: null,
      callLimits: { callsPerNumberAndDay: 10, callsPerDay: null, spendUsdPerDay: null },
      leaseMs: 10_000,
      heartbeatMs: 2_000,
      unknownOutcome: 'retry',
      shutdownDelayMs: 0,
      shutdownGraceMs: 20_000,
      vapi: { account: null, timeoutMs: 15_000, transportRetry: { minMs: 2_000, maxMs: 30_000 } },
      log: { level: 'info', format: 'json' },
    });
  });

  test('takes every variable', () => {
    const config = read({
      ROLE: 'api',
      HOST: '0.0.0.0',
      PORT: '0',
      DATABASE_URL: 'postgres://u:p@db/bellhop',
      SCHEDULER_INTERVAL_SECONDS: '0.5',
      POLL_WINDOW_SECONDS: '90',
      MAX_RETRY_ATTEMPTS: '5',
      RETRY_DELAY_SECONDS: '10',
      RETRY_DELAY_MAX_SECONDS: '100',
      DISPATCH_CONCURRENCY: '7',
      CALLS_PER_SECOND: '2.5',
      MAX_CALLS_PER_NUMBER_AND_DAY: '3',
      MAX_CALLS_PER_DAY: '500',
      LEASE_SECONDS: '8',
      HEARTBEAT_SECONDS: '4',
      UNKNOWN_OUTCOME: 'fail',
      SHUTDOWN_DELAY_SECONDS: '1.5',
      SHUTDOWN_GRACE_SECONDS: '0',
      EVENT_RETENTION: '12h',
      VAPI_API_KEY: 'key',
      ALLOWED_COUNTRY_CODES: 'US, +49',
      TWILIO_PHONE_NUMBER: '+1 (415) 555-0123',
      LOG_LEVEL: 'debug',
      LOG_FORMAT: 'pretty',
    });
    expect(config).toMatchObject({
      role: 'api',
      host: '0.0.0.0',
      port: 0,
      database: { kind: 'server', connection: { user: 'u', password: 'p', host: 'db', database: 'bellhop' } },
      schedulerIntervalMs: 500,
      pollWindowMs: 90_000,
      maxRetryAttempts: 5,
      retryDelay: { firstMs: 10_000, maxMs: 100_000 },
      dispatchConcurrency: 7,
      callsPerSecond: 2.5,
      callLimits: { callsPerNumberAndDay: 3, callsPerDay: 500 },
      leaseMs: 8_000,
      heartbeatMs: 4_000,
      unknownOutcome: 'fail',
      shutdownDelayMs: 1_500,
      shutdownGraceMs: 0,
      eventRetentionMs: 43_200_000,
      log: { level: 'debug', format: 'pretty' },
    });
    expect(config.vapi).toMatchObject({
      account: { apiKey: 'key', baseUrl: 'https://api.vapi.ai' },
      from: '+14155550123',
    });
  });

  test('rings through a phone number of the account where one is named', () => {
    expect(read({}).vapi.call).toBeNull();
    const { call } = read({
      VAPI_API_KEY: 'key',
      ALLOWED_COUNTRY_CODES: 'US, +49',
      VAPI_PHONE_NUMBER_ID: 'number-1',
      VAPI_GREETING: 'This is the clinic.',
      PUBLIC_URL: 'https://bellhop.example/',
      VAPI_WEBHOOK_SECRET: 'sixteen-letters!',
    }).vapi;
    expect(call).toEqual({
      phoneNumberId: 'number-1',
      assistantId: null,
      greeting: 'This is the clinic.',
      goodbye: 'Goodbye for now.',
      voicemailMode: 'message',
      voicemail: 'This is the clinic. {message} Goodbye for now.',
      maxDurationSeconds: 120,
      graceMs: 10_000,
      quietMs: 60_000,
      longestCallMs: 210_000,
      webhook: {
        url: 'https://bellhop.example/webhooks/vapi',
        secret: 'sixteen-letters!',
        credentialId: null,
      },
    });
  });

  test.each([
    ['http://127.0.0.1:4000', []],
    ['http://localhost', []],
    ['http://bellhop.example', [expect.stringContaining('PUBLIC_URL: "http://bellhop.example" must begin')]],
  ])('lets Vapi report to https, or to this machine: %s', (PUBLIC_URL, problems) => {
    expect(problemsOf({ PUBLIC_URL, VAPI_WEBHOOK_SECRET: 'sixteen-letters!' })).toEqual(problems);
  });

  test.each(['https://id.example/keys', 'http://localhost:8080/keys'])(
    'takes the keys of an issuer from %s',
    (JWT_JWKS_URL) => expect(read({ JWT_JWKS_URL, JWT_ISSUER: 'x', JWT_AUDIENCE: 'y' }).jwt).not.toBeNull(),
  );

  test('completes when somebody was reached by default where Vapi tells of calls', () => {
    expect(read({}).completeWhen).toBe('accepted');
    expect(read({ VAPI_PHONE_NUMBER_ID: 'number-1' }).completeWhen).toBe('answered');
    const accepted = { COMPLETE_WHEN: 'accepted', VAPI_PHONE_NUMBER_ID: 'number-1' };
    expect(read(accepted).completeWhen).toBe('accepted');
  });

  test('completes when somebody was reached only where Vapi tells of calls', () => {
    expect(problemsOf({ COMPLETE_WHEN: 'answered' })).toEqual([
      expect.stringContaining('COMPLETE_WHEN: "answered" needs VAPI_PHONE_NUMBER_ID'),
    ]);
    const environment = { COMPLETE_WHEN: 'answered', VAPI_PHONE_NUMBER_ID: 'number-1' };
    expect(read(environment)).toMatchObject({ completeWhen: 'answered', vapi: { call: { quietMs: 5_000 } } });
  });

  test('changes of the policy for calls what CALL_POLICY names', () => {
    const { callPolicy } = read({ CALL_POLICY: 'no-answer=fail, voicemail = retry-once' });
    expect(callPolicy).toEqual({ ...defaultCallPolicy, 'no-answer': 'fail', voicemail: 'retry-once' });
    expect(problemsOf({ CALL_POLICY: 'busy=again,mailbox=retry' })).toEqual([
      expect.stringContaining('"busy=again"'),
      expect.stringContaining('"mailbox=retry"'),
    ]);
  });

  test('takes the interval for the window and for the first retry where those are not set', () => {
    expect(read({ SCHEDULER_INTERVAL_SECONDS: '5' })).toMatchObject({
      pollWindowMs: 5_000,
      retryDelay: { firstMs: 5_000 },
    });
  });

  test('moves the simulator by variables of its own, and not off the loopback', () => {
    expect(readSimulatorConfig({ HOST: '0.0.0.0', PORT: '80' })).toMatchObject({
      host: '127.0.0.1',
      port: 4_010,
    });
    expect(readSimulatorConfig({ SIMULATOR_HOST: '::1' }).host).toBe('::1');
    expect(() => readSimulatorConfig({ SIMULATOR_HOST: '0.0.0.0' })).toThrow(
      'SIMULATOR_HOST: "0.0.0.0" must be an address of the loopback',
    );
  });

  test('takes a variable that is set to nothing for one that is not set', () => {
    expect(read({ PORT: '', DATABASE_URL: ' ', VAPI_API_KEY: '' })).toEqual(read({}));
  });

  test('logs for people on a terminal and for machines elsewhere', () => {
    expect(readConfig({}, { isTerminal: true }).log.format).toBe('pretty');
    expect(readConfig({ LOG_FORMAT: 'json' }, { isTerminal: true }).log.format).toBe('json');
  });
});

describe('a wrong configuration', () => {
  test('is told all at once: name, value and what is allowed', () => {
    expect(
      problemsOf({
        PORT: '70000',
        MAX_RETRY_ATTEMPTS: '0',
        UNKNOWN_OUTCOME: 'maybe',
        LEASE_SECONDS: '3',
        LOG_LEVEL: 'loud',
      }),
    ).toEqual([
      'PORT: "70000" must be a whole number from 0 to 65535.',
      'MAX_RETRY_ATTEMPTS: "0" must be a whole number from 1 to 10.',
      'UNKNOWN_OUTCOME: "maybe" must be one of: retry, fail.',
      'LOG_LEVEL: "loud" must be one of: fatal, error, warn, info, debug, trace, silent.',
      expect.stringMatching(/^LEASE_SECONDS: 3 must be at least twice HEARTBEAT_SECONDS \(2\)/),
    ]);
  });

  test.each([
    ['ROLE', 'worker'],
    ['OPEN', 'yes'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc'],
    ['OTEL_TRACES_SAMPLER', 'jaeger_remote'],
    ['OTEL_TRACES_SAMPLER_ARG', '2'],
    ['PORT', '-1'],
    ['PORT', '4000.5'],
    ['PORT', '0x10'],
    ['SCHEDULER_INTERVAL_SECONDS', '0'],
    ['SCHEDULER_INTERVAL_SECONDS', '1e3'],
    ['SCHEDULER_INTERVAL_SECONDS', '60s'],
    ['MAX_RETRY_ATTEMPTS', '11'],
    ['DISPATCH_CONCURRENCY', 'ten'],
    ['CALLS_PER_SECOND', '0'],
    ['MAX_CALLS_PER_NUMBER_AND_DAY', '0'],
    ['MAX_CALLS_PER_DAY', '1.5'],
    ['EVENT_RETENTION', '7'],
    ['EVENT_RETENTION', '0d'],
    ['EVENT_RETENTION', '299s'],
    ['VAPI_BASE_URL', 'api.vapi.ai'],
    ['VAPI_BASE_URL', 'ftp://api.vapi.ai'],
    ['TWILIO_PHONE_NUMBER', '4155550123'],
    ['ALLOWED_ORIGINS', 'https://app.example/path'],
    ['ALLOWED_ORIGINS', '*'],
    ['ALLOWED_COUNTRY_CODES', 'US,Germany'],
    ['ALLOWED_COUNTRY_CODES', '*'],
    ['REFUSED_NUMBER_TYPES', 'mobile'],
    ['VAPI_MAX_DURATION_SECONDS', '9'],
    ['VAPI_VOICEMAIL', 'on'],
    ['VAPI_GOODBYE', '!'],
    ['VAPI_GREETING', 'x'.repeat(301)],
    ['VAPI_GRACE_SECONDS', '301'],
  ])('is told of %s=%s once, with the value', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: `));
    expect(problems[0]).toContain(JSON.stringify(value));
  });

  test('knows the codes of countries and of calling, and the code that a wrong one stands for', () => {
    expect(problemsOf({ ALLOWED_COUNTRY_CODES: 'UK,ZZ,999' })).toEqual([
      'ALLOWED_COUNTRY_CODES: "UK,ZZ,999" has UK, which is not a country code; write GB (United Kingdom).',
      'ALLOWED_COUNTRY_CODES: "UK,ZZ,999" has ZZ, which is not a country code.',
      'ALLOWED_COUNTRY_CODES: "UK,ZZ,999" has 999, which is not a calling code.',
    ]);
    const allowed = ['GB', 'XK', '1', '44', '883'];
    expect(read({ ALLOWED_COUNTRY_CODES: allowed.join() }).callRules.allowedCountries).toEqual(allowed);
  });

  test('refuses premium, shared-cost and personal numbers unless told otherwise', () => {
    expect(read({}).callRules.refusedTypes).toEqual(['premium', 'shared-cost', 'personal']);
    expect(read({ REFUSED_NUMBER_TYPES: 'none' }).callRules.refusedTypes).toEqual([]);
  });

  test('takes a limit on the spend only with a number whose calls have a known cost', () => {
    const limit = { MAX_SPEND_USD_PER_DAY: '12.5' };
    expect(problemsOf(limit)).toEqual([
      'VAPI_PHONE_NUMBER_ID: must be set when MAX_SPEND_USD_PER_DAY is, since only with such a number Vapi reports what a call costs.',
    ]);
    expect(read({ ...limit, VAPI_PHONE_NUMBER_ID: 'number-1' }).callLimits.spendUsdPerDay).toBe(12.5);
  });

  test('is told in the singular where there is one problem', () => {
    expect(() => read({ PORT: 'x' })).toThrow(/^The configuration has 1 problem:/);
  });

  test.each([
    [{}, null],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel:4318/' }, { url: 'http://otel:4318/v1/traces' }],
    [
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel:4318',
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces/here',
        OTEL_SERVICE_NAME: 'ringer',
      },
      { url: 'https://traces/here', serviceName: 'ringer', sampling: { parentBased: true, ratio: 1 } },
    ],
    [
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel:4318',
        OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
        OTEL_TRACES_SAMPLER_ARG: '0.25',
      },
      { serviceName: 'bellhop', sampling: { parentBased: true, ratio: 0.25 } },
    ],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel:4318', OTEL_TRACES_SAMPLER: 'always_off' },
      { sampling: { parentBased: false, ratio: 0 } },
    ],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel:4318', OTEL_SDK_DISABLED: 'true' }, null],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel:4318', OTEL_TRACES_EXPORTER: 'none' }, null],
  ])("reads OpenTelemetry's own variables: %j", (variables, tracing) => {
    const { tracing: given } = read(variables as Record<string, string>);
    if (tracing === null) expect(given).toBeNull();
    else expect(given).toMatchObject(tracing);
  });

  test('never shows a secret', () => {
    const problems = problemsOf({
      DATABASE_URL: 'mysql://u:hunter2@db/x',
      VAPI_API_KEY: 'sk-very-secret',
      VAPI_WEBHOOK_SECRET: 'hush hush',
      PORT: 'x',
    }).join('\n');
    expect(problems).toContain('DATABASE_URL');
    expect(problems).not.toMatch(/hunter2|sk-very-secret|hush/);
  });

  test.each([
    [
      'a key that could ring the whole world',
      { VAPI_API_KEY: 'key', TWILIO_PHONE_NUMBER: '+14155550123' },
      'ALLOWED_COUNTRY_CODES',
    ],
    ['a role on a database for one process', { ROLE: 'dispatcher' }, 'ROLE'],
    ['an open instance beyond the loopback', { OPEN: 'on', HOST: '0.0.0.0' }, 'OPEN'],
    [
      'keys of an issuer that can be changed on the way',
      { JWT_JWKS_URL: 'http://id.example/keys', JWT_ISSUER: 'x', JWT_AUDIENCE: 'y' },
      'JWT_JWKS_URL',
    ],
    ['an issuer without its keys', { JWT_ISSUER: 'x', JWT_AUDIENCE: 'y' }, 'JWT_JWKS_URL'],
    ['trusted documents without a file', { TRUSTED_DOCUMENTS: 'only' }, 'TRUSTED_DOCUMENTS_FILE'],
    ['a key without a caller', { VAPI_API_KEY: 'key', ALLOWED_COUNTRY_CODES: 'US' }, 'VAPI_PHONE_NUMBER_ID'],
    [
      'two numbers that ring',
      { TWILIO_PHONE_NUMBER: '+14155550123', VAPI_PHONE_NUMBER_ID: 'id' },
      'VAPI_PHONE_NUMBER_ID',
    ],
    ['an assistant without a number', { VAPI_ASSISTANT_ID: 'id' }, 'VAPI_PHONE_NUMBER_ID'],
    ['an address without a secret', { PUBLIC_URL: 'https://bellhop.example' }, 'VAPI_WEBHOOK_SECRET'],
    ['a secret without an address', { VAPI_WEBHOOK_SECRET: 'x'.repeat(16) }, 'PUBLIC_URL'],
    ['a credential without its secret', { VAPI_WEBHOOK_CREDENTIAL_ID: 'id' }, 'VAPI_WEBHOOK_SECRET'],
    [
      'a lease that one late heartbeat loses',
      { LEASE_SECONDS: '5', HEARTBEAT_SECONDS: '3' },
      'LEASE_SECONDS',
    ],
    ['a heartbeat that its default lease cannot wait for', { HEARTBEAT_SECONDS: '6' }, 'LEASE_SECONDS'],
    ['a least wait above the greatest', { VAPI_RETRY_MIN_SECONDS: '31' }, 'VAPI_RETRY_MIN_SECONDS'],
  ])('is told of %s', (_, variables, name) => {
    const problems = problemsOf(variables as Record<string, string>);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: `));
  });

  test('is not told of a relation to a variable that is wrong itself', () => {
    expect(problemsOf({ HEARTBEAT_SECONDS: 'x', LEASE_SECONDS: '1' })).toHaveLength(1);
  });
});

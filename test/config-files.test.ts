import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { misspeltVariables } from '../src/config/misspelt-variables.ts';
import { readConfig } from '../src/config/read-config.ts';
import { startBellhopCommand } from './cli/run-bellhop.ts';
import { startBellhop } from './support/bellhop-process.ts';
import { createTestDatabase } from './support/test-database.ts';

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function createFile(content: string): string {
  const file = join(createFolder(), 'secret');
  writeFileSync(file, content);
  return file;
}

describe('a misspelt variable', () => {
  test.each([
    ['DATABSE_URL', 'DATABASE_URL'],
    ['MAX_REMINDERS_PER_NUMBER_PER_DAY', 'MAX_REMINDERS_PER_NUMBER_AND_DAY'],
    ['ALLOWED_COUNTRYCODES', 'ALLOWED_COUNTRY_CODES'],
    ['METRIC_TOKEN', 'METRICS_TOKEN'],
    ['VAPI_APIKEY', 'VAPI_API_KEY'],
    ['vapi_api_key', 'VAPI_API_KEY'],
    ['VAPI_API_KEY_FIEL', 'VAPI_API_KEY_FILE'],
  ])('%s in the environment is named, with %s', (name, meant) => {
    expect(misspeltVariables([name], [])).toEqual([
      `${name} is not a variable of Bellhop. Did you mean ${meant}?`,
    ]);
  });

  test('is told apart from the variables of other programs', () => {
    const others = [
      'HOME',
      'POST',
      'HOSTNAME',
      'LOGNAME',
      'LOG_FILE',
      'PGDATABASE',
      'npm_config_cache',
      'PATH',
    ];
    const otel = ['OTEL_EXPORTER_OTLP_METRICS_ENDPOINT', 'OTEL_TRACES_SAMPLERS'];
    const ours = ['DATABASE_URL', 'DATABASE_URL_FILE', 'SIMULATOR_FAULTS', 'PORT'];
    expect(misspeltVariables([...others, ...otel, ...ours], [])).toEqual([]);
  });

  test('in .env is any name that Bellhop does not know, but for those that compose.yaml needs', () => {
    expect(misspeltVariables(['CLINIC_PHONE'], ['CLINIC_PHONE', 'POSTGRES_PASSWORD', 'PORT'])).toEqual([
      'CLINIC_PHONE in .env is not a variable of Bellhop.',
    ]);
  });

  test('is logged at the start and is a warning of doctor', async () => {
    await using database = await createTestDatabase();
    const cwd = createFolder();
    writeFileSync(join(cwd, '.env'), `DATABASE_URL=${database.url}\nMETRIC_TOKEN=0123456789abcdef\n`);
    const warning = 'METRIC_TOKEN is not a variable of Bellhop. Did you mean METRICS_TOKEN?';
    await using refused = startBellhop({ VAPI_API_KEY: 'key', ALLOWED_COUNTRYCODES: 'US' }, cwd);
    expect((await refused.ended).stderr).toMatch(
      /ALLOWED_COUNTRY_CODES: must be set.*\n(.*\n)*ALLOWED_COUNTRYCODES is not a variable of Bellhop\. Did you mean/,
    );
    await using bellhop = startBellhop({}, cwd);
    expect(await bellhop.logged('configuration.unknown-variable')).toMatchObject({ msg: warning });
    const { stdout } = await startBellhopCommand(['doctor', '--json'], { cwd });
    expect(JSON.parse(stdout).findings).toContainEqual(
      expect.objectContaining({ check: 'configuration', level: 'warn', message: warning }),
    );
  });
});

describe('a secret in a file', () => {
  test('counts like its variable, without the line break at its end', () => {
    const config = readConfig({
      DATABASE_URL_FILE: createFile('postgres://u:p@db/bellhop\n'),
      VAPI_API_KEY_FILE: createFile('the-key\r\n'),
      VAPI_PHONE_NUMBER_ID: 'number-1',
      ALLOWED_COUNTRY_CODES: 'US',
      METRICS_TOKEN_FILE: createFile('0123456789abcdef'),
      PUBLIC_URL: 'https://bellhop.example',
      VAPI_WEBHOOK_SECRET_FILE: createFile('sixteen-letters!\n'),
    });
    expect(config).toMatchObject({
      database: { connection: { user: 'u', host: 'db', database: 'bellhop' } },
      vapi: { account: { apiKey: 'the-key' }, call: { webhook: { secret: 'sixteen-letters!' } } },
      metricsToken: '0123456789abcdef',
    });
  });

  test.each([
    [
      'is missing',
      () => ({ METRICS_TOKEN_FILE: '/nowhere/token' }),
      '"/nowhere/token" cannot be read (ENOENT)',
    ],
    ['is a folder', () => ({ METRICS_TOKEN_FILE: tmpdir() }), 'cannot be read (EISDIR)'],
    ['is empty', () => ({ METRICS_TOKEN_FILE: createFile('\n') }), 'is empty'],
    [
      'is one of two',
      () => ({ METRICS_TOKEN_FILE: createFile('x'), METRICS_TOKEN: '0123456789abcdef' }),
      'METRICS_TOKEN is set too. Set only one of the two.',
    ],
  ])('that %s is refused', (_, variables, problem) => {
    expect(() => readConfig(variables())).toThrow(
      /^The configuration has 1 problem:\n {2}- METRICS_TOKEN_FILE: /,
    );
    expect(() => readConfig(variables())).toThrow(problem);
  });

  test('is never shown when it is wrong', () => {
    const read = () => readConfig({ DATABASE_URL_FILE: createFile('mysql://u:hunter2@db/x') });
    expect(read).toThrow('DATABASE_URL');
    expect(read).not.toThrow('hunter2');
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ConfigurationError } from '../configuration-error.ts';
import type { SimulatorOptions } from '../vapi/simulator/simulator.ts';
import type { Config } from './config.ts';
import { conflicts } from './conflicts.ts';
import {
  environment,
  type Schemas,
  secrets,
  simulatorEnvironment,
  type Values,
  type Variables,
} from './environment.ts';
import { misspeltVariables } from './misspelt-variables.ts';
import { readSecretFiles } from './secret-files.ts';
import { toConfig } from './to-config.ts';

/** Adds what a file `.env` in the working directory sets; variables that are set already win. */
export function loadDotEnv(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

/** One warning for each name in `.env` or the environment that looks like a misspelt variable of Bellhop. */
export function configurationWarnings(variables: Variables = process.env): string[] {
  const dotEnv = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  return misspeltVariables(Object.keys(variables), Object.keys(dotEnv));
}

/** Reads the configuration, or throws one ConfigurationError that names every problem: variable, value, what is allowed. */
export function readConfig(
  variables: Variables = process.env,
  { isTerminal = process.stdout.isTTY === true } = {},
): Config {
  return toConfig(read(environment, variables, conflicts), isTerminal);
}

/** What `npm run simulator` can be told. */
export function readSimulatorConfig(variables: Variables = process.env): SimulatorOptions {
  const { SIMULATOR_HOST, SIMULATOR_PORT, SIMULATOR_FAULTS } = read(
    simulatorEnvironment,
    variables,
    () => [],
  );
  return { host: SIMULATOR_HOST, port: SIMULATOR_PORT, faultRates: SIMULATOR_FAULTS };
}

function read<S extends Schemas>(
  schemas: S,
  variables: Variables,
  findConflicts: (given: Variables, values: Partial<Values<S>>) => string[],
): Values<S> {
  // A variable that is set to nothing is one that is not set.
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
  const files = readSecretFiles(set);
  const given = { ...set, ...files.values };
  // One by one, so that what holds between two of them is checked even where a third is wrong.
  const results = Object.entries(schemas).map(
    ([name, schema]) => [name, schema.safeParse(given[name])] as const,
  );
  const values = Object.fromEntries(results.map(([name, { data }]) => [name, data])) as Values<S>;
  const problems = [
    ...files.problems,
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

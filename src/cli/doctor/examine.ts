import type { Config } from '../../config/config.ts';
import type { Variables } from '../../config/environment.ts';
import { configurationWarnings, readConfig } from '../../config/read-config.ts';
import { ConfigurationError } from '../../configuration-error.ts';
import { examineDatabase } from './examine-database.ts';
import { examineProvider } from './examine-provider.ts';
import { type Finding, unwell, well } from './finding.ts';

/** Looks at everything that must be right for a reminder to be rung, and changes nothing. */
export async function* examine(environment: Variables): AsyncGenerator<Finding, undefined, undefined> {
  const warnings = configurationWarnings(environment);
  yield* warnings.map((warning) => unwell('warn', 'configuration', [warning, seeReadme]));
  const config = read(environment);
  if (Array.isArray(config)) {
    yield* config.map((problem) => unwell('fail', 'configuration', [problem, seeReadme]));
    return;
  }
  if (warnings.length === 0) yield well('configuration', 'Every variable that is set is understood.');
  yield* examineDatabase(config);
  yield await examineProvider(config);
}

const seeReadme = 'Mend it in the environment or in .env: README.md, "Configuration".';

function read(environment: Variables): Config | string[] {
  try {
    return readConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return [...error.problems];
  }
}

import { StartupError } from './startup-error.ts';

/** The configuration cannot be used. `problems` has one sentence for each that was found, with its variable. */
export class ConfigurationError extends StartupError {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const list = problems.map((problem) => `\n  - ${problem}`).join('');
    super(`The configuration has ${problems.length} problem${problems.length === 1 ? '' : 's'}:${list}`);
    this.problems = problems;
  }
}

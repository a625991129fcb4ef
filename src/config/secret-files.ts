import { readFileSync } from 'node:fs';
import { secrets, type Variables } from './environment.ts';

export interface SecretsRead {
  /** The secrets that files hold, by the names of their variables. */
  readonly values: Variables;
  /** One sentence for each file that cannot be used. */
  readonly problems: readonly string[];
}

/**
 * Reads each secret whose variable is set with `_FILE` at its end, such as VAPI_API_KEY_FILE, as container engines and
 * systemd hand secrets out. Line breaks at the end of the file are left out.
 */
export function readSecretFiles(given: Variables): SecretsRead {
  const values: Record<string, string> = {};
  const problems: string[] = [];
  for (const name of secrets) {
    const file = given[`${name}_FILE`];
    if (file === undefined) continue;
    const problem = (what: string) => problems.push(`${name}_FILE: ${what}`);
    if (given[name] !== undefined) {
      problem(`${name} is set too. Set only one of the two.`);
      continue;
    }
    try {
      const value = readFileSync(file, 'utf8').replace(/[\r\n]+$/, '');
      if (value.trim()) values[name] = value;
      else problem(`the file ${JSON.stringify(file)} is empty.`);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      problem(`the file ${JSON.stringify(file)} cannot be read (${code}).`);
    }
  }
  return { values, problems };
}

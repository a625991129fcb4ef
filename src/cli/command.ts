import type { Readable, Writable } from 'node:stream';
import type { Config } from '../config/config.ts';
import type { Variables } from '../config/environment.ts';
import { readConfig } from '../config/read-config.ts';
import { type Database, openDatabase } from '../persistence/open-database.ts';

/** What a command reads and writes: parts of the process, or a test's replacements. */
export interface Terminal {
  readonly environment: Variables;
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean };
  /** Writes lines to stdout and stderr. */
  readonly console: Pick<Console, 'log' | 'error'>;
  /** Set to 1 by a command that did not do everything it was asked to. */
  exitCode: 0 | 1;
}

export type Work = (terminal: Terminal) => Promise<void>;
export type DatabaseWork = (terminal: Terminal, database: Database, config: Config) => Promise<void>;

export interface Command {
  /** How it is called, and what that does: what `--help` prints. */
  readonly help: string;
  /** Reads the whole command line before anything is done, and returns the work. Throws a UsageError for a wrong one. */
  readonly read: (args: readonly string[]) => Work;
}

/** Work on the configured database, which is brought up to date first and closed afterwards. */
export function onDatabase(read: (args: readonly string[]) => DatabaseWork): Command['read'] {
  return (args) => {
    const work = read(args);
    return async (terminal) => {
      const config = readConfig(terminal.environment);
      const database = await openDatabase(config.database);
      try {
        await work(terminal, database, config);
      } finally {
        await database.close();
      }
    };
  };
}

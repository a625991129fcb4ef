import type { Config } from '../config/config.ts';
import { loadDotEnv, readConfig } from '../config/read-config.ts';
import { type Database, openDatabase } from '../persistence/open-database.ts';

export type Work = () => Promise<void>;
export type DatabaseWork = (database: Database, config: Config) => Promise<void>;

export interface Command {
  /** How it is called, and what that does: what `--help` prints. */
  readonly help: string;
  /** Reads the whole command line first, so that a wrong one does nothing, and answers the work that it asks for. */
  readonly read: (args: readonly string[]) => Work;
}

/** Work on the configured database, which is brought up to date first and closed afterwards. */
export function onDatabase(read: (args: readonly string[]) => DatabaseWork): Command['read'] {
  return (args) => {
    const work = read(args);
    return async () => {
      loadDotEnv();
      const config = readConfig();
      const database = await openDatabase(config.database);
      try {
        await work(database, config);
      } finally {
        await database.close();
      }
    };
  };
}

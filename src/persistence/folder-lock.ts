import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartupError } from '../startup-error.ts';

const SQLITE_BUSY = 5;

/** Another process holds the folder, and runs. */
export class FolderInUseError extends StartupError {}

/**
 * Holds a folder for this process: two processes that open one PGlite folder corrupt it. SQLite's file lock is the
 * operating system's own, so it ends with its owner, however that one died; a file with a process id in it would
 * have to be guessed about.
 */
export function lockFolder(folder: string): Disposable {
  const file = join(folder, 'lock');
  const lock = new DatabaseSync(file);
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive');
  } catch (error) {
    lock.close();
    if (!(error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY)) throw error;
    throw new FolderInUseError(
      `Another Bellhop process is using the embedded database in ${folder}. Stop it, or give this one its own DATA_DIR; to run several on the same reminders, set DATABASE_URL to a PostgreSQL server.`,
      { cause: error },
    );
  }
  return { [Symbol.dispose]: () => lock.close() };
}

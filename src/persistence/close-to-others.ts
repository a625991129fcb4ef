import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../startup-error.ts';

const OTHERS = 0o077;

/**
 * Takes the rights of all other users on a folder away, since its files hold numbers and messages. PostgreSQL asks the
 * same of its data folder. Throws a StartupError where the folder belongs to another user.
 */
export function closeToOthers(folder: string): void {
  // Windows has no such rights.
  if (process.platform === 'win32' || !(statSync(folder).mode & OTHERS)) return;
  try {
    chmodSync(folder, 0o700);
  } catch (error) {
    throw new StartupError(
      `Other users can open the folder ${folder} of the embedded database, and it belongs to another user, so Bellhop cannot close it. Run "chmod 700 ${folder}" as its owner and give it to the user that Bellhop runs as, or set DATA_DIR to a new folder, such as ${join(folder, 'bellhop')}.`,
      { cause: error },
    );
  }
}

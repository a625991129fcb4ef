import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import { FolderInUseError } from '../../persistence/folder-lock.ts';
import { inspectDatabase } from '../../persistence/inspect-database.ts';
import { type Database, openDatabase } from '../../persistence/open-database.ts';
import { StartupError } from '../../startup-error.ts';
import { examineClock } from './examine-clock.ts';
import { examineEncryption } from './examine-encryption.ts';
import { examineFleet } from './examine-fleet.ts';
import { type Finding, unwell, well } from './finding.ts';

export async function* examineDatabase(config: Config): AsyncGenerator<Finding, undefined, undefined> {
  const { database: target } = config;
  if (target.kind === 'embedded' && !existsSync(join(resolve(target.folder), 'pgdata'))) {
    yield well('database', `The first start makes an embedded one in ${resolve(target.folder)}.`);
    return;
  }
  const opened = await open(config);
  if (!('fork' in opened)) {
    yield opened;
    return;
  }
  try {
    yield* examineOpened(opened, config);
  } finally {
    await opened.close();
  }
}

async function open({ database }: Config): Promise<Database | Finding> {
  try {
    return await openDatabase(database, { migrate: false });
  } catch (error) {
    if (error instanceof FolderInUseError) {
      const advice =
        'Ask that one: GET /readyz, and the dashboard. To have it looked at here, stop that one first.';
      return unwell('warn', 'database', [
        'The embedded database is in use by a Bellhop that runs, so it was not looked at.',
        advice,
      ]);
    }
    if (!(error instanceof StartupError)) throw error;
    return unwell('fail', 'database', [
      error.message,
      'Nothing is rung, and Bellhop does not start, until it can be used.',
    ]);
  }
}

async function* examineOpened(database: Database, config: Config): AsyncGenerator<Finding> {
  const { version, missing, foreign } = await inspectDatabase(database.fork());
  const where = database.kind === 'embedded' ? 'embedded' : 'a server';
  yield well('database', `PostgreSQL ${version}, ${where}, answers.`);
  if (config.database.kind === 'server') yield* examineEncryption(config.database.connection);
  yield await examineClock(database);
  if (foreign.length > 0) {
    const advice =
      'Start the version that made them, or read "Upgrade and roll back" in docs/operations.md first.';
    yield unwell('warn', 'migrations', [
      `The database has migrations that this version does not know: ${foreign.join(', ')}.`,
      advice,
    ]);
  }
  if (missing.length > 0) {
    yield unwell('warn', 'migrations', [
      `${missing.length} are pending: ${missing.join(', ')}.`,
      'The next start of this version applies them.',
    ]);
    return;
  }
  if (foreign.length === 0) yield well('migrations', 'None is pending.');
  yield* examineFleet(database, config);
}

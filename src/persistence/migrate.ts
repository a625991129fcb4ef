import type { MikroORM } from '@mikro-orm/core';
import type { ConnectionSettings } from './connection-settings.ts';
import { Migration20261124ApiTokens } from './migrations/migration-20261124-api-tokens.ts';
import { Migration20261124Calls } from './migrations/migration-20261124-calls.ts';
import { Migration20261124DoNotCall } from './migrations/migration-20261124-do-not-call.ts';
import { Migration20261124EventOrder } from './migrations/migration-20261124-event-order.ts';
import { Migration20261124Initial } from './migrations/migration-20261124-initial.ts';
import { Migration20261125ClaimDue } from './migrations/migration-20261125-claim-due.ts';
import { Migration20261125ClaimJoin } from './migrations/migration-20261125-claim-join.ts';
import { Migration20261125ListIndexes } from './migrations/migration-20261125-list-indexes.ts';
import { Migration20261125ReminderChanges } from './migrations/migration-20261125-reminder-changes.ts';
import { Migration20261125ReminderCounts } from './migrations/migration-20261125-reminder-counts.ts';
import { Migration20261125Storage } from './migrations/migration-20261125-storage.ts';
import { Migration20261125Traceparent } from './migrations/migration-20261125-traceparent.ts';
import { Migration20261127CallLimits } from './migrations/migration-20261127-call-limits.ts';
import { Migration20261127CapacityAndUnresolved } from './migrations/migration-20261127-capacity-and-unresolved.ts';
import { Migration20261127CutShort } from './migrations/migration-20261127-cut-short.ts';
import { Migration20261127DatabaseIdentity } from './migrations/migration-20261127-database-identity.ts';
import { connect } from './session.ts';

/** In order; each is named once and for ever. */
export const migrationsList = [
  { name: 'migration-20261124-initial', class: Migration20261124Initial },
  { name: 'migration-20261124-api-tokens', class: Migration20261124ApiTokens },
  { name: 'migration-20261124-calls', class: Migration20261124Calls },
  { name: 'migration-20261124-do-not-call', class: Migration20261124DoNotCall },
  { name: 'migration-20261124-event-order', class: Migration20261124EventOrder },
  { name: 'migration-20261125-claim-due', class: Migration20261125ClaimDue },
  { name: 'migration-20261125-reminder-counts', class: Migration20261125ReminderCounts },
  { name: 'migration-20261125-list-indexes', class: Migration20261125ListIndexes },
  { name: 'migration-20261125-storage', class: Migration20261125Storage },
  { name: 'migration-20261125-traceparent', class: Migration20261125Traceparent },
  { name: 'migration-20261125-reminder-changes', class: Migration20261125ReminderChanges },
  { name: 'migration-20261125-claim-join', class: Migration20261125ClaimJoin },
  { name: 'migration-20261127-capacity-and-unresolved', class: Migration20261127CapacityAndUnresolved },
  { name: 'migration-20261127-cut-short', class: Migration20261127CutShort },
  { name: 'migration-20261127-call-limits', class: Migration20261127CallLimits },
  { name: 'migration-20261127-database-identity', class: Migration20261127DatabaseIdentity },
];

/** Any number that nothing else in the database uses for its advisory locks. */
const MIGRATION_LOCK = 7_305_198_264_331_001n;

/** Brings the schema up to date: creates what is missing, keeps what is there. */
export async function migrate(orm: MikroORM): Promise<void> {
  await orm.migrator.up();
}

/** Two instances that start at once on an empty database take turns. */
export async function migrateInTurn(orm: MikroORM, connection: ConnectionSettings): Promise<void> {
  const client = await connect(connection, { purpose: 'migrations' });
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(orm);
  } finally {
    // Ending the session gives the lock back.
    await client.end();
  }
}

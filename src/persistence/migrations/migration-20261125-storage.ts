import { Migration } from '@mikro-orm/migrations';

/**
 * When rows that are no longer needed are cleared away. PostgreSQL's own rule is a fifth of the table, which at 10 million
 * reminders are 2 million dead rows, and every claim reads past what they left at the front of its index.
 */
export class Migration20261125Storage extends Migration {
  override up(): void {
    for (const [table, settings] of Object.entries(storage)) {
      const list = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
      this.addSql(`alter table ${table} set (${list.join(', ')})`);
    }
  }

  override down(): void {
    for (const [table, settings] of Object.entries(storage)) {
      this.addSql(`alter table ${table} reset (${Object.keys(settings).join(', ')})`);
    }
  }
}

const storage: Record<string, Record<string, number>> = {
  // No change of a status can be made in place, since indexes go by it. In the room that is left the new row stands
  // beside the old one, which is cleared away when the page is read next.
  reminders: {
    fillfactor: 85,
    autovacuum_vacuum_scale_factor: 0.01,
    autovacuum_vacuum_threshold: 1000,
    autovacuum_analyze_scale_factor: 0.02,
    autovacuum_vacuum_insert_scale_factor: 0.05,
  },
  // Settled in place, soon after it was written.
  call_attempts: {
    fillfactor: 80,
    autovacuum_vacuum_scale_factor: 0.02,
    autovacuum_vacuum_insert_scale_factor: 0.05,
  },
  reminder_events: { autovacuum_vacuum_scale_factor: 0.01, autovacuum_vacuum_insert_scale_factor: 0.05 },
  // A row or a few, changed all the time and always in place.
  dispatch_control: { autovacuum_vacuum_scale_factor: 0, autovacuum_vacuum_threshold: 200 },
  dispatcher_instances: { autovacuum_vacuum_scale_factor: 0, autovacuum_vacuum_threshold: 200 },
};

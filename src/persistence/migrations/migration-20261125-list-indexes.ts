import { Migration } from '@mikro-orm/migrations';

/**
 * An index for each order that has the status in front, so that a list of one status never walks through the others; see
 * statusConditions in src/persistence/list-range.ts. The usual list keeps its index without it, (scheduled_time, id).
 * Each index costs every change of a status a write, so those that these stand in for go.
 */
export class Migration20261125ListIndexes extends Migration {
  override up(): void {
    this.addSql(
      'create index reminders_by_status_and_scheduled_time on reminders (status, scheduled_time, id)',
    );
    this.addSql('create index reminders_by_status_and_created_at on reminders (status, created_at, id)');
    this.addSql('create index reminders_by_status_and_updated_at on reminders (status, updated_at, id)');
    this.addSql('drop index reminders_by_created_at');
    this.addSql('drop index reminders_by_updated_at');
  }

  override down(): void {
    this.addSql('create index reminders_by_updated_at on reminders (updated_at, id)');
    this.addSql('create index reminders_by_created_at on reminders (created_at, id)');
    this.addSql('drop index reminders_by_status_and_updated_at');
    this.addSql('drop index reminders_by_status_and_created_at');
    this.addSql('drop index reminders_by_status_and_scheduled_time');
  }
}

import { Migration } from '@mikro-orm/migrations';

/**
 * An index for each order that has the status in front, so that a list of one status never walks through the others; see
 * statusConditions in src/persistence/list-range.ts. The usual list keeps its index without it, (scheduled_time, id).
 *
 * What is in flight is left out: it is as many rows as there are slots, which reminders_in_flight and reminders_calling
 * find, and so a claim writes to none of these. Nor can the planner be tempted to count what is in flight by them: what
 * each claim leaves behind would lie in its way until the next vacuum.
 */
export class Migration20261125ListIndexes extends Migration {
  override up(): void {
    for (const order of ['scheduled_time', 'created_at', 'updated_at']) {
      this.addSql(`
        create index reminders_by_status_and_${order} on reminders (status, ${order}, id)
        where status <> 'dispatching' and status <> 'calling'`);
    }
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

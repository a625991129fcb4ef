import { Migration } from '@mikro-orm/migrations';

/**
 * The trace to which a reminder's claims and calls belong. Without a default, so no row is written; what a version from
 * before writes leaves it out, and what it reads does not ask for it.
 */
export class Migration20261125Traceparent extends Migration {
  override up(): void {
    this.addSql('alter table reminders add column traceparent text');
  }

  override down(): void {
    this.addSql('alter table reminders drop column traceparent');
  }
}

import { Migration } from '@mikro-orm/migrations';

/**
 * Each reminder keeps the number under which its newest event stands in the log, so that no later change of it is
 * written in front of that: a transaction may take its number early and come to the reminder late.
 */
export class Migration20261124EventOrder extends Migration {
  override up(): void {
    this.addSql(
      'alter table reminders add column event_transaction_id xid8 not null default pg_current_xact_id()',
    );
  }

  override down(): void {
    this.addSql('alter table reminders drop column event_transaction_id');
  }
}

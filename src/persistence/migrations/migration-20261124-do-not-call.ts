import { Migration } from '@mikro-orm/migrations';

/** Numbers that are never rung. Each claim looks its own few up by the primary key, whatever else waits. */
export class Migration20261124DoNotCall extends Migration {
  override up(): void {
    this.addSql(`
      create table do_not_call (
        phone_number text primary key,
        reason text,
        created_at timestamptz(3) not null default now(),
        constraint do_not_call_phone_number_e164 check (phone_number ~ '^\\+[1-9][0-9]{1,14}$'),
        constraint do_not_call_reason check (char_length(reason) between 1 and 500)
      )`);
  }

  override down(): void {
    this.addSql('drop table do_not_call');
  }
}

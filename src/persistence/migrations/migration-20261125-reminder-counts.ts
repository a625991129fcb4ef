import { Migration } from '@mikro-orm/migrations';

/**
 * How many reminders have which status, kept by triggers, so that nobody counts them and SQL written by hand is counted
 * as well. Writers only add lines to reminder_count_changes, so none waits for another; foldCounts adds the lines up.
 * docs/decisions/0017 has the alternatives with their measurements.
 */
export class Migration20261125ReminderCounts extends Migration {
  override up(): void {
    // By the hour of the scheduled time, and under the hour -infinity for all of them.
    this.addSql(`
      create table reminder_counts (
        hour timestamptz(0) not null,
        status text not null,
        count bigint not null,
        primary key (hour, status)
      ) with (fillfactor = 50)`);
    this.addSql(`
      create table reminder_count_changes (
        hour timestamptz(0) not null,
        status text not null,
        change bigint not null
      ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_insert_threshold = -1)`);
    this.addSql(`
      create function note_reminder_counts() returns trigger language plpgsql as $$
      begin
        case tg_op
          when 'INSERT' then
            insert into reminder_count_changes (hour, status, change)
            select date_bin('1 hour', scheduled_time, 'epoch'), status, count(*) from now_there group by 1, 2;
          when 'UPDATE' then
            insert into reminder_count_changes (hour, status, change)
            select date_bin('1 hour', scheduled_time, 'epoch'), status, sum(change)
            from (
              select scheduled_time, status, -1 as change from there_before
              union all
              select scheduled_time, status, 1 from now_there) each
            group by 1, 2
            having sum(change) <> 0;
          when 'DELETE' then
            insert into reminder_count_changes (hour, status, change)
            select date_bin('1 hour', scheduled_time, 'epoch'), status, -count(*) from there_before group by 1, 2;
          when 'TRUNCATE' then
            truncate reminder_counts, reminder_count_changes;
        end case;
        return null;
      end $$`);
    const trigger = (event: string, tables: string) =>
      this.addSql(`
        create trigger reminders_counted_after_${event} after ${event} on reminders ${tables}
        for each statement execute function note_reminder_counts()`);
    trigger('insert', 'referencing new table as now_there');
    trigger('update', 'referencing old table as there_before new table as now_there');
    trigger('delete', 'referencing old table as there_before');
    trigger('truncate', '');
    // For now, and for whoever switched the triggers off. The lock lets no write slip in between.
    this.addSql(`
      create function recount_reminders() returns void language plpgsql as $$
      begin
        lock table reminders in share row exclusive mode;
        truncate reminder_counts, reminder_count_changes;
        insert into reminder_counts (hour, status, count)
        select coalesce(hour, '-infinity'), status, count(*)
        from (select date_bin('1 hour', scheduled_time, 'epoch') as hour, status from reminders) each
        group by grouping sets ((hour, status), (status));
      end $$`);
    this.addSql('select recount_reminders()');
  }

  override down(): void {
    for (const event of ['insert', 'update', 'delete', 'truncate']) {
      this.addSql(`drop trigger reminders_counted_after_${event} on reminders`);
    }
    this.addSql('drop function recount_reminders');
    this.addSql('drop function note_reminder_counts');
    this.addSql('drop table reminder_count_changes');
    this.addSql('drop table reminder_counts');
  }
}

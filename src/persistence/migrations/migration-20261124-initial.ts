import { Migration } from '@mikro-orm/migrations';

/**
 * Reminders, their attempts, the log of their changes, and what instances share. The CHECK constraints mirror
 * src/reminders/lifecycle.ts: each status has the columns that it needs, and none that it must not have.
 */
export class Migration20261124Initial extends Migration {
  override up(): void {
    this.addSql(`
      create table reminders (
        id uuid primary key,
        phone_number text not null,
        message text not null,
        scheduled_time timestamptz(3) not null,
        status text not null,
        retry_count smallint not null default 0,
        max_retry_attempts smallint not null,
        attempt_count int not null default 0,
        next_attempt_at timestamptz(3),
        last_run_at timestamptz(3),
        call_sid text,
        failure_reason text,
        version int not null default 1,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        claimed_by uuid,
        unsettled_key uuid,
        idempotency_key text,
        idempotency_fingerprint text,
        constraint reminders_phone_number_e164 check (phone_number ~ '^\\+[1-9][0-9]{1,14}$'),
        constraint reminders_message_length check (char_length(message) between 1 and 1000),
        constraint reminders_budget check (max_retry_attempts between 1 and 10 and retry_count between 0 and max_retry_attempts),
        constraint reminders_status check (status in ('scheduled', 'dispatching', 'completed', 'failed', 'cancelled')),
        constraint reminders_scheduled check (
          (status = 'scheduled') = (next_attempt_at is not null)
          and (status <> 'scheduled' or retry_count < max_retry_attempts)),
        constraint reminders_dispatching check (
          (status = 'dispatching') = (claimed_by is not null)
          and (status <> 'dispatching' or (attempt_count > 0 and retry_count < max_retry_attempts))),
        constraint reminders_completed check (
          status <> 'completed' or (failure_reason is null and retry_count > 0 and last_run_at is not null)),
        constraint reminders_failed check (
          status <> 'failed' or (failure_reason is not null and retry_count > 0 and last_run_at is not null)),
        constraint reminders_call_sid check (call_sid is null or status = 'completed'),
        constraint reminders_idempotency check ((idempotency_key is null) = (idempotency_fingerprint is null))
      )`);
    // What is due is found by this index alone, however many rows wait or are done.
    this.addSql(`create index reminders_due on reminders (next_attempt_at, id) where status = 'scheduled'`);
    this.addSql(`create index reminders_in_flight on reminders (claimed_by) where status = 'dispatching'`);
    this.addSql('create unique index reminders_idempotency_key on reminders (idempotency_key)');
    // Keyset pagination, one index for each order that lists can have.
    this.addSql('create index reminders_by_scheduled_time on reminders (scheduled_time, id)');
    this.addSql('create index reminders_by_created_at on reminders (created_at, id)');
    this.addSql('create index reminders_by_updated_at on reminders (updated_at, id)');
    this.addSql('create index reminders_by_phone_number on reminders (phone_number, scheduled_time, id)');

    this.addSql(`
      create table call_attempts (
        id uuid primary key,
        reminder_id uuid not null references reminders (id),
        number int not null,
        instance_id uuid not null,
        idempotency_key uuid not null,
        started_at timestamptz(3) not null,
        finished_at timestamptz(3),
        outcome text,
        http_status smallint,
        call_sid text,
        failure_reason text,
        constraint call_attempts_number unique (reminder_id, number),
        constraint call_attempts_outcome check (outcome in ('placed', 'refused', 'rejected', 'unknown')),
        constraint call_attempts_settled check ((finished_at is null) = (outcome is null))
      )`);

    // Each event carries the reminder as it stood, so that the feed needs no second read and tells no later story.
    // No foreign key: events are pruned, and checking one would lock the reminder's row once more.
    this.addSql(`
      create table reminder_events (
        transaction_id xid8 not null default pg_current_xact_id(),
        sequence bigint generated always as identity,
        reminder_id uuid not null,
        previous_status text,
        occurred_at timestamptz(3) not null default statement_timestamp(),
        reminder jsonb not null,
        primary key (transaction_id, sequence)
      )`);

    this.addSql(`
      create table dispatcher_instances (
        id uuid primary key,
        hostname text not null,
        started_at timestamptz(3) not null default now(),
        heartbeat_at timestamptz(3) not null default now(),
        lease_expires_at timestamptz(3) not null
      )`);

    // One row: what all instances obey, and the lock that makes their claims take turns.
    this.addSql(`
      create table dispatch_control (
        id smallint primary key check (id = 1),
        paused boolean not null default false,
        pause_reason text,
        held_back_until timestamptz(3),
        next_call_at timestamptz,
        pruned_transaction_id xid8 not null default '0',
        pruned_sequence bigint not null default 0
      )`);
    this.addSql('insert into dispatch_control (id) values (1)');
  }

  override down(): void {
    for (const table of [
      'dispatch_control',
      'dispatcher_instances',
      'reminder_events',
      'call_attempts',
      'reminders',
    ]) {
      this.addSql(`drop table ${table}`);
    }
  }
}

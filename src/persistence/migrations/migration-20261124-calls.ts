import { Migration } from '@mikro-orm/migrations';

/** What becomes of calls after they were placed: the status `calling`, and what the provider tells of each call. */
export class Migration20261124Calls extends Migration {
  override up(): void {
    this.addSql(`
      alter table reminders
        add column call_result text,
        drop constraint reminders_status,
        drop constraint reminders_call_sid,
        add constraint reminders_status check (
          status in ('scheduled', 'dispatching', 'calling', 'completed', 'failed', 'cancelled')),
        add constraint reminders_calling check (
          status <> 'calling'
          or (attempt_count > 0 and retry_count < max_retry_attempts and last_run_at is not null and failure_reason is null)),
        add constraint reminders_call_sid check (call_sid is null or status in ('calling', 'completed')),
        add constraint reminders_call_result check (call_result in (${results}))`);
    this.addSql(`create index reminders_calling on reminders (id) where status = 'calling'`);
    this.addSql(`
      alter table call_attempts
        add column provider_call_id text,
        add column call_status text,
        add column call_result text,
        add column ended_reason text,
        add column never_rang boolean,
        add column call_started_at timestamptz(3),
        add column call_answered_at timestamptz(3),
        add column call_ended_at timestamptz(3),
        add column cost_usd float8,
        add column call_live_until timestamptz(3),
        add column call_quiet_since timestamptz(3),
        add constraint call_attempts_call_status check (
          call_status in ('scheduled', 'queued', 'ringing', 'in-progress', 'forwarding', 'ended')),
        add constraint call_attempts_call_result check (call_result in (${results})),
        add constraint call_attempts_ended check (
          (call_ended_at is not null) = (call_result is not null) and (call_ended_at is null or call_live_until is null)),
        add constraint call_attempts_live check (
          call_live_until is null or (outcome = 'placed' and call_quiet_since is not null))`);
    // The calls that take a slot of DISPATCH_CONCURRENCY: a handful of rows, whatever the table holds.
    this.addSql(
      'create index call_attempts_live on call_attempts (call_live_until) where call_live_until is not null',
    );
    this.addSql(
      'create index call_attempts_provider_call_id on call_attempts (provider_call_id) where provider_call_id is not null',
    );
    this.addSql('alter table reminder_events add column call jsonb');
    this.addSql('alter table dispatch_control add column provider_concurrency int');
  }

  override down(): void {
    this.addSql('alter table dispatch_control drop column provider_concurrency');
    this.addSql('delete from reminder_events where call is not null');
    this.addSql('alter table reminder_events drop column call');
    this.addSql(`
      alter table call_attempts
        drop column provider_call_id, drop column call_status, drop column call_result, drop column ended_reason,
        drop column never_rang, drop column call_started_at, drop column call_answered_at, drop column call_ended_at,
        drop column cost_usd, drop column call_live_until, drop column call_quiet_since`);
    // What waits for its call counts as done, as it did before such calls were followed.
    this.addSql(`
      update reminders set status = 'completed', retry_count = retry_count + 1, version = version + 1
      where status = 'calling'`);
    this.addSql('drop index reminders_calling');
    this.addSql(`
      alter table reminders
        drop column call_result,
        drop constraint reminders_status,
        drop constraint reminders_calling,
        drop constraint reminders_call_sid,
        add constraint reminders_status check (
          status in ('scheduled', 'dispatching', 'completed', 'failed', 'cancelled')),
        add constraint reminders_call_sid check (call_sid is null or status = 'completed')`);
  }
}

const results = [
  'answered',
  'voicemail',
  'no-answer',
  'busy',
  'unreachable',
  'cancelled',
  'capacity',
  'configuration',
  'provider-fault',
  'other',
]
  .map((result) => `'${result}'`)
  .join(', ');

import { Migration } from '@mikro-orm/migrations';

/**
 * What a wait for capacity and an unresolved attempt need, and the claim that knows of both.
 *
 * The version before goes on calling claim_due_1, which is dropped a release later. It writes none of these columns: the
 * trigger clears `unresolved_since` for it, and a limit that it writes comes without a time, so it counts for itself only.
 */
export class Migration20261127CapacityAndUnresolved extends Migration {
  override up(): void {
    // The constraint is not validated, which would read the table under its lock: the column is new, so every row passes.
    this.addSql(`
      alter table reminders
        add column free_attempts smallint not null default 0,
        add column unresolved_since timestamptz(3),
        add constraint reminders_unresolved check (unresolved_since is null or status = 'dispatching') not valid`);
    this.addSql(`
      create function clear_unresolved() returns trigger language plpgsql as $$
      begin
        new.unresolved_since := null;
        return new;
      end $$`);
    this.addSql(`
      create trigger reminders_resolved before update on reminders for each row
      when (new.unresolved_since is not null and new.status <> 'dispatching') execute function clear_unresolved()`);
    this.addSql('alter table call_attempts add column caller_id text');
    this.addSql(`
      alter table dispatch_control
        add column provider_concurrency_at timestamptz(3),
        add column provider_account text`);
    this.addSql(`
      create function claim_due_2(
        my_id uuid, my_limit int, all_limit int, ahead_ms float8, calls_per_second float8, burst int,
        my_caller_id text, my_account text,
        out claims json, out pause text, out pause_in_ms float8, out now_ms float8)
      language plpgsql volatile
      -- Planning would take longer than claiming does, so each session plans once. Such a plan knows no limit and would
      -- read the whole table: it has to be told to walk the index of what is due, and not to be compiled. It joins what it
      -- just wrote by hash, which the connections that it runs on are told not to do by themselves.
      set plan_cache_mode = force_generic_plan set jit = off
      set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set enable_hashjoin = on
      as $$
      declare
        control dispatch_control;
        now_at timestamptz;
        provider_limit int;
        free_slots int;
        take int;
        taken int;
        spent_ms float8;
      begin
        -- Claims take turns on the one control row. Each statement here has a snapshot of its own, so those below, which
        -- begin after the lock was granted, count every claim that was made before: the limit holds over all instances.
        select * into strict control from dispatch_control where id = 1 for update;
        now_at := clock_timestamp();
        now_ms := extract(epoch from now_at) * 1000;
        -- A wait further ahead than any that is ever asked for comes from before the clock was set back. It is no wait.
        -- The second is for instants that are kept in whole milliseconds, which may round up.
        if not exists (select from dispatcher_instances i where i.id = my_id and i.lease_expires_at > now_at) then
          pause := 'lease-lost';
        elsif control.paused then
          pause := 'paused';
        elsif control.held_back_until > now_at and control.held_back_until <= now_at + interval '15 minutes 1 second' then
          pause := 'held-back';
          pause_in_ms := extract(epoch from control.held_back_until - now_at) * 1000;
        elsif control.next_call_at > now_at
          and control.next_call_at <= now_at + burst / calls_per_second * interval '1 second' then
          pause := 'too-fast';
          pause_in_ms := extract(epoch from control.next_call_at - now_at) * 1000;
        end if;
        if pause is not null then return; end if;

        -- The provider's limit counts for the account that it was named for, and for an hour.
        if control.provider_account = my_account
          and control.provider_concurrency_at > now_at - interval '1 hour'
          and control.provider_concurrency_at <= now_at + interval '1 second' then
          provider_limit := control.provider_concurrency;
        end if;
        -- A call takes a slot from its answer on. Where that lies ahead the clock was set back, and so may its end be.
        free_slots := least(my_limit, least(provider_limit, all_limit)
          - (select count(*) from reminders where status = 'dispatching' and unresolved_since is null)
          - (select count(*) from call_attempts where call_live_until > now_at and finished_at <= now_at + interval '1 second'));
        if free_slots <= 0 then
          pause := 'no-slot';
          return;
        end if;
        take := least(free_slots, burst);

        -- Walks the partial index reminders_due from its start: the cost is that of the rows taken, not of those waiting.
        -- An attempt begins when its call falls due, however far ahead it is claimed. One after an attempt whose outcome
        -- is unknown repeats that one's idempotency key, however many in between never left.
        with due as (
          select id, next_attempt_at as due_at from reminders
          where status = 'scheduled' and next_attempt_at <= now_at + ahead_ms * interval '1 millisecond'
            and retry_count < max_retry_attempts
          order by next_attempt_at, id
          limit take
          for update skip locked
        ), claimed as (
          update reminders r set
            status = 'dispatching',
            version = r.version + 1,
            claimed_by = my_id,
            next_attempt_at = null,
            attempt_count = r.attempt_count + 1,
            event_transaction_id = greatest(pg_current_xact_id(), r.event_transaction_id),
            updated_at = now_at
          from due
          where r.id = due.id
          returning r.*, due.due_at, uuid_of_now() as attempt_id, to_jsonb(r) as reminder
        ), attempt as (
          insert into call_attempts (id, reminder_id, number, instance_id, idempotency_key, caller_id, started_at)
          select attempt_id, id, attempt_count, my_id, coalesce(unsettled_key, attempt_id), my_caller_id,
            -- Not now_at: an outcome may have freed the slot since, and attempts must not seem to overlap.
            greatest(clock_timestamp(), due_at)
          from claimed
          returning *
        ), event as (
          insert into reminder_events (transaction_id, reminder_id, previous_status, reminder)
          select event_transaction_id, id, 'scheduled', reminder from claimed order by due_at, id
        )
        select json_agg(json_build_object(
          'reminder_id', c.id, 'version', c.version, 'phone_number', c.phone_number, 'message', c.message,
          'retry_count', c.retry_count, 'max_retry_attempts', c.max_retry_attempts, 'free_attempts', c.free_attempts,
          'attempt_id', a.id, 'attempt_number', a.number, 'opened_by', a.instance_id,
          'idempotency_key', a.idempotency_key, 'caller_id', a.caller_id, 'unresolved', false,
          'started_at', a.started_at, 'due_at', c.due_at,
          'do_not_call', exists (select from do_not_call d where d.phone_number = c.phone_number)
        ) order by c.due_at, c.id), count(*)
        into claims, taken
        from claimed c join attempt a on a.reminder_id = c.id;

        -- The calls just claimed use up this much time of CALLS_PER_SECOND.
        if calls_per_second is not null and taken > 0 then
          spent_ms := taken / calls_per_second * 1000;
          update dispatch_control set next_call_at = now_at + spent_ms * interval '1 millisecond' where id = 1;
          if taken = take then
            pause := 'too-fast';
            pause_in_ms := spent_ms;
            return;
          end if;
        end if;
        if taken = my_limit then return; end if;
        if taken = free_slots then
          pause := 'no-slot';
          return;
        end if;
        pause := 'nothing-due';
        select extract(epoch from min(next_attempt_at) - clock_timestamp()) * 1000 - ahead_ms into pause_in_ms
        from reminders where status = 'scheduled';
      end
      $$`);
  }

  override down(): void {
    this.addSql('drop function claim_due_2');
    this.addSql(
      'alter table dispatch_control drop column provider_concurrency_at, drop column provider_account',
    );
    this.addSql('alter table call_attempts drop column caller_id');
    this.addSql('drop trigger reminders_resolved on reminders');
    this.addSql('drop function clear_unresolved');
    this.addSql('alter table reminders drop column free_attempts, drop column unresolved_since');
  }
}

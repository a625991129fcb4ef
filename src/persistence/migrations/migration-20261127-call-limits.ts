import { Migration } from '@mikro-orm/migrations';

/**
 * The limits on calls: for each number, and over all numbers in calls and in dollars. The claim holds them.
 *
 * The version before goes on calling claim_due_2, which is dropped a release later. It knows none of these limits, and its
 * attempts carry no number, so they do not count. The trigger clears `deferral` for it.
 */
export class Migration20261127CallLimits extends Migration {
  override up(): void {
    // The constraint is not validated, which would read the table under its lock: the column is new, so every row passes.
    this.addSql(`
      alter table reminders
        add column deferral text,
        add constraint reminders_deferral check (
          deferral is null or (deferral in ('too-many-calls') and status = 'scheduled')) not valid`);
    this.addSql(`
      create function clear_deferral() returns trigger language plpgsql as $$
      begin
        new.deferral := null;
        return new;
      end $$`);
    this.addSql(`
      create trigger reminders_deferral_over before update on reminders for each row
      when (new.deferral is not null and new.status <> 'scheduled') execute function clear_deferral()`);

    // The number that an attempt calls stands in its row, since an edit gives the reminder another one. The index leaves the
    // outcome out: a column that an index names can no longer be changed in place, and every attempt is settled.
    this.addSql('alter table call_attempts add column phone_number text');
    this.addSql(`
      create index call_attempts_of_number on call_attempts (phone_number, started_at)
      where phone_number is not null`);

    // Calls begun and dollars spent, added up by ten minutes: 145 rows are the last 24 hours, whatever they hold. A year is
    // 52,560 rows, so they are kept.
    this.addSql(`
      create table call_usage (
        begins_at timestamptz primary key,
        calls int not null default 0,
        cost_usd float8 not null default 0
      ) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)`);
    // Why dispatch is paused: a person resumes it, and the count begins again.
    this.addSql('alter table dispatch_control add column limit_reached boolean not null default false');

    // When a number has room for a call, or null where it has. Those in flight may turn out not to be calls, so the number is
    // looked at again a minute later. `waiting` reminders for the number take the room before this one does.
    this.addSql(`
      create function number_full_until(my_number text, begins_at timestamptz, waiting int, number_limit int)
      returns timestamptz language plpgsql stable as $$
      declare
        days interval := waiting / number_limit * interval '24 hours';
        counted record;
      begin
        select a.outcome, a.started_at into counted
        from call_attempts a
        where ${countedOf('my_number', 'begins_at')}
        order by a.started_at desc
        offset number_limit - 1 - waiting % number_limit
        limit 1;
        if not found then return case when waiting >= number_limit then begins_at + days end; end if;
        if counted.outcome is null then return begins_at + interval '1 minute' + days; end if;
        -- A call that lies ahead was placed before the clock was set back.
        return least(counted.started_at, begins_at) + interval '24 hours' + days;
      end $$`);

    this.addSql(`
      create function claim_due_3(
        my_id uuid, my_limit int, all_limit int, ahead_ms float8, calls_per_second float8, burst int,
        my_caller_id text, my_account text, number_limit int, call_limit int, spend_limit float8,
        out claims json, out deferred int, out pause text, out pause_in_ms float8, out now_ms float8)
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
        due_by timestamptz;
        provider_limit int;
        in_flight int;
        used record;
        free_slots int;
        take int;
        taken int;
        full_numbers text[];
        spent_ms float8;
      begin
        deferred := 0;
        -- Claims take turns on the one control row. Each statement here has a snapshot of its own, so those below, which
        -- begin after the lock was granted, count every claim that was made before: the limits hold over all instances.
        select * into strict control from dispatch_control where id = 1 for update;
        now_at := clock_timestamp();
        now_ms := extract(epoch from now_at) * 1000;
        due_by := now_at + ahead_ms * interval '1 millisecond';
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

        select count(*) into in_flight from reminders where status = 'dispatching' and unresolved_since is null;
        if call_limit is not null or spend_limit is not null then
          select coalesce(sum(u.calls), 0) as calls, coalesce(sum(u.cost_usd), 0) as cost_usd into used
          from call_usage u where u.begins_at > now_at - interval '24 hours 10 minutes';
          -- Those in flight are counted already. One may turn out to be no call, so the limit is not reached before.
          if used.calls - in_flight >= call_limit then
            pause := 'call-limit';
          elsif used.cost_usd >= spend_limit then
            pause := 'spend-limit';
          end if;
          if pause is not null then return; end if;
        end if;

        -- The provider's limit counts for the account that it was named for, and for an hour.
        if control.provider_account = my_account
          and control.provider_concurrency_at > now_at - interval '1 hour'
          and control.provider_concurrency_at <= now_at + interval '1 second' then
          provider_limit := control.provider_concurrency;
        end if;
        -- A call takes a slot from its answer on. Where that lies ahead the clock was set back, and so may its end be.
        free_slots := least(my_limit, least(provider_limit, all_limit) - in_flight
          - (select count(*) from call_attempts where call_live_until > now_at and finished_at <= now_at + interval '1 second'));
        if call_limit is not null then free_slots := least(free_slots, call_limit - used.calls); end if;
        if free_slots <= 0 then
          pause := 'no-slot';
          return;
        end if;
        take := least(free_slots, burst);

        -- Walks the partial index reminders_due from its start: the cost is that of the rows taken, not of those waiting.
        -- An attempt begins when its call falls due, however far ahead it is claimed. One after an attempt whose outcome
        -- is unknown repeats that one's idempotency key, however many in between never left.
        with due as materialized (
          select id, phone_number, next_attempt_at as due_at from reminders
          where status = 'scheduled' and next_attempt_at <= due_by and retry_count < max_retry_attempts
          order by next_attempt_at, id
          limit take
          for update skip locked
        ), judged as materialized (
          -- Not by the function, which takes three times as long.
          select ranked.*, number_limit is null or waiting < number_limit and (
            select a.started_at from call_attempts a
            where ${countedOf('ranked.phone_number', 'greatest(ranked.due_at, now_at)')}
            order by a.started_at desc
            offset greatest(number_limit - 1 - waiting, 0) limit 1) is null as has_room
          from (
            select *, row_number() over (partition by phone_number order by due_at, id) - 1 as waiting from due
          ) ranked
        ), claimed as (
          update reminders r set
            status = 'dispatching',
            version = r.version + 1,
            claimed_by = my_id,
            next_attempt_at = null,
            attempt_count = r.attempt_count + 1,
            event_transaction_id = greatest(pg_current_xact_id(), r.event_transaction_id),
            updated_at = now_at
          from judged
          where r.id = judged.id and judged.has_room
          returning r.*, judged.due_at, uuid_of_now() as attempt_id, to_jsonb(r) as reminder
        ), attempt as (
          insert into call_attempts (
            id, reminder_id, number, instance_id, idempotency_key, caller_id, phone_number, started_at)
          select attempt_id, id, attempt_count, my_id, coalesce(unsettled_key, attempt_id), my_caller_id, phone_number,
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
        ) order by c.due_at, c.id), count(*),
          (select array_agg(distinct j.phone_number) from judged j where not j.has_room)
        into claims, taken, full_numbers
        from claimed c join attempt a on a.reminder_id = c.id;

        if call_limit is not null and taken > 0 then
          insert into call_usage as u (begins_at, calls) values (date_bin('10 minutes', now_at, 'epoch'), taken)
          on conflict (begins_at) do update set calls = u.calls + excluded.calls;
        end if;
        if full_numbers is not null then
          deferred := defer_calls(full_numbers, now_at, due_by, number_limit);
        end if;

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
        -- What was deferred took the place of others that may be due.
        if taken = my_limit or deferred > 0 then return; end if;
        if taken = free_slots then
          pause := 'no-slot';
          return;
        end if;
        pause := 'nothing-due';
        select extract(epoch from min(next_attempt_at) - clock_timestamp()) * 1000 - ahead_ms into pause_in_ms
        from reminders where status = 'scheduled';
      end
      $$`);

    // Moves what is due for these numbers to when they have room. Of the first 500 that are due, so that a claim stays short
    // however many wait for a number: the rest is for the claims that follow at once.
    this.addSql(`
      create function defer_calls(numbers text[], now_at timestamptz, due_by timestamptz, number_limit int)
      returns int language plpgsql volatile as $$
      declare
        deferred int;
      begin
        with due as materialized (
          select id, version, phone_number, next_attempt_at as due_at from reminders
          where status = 'scheduled' and next_attempt_at <= due_by
          order by next_attempt_at, id
          limit 500
        ), judged as materialized (
          select id, version, number_full_until(
            phone_number, greatest(due_at, now_at),
            (row_number() over (partition by phone_number order by due_at, id))::int - 1, number_limit) as full_until
          from due
          where phone_number = any (numbers)
        ), locked as materialized (
          select r.id, judged.full_until from judged join reminders r on r.id = judged.id
          where judged.full_until is not null and r.version = judged.version and r.status = 'scheduled'
          for update of r skip locked
        ), deferred_reminder as (
          update reminders r set
            next_attempt_at = locked.full_until,
            deferral = 'too-many-calls',
            version = r.version + 1,
            event_transaction_id = greatest(pg_current_xact_id(), r.event_transaction_id),
            updated_at = now_at
          from locked
          where r.id = locked.id
          returning r.event_transaction_id, r.id, to_jsonb(r) as reminder
        ), event as (
          insert into reminder_events (transaction_id, reminder_id, previous_status, reminder)
          select event_transaction_id, id, 'scheduled', reminder from deferred_reminder
        )
        select count(*) into deferred from deferred_reminder;
        return deferred;
      end $$`);
  }

  override down(): void {
    this.addSql('drop function claim_due_3');
    this.addSql('drop function defer_calls');
    this.addSql('drop function number_full_until');
    this.addSql('alter table dispatch_control drop column limit_reached');
    this.addSql('drop table call_usage');
    this.addSql('drop index call_attempts_of_number');
    this.addSql('alter table call_attempts drop column phone_number');
    this.addSql('drop trigger reminders_deferral_over on reminders');
    this.addSql('drop function clear_deferral');
    this.addSql('alter table reminders drop column deferral');
  }
}

/** The attempts that count for a number at an instant: from their claim on, unless no phone rang for certain. */
function countedOf(phoneNumber: string, at: string): string {
  return `a.phone_number = ${phoneNumber} and a.started_at > ${at} - interval '24 hours'
            and (a.outcome is null or a.outcome in ('placed', 'unknown')) and a.never_rang is not true`;
}

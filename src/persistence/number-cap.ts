import type { SqlEntityManager } from '@mikro-orm/sql';
import { tooManyCalls } from '../reminders/call-rules.ts';
import type { ReminderStatus } from '../reminders/lifecycle.ts';
import type { Invalid } from '../reminders/problem.ts';
import type { ReminderDraft } from '../reminders/reminder-draft.ts';
import { issue } from '../reminders/reminder-draft.ts';
import type { Transition } from '../reminders/transition.ts';
import { run } from './statement.ts';

/** Any number that nothing else in the database uses as the first half of its advisory locks. */
const NUMBER_LOCKS = 730_519;

// Whoever adds to a number's days takes turns, until the end of its transaction. In the order of their keys, so that two
// batches with the same numbers never deadlock; two numbers with one key only wait for each other.
const takeTurnSql = `
  select pg_advisory_xact_lock(${NUMBER_LOCKS}, key)
  from (select distinct hashtext(number) as key from unnest($1::text[]) as n (number) order by key) keys`;

// A statement after the lock was granted, so that it sees what those before committed. By reminders_by_phone_number.
const countSql = `
  select n.number, n.day, count(r.id)::int as count
  from unnest($1::text[], $2::text[]) as n (number, day)
  left join reminders r on r.phone_number = n.number and r.status <> 'cancelled' and r.id is distinct from $3::uuid
    and r.scheduled_time >= n.day::timestamp at time zone 'UTC'
    and r.scheduled_time < (n.day::timestamp + interval '1 day') at time zone 'UTC'
  group by n.number, n.day`;

// Locked first, so that no other change of it comes in between and makes it one of another number or day.
const currentSql = `
  select phone_number, to_json(scheduled_time) as scheduled_time, status, version
  from reminders where id = $1::uuid for update`;

interface CurrentRow {
  readonly phone_number: string;
  readonly scheduled_time: string;
  readonly status: ReminderStatus;
  readonly version: number;
}

interface NumberDay {
  readonly number: string;
  readonly day: string;
}
const keyOf = ({ number, day }: NumberDay) => `${number} ${day}`;
const dayOf = (time: Date) => time.toISOString().slice(0, 10);

/** Counts what there is on these days, and keeps everybody else from adding to them until the transaction ends. */
async function countInTurn(tx: SqlEntityManager, days: readonly NumberDay[], except: string | null = null) {
  const numbers = [...new Set(days.map(({ number }) => number))];
  await run(tx, takeTurnSql, [numbers]);
  const distinct = [...new Map(days.map((each) => [keyOf(each), each])).values()];
  const parameters = [distinct.map(({ number }) => number), distinct.map(({ day }) => day), except];
  const rows = await run<NumberDay & { readonly count: number }>(tx, countSql, parameters);
  return new Map(rows.map((row) => [keyOf(row), row.count]));
}

/**
 * Which of these drafts, by id, are one too many. `isRepeat` is asked once nobody else can add: a repeat under its
 * idempotency key adds nothing.
 */
export async function refuseBeyondCap(
  tx: SqlEntityManager,
  drafts: readonly ReminderDraft[],
  { limit, isRepeat }: { readonly limit: number; readonly isRepeat: () => Promise<(key: string) => boolean> },
): Promise<ReadonlyMap<string, Invalid>> {
  const dayOfDraft = (draft: ReminderDraft) => ({
    number: draft.phoneNumber,
    day: dayOf(draft.scheduledTime),
  });
  const counts = await countInTurn(tx, drafts.map(dayOfDraft));
  const isKnown = await isRepeat();
  const keys = new Set<string>();
  const refused = new Map<string, Invalid>();
  for (const draft of drafts) {
    const key = draft.idempotency?.key;
    if (key !== undefined && (keys.has(key) || isKnown(key))) continue;
    const at = dayOfDraft(draft);
    const count = counts.get(keyOf(at)) ?? 0;
    if (count >= limit) {
      refused.set(draft.id, refusal(count, at.day, limit));
      continue;
    }
    counts.set(keyOf(at), count + 1);
    if (key !== undefined) keys.add(key);
  }
  return refused;
}

/** Why a transition may not bring its reminder into the day that it would; `null`: it may, or brings it nowhere new. */
export async function refuseMoveBeyondCap(
  tx: SqlEntityManager,
  { reminderId, from, to, expectedVersion, changes }: Transition,
  limit: number,
): Promise<Invalid | null> {
  if (to !== 'scheduled') return null;
  const [current] = await run<CurrentRow>(tx, currentSql, [reminderId]);
  // What cannot be applied at all is told by whoever applies it.
  if (!current || !from.includes(current.status)) return null;
  if (expectedVersion !== null && expectedVersion !== current.version) return null;
  const before = { number: current.phone_number, day: dayOf(new Date(current.scheduled_time)) };
  const after = {
    number: changes.phoneNumber ?? before.number,
    day: changes.scheduledTime ? dayOf(changes.scheduledTime) : before.day,
  };
  // It has been counted there all the time.
  if (current.status !== 'cancelled' && keyOf(before) === keyOf(after)) return null;
  const count = (await countInTurn(tx, [after], reminderId)).get(keyOf(after)) ?? 0;
  return count < limit ? null : refusal(count, after.day, limit);
}

function refusal(count: number, day: string, limit: number): Invalid {
  const { code, message } = tooManyCalls(count, day, limit);
  return { kind: 'invalid', issues: [issue(code, message, 'phoneNumber')] };
}

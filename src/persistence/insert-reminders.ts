import { setImmediate } from 'node:timers/promises';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Invalid } from '../reminders/problem.ts';
import type { Reminder } from '../reminders/reminder.ts';
import type { ReminderDraft } from '../reminders/reminder-draft.ts';
import type { InsertResult } from '../reminders/reminder-store.ts';
import { refuseBeyondCap } from './number-cap.ts';
import { type ReminderJson, reminderFromJson } from './reminder-row.ts';
import { run } from './statement.ts';

// A key that is taken, by an earlier request or by a row above, leaves its row out: findEarlier answers for it.
// Keys are taken in their order, so that two batches with the same ones wait for each other and never deadlock.
const insertSql = `
  with draft as (
    select * from json_to_recordset($1::json) as d (
      id uuid, phone_number text, message text, scheduled_time timestamptz(3), max_retry_attempts smallint,
      idempotency_key text, idempotency_fingerprint text, traceparent text)
  ), inserted as (
    insert into reminders as r (
      id, phone_number, message, scheduled_time, status, next_attempt_at, max_retry_attempts,
      idempotency_key, idempotency_fingerprint, traceparent)
    select id, phone_number, message, scheduled_time, 'scheduled', scheduled_time, max_retry_attempts,
      idempotency_key, idempotency_fingerprint, traceparent
    from draft
    order by idempotency_key, id
    on conflict (idempotency_key) do nothing
    returning r.id, r.created_at, to_jsonb(r) as reminder
  ), event as (
    insert into reminder_events (reminder_id, previous_status, reminder)
    select id, null, reminder from inserted
  )
  select id, to_json(created_at) as created_at from inserted`;

const findEarlierSql = `
  select to_jsonb(r) as reminder, r.idempotency_key as key, r.idempotency_fingerprint as fingerprint
  from reminders r
  where r.idempotency_key = any ($1::text[])`;

interface InsertedRow {
  readonly id: string;
  readonly created_at: string;
}

interface Earlier {
  readonly reminder: ReminderJson;
  readonly key: string;
  readonly fingerprint: string;
}

export interface InsertOptions {
  readonly allOrNothing: boolean;
  /** How many reminders one number may have on one day (UTC); `null`: any number of them. */
  readonly perNumberAndDay: number | null;
  /** How many rows one statement inserts. The event loop has a turn between two of them. */
  readonly rowsAtOnce: number;
}

/** Thrown inside the transaction to undo it. */
const nothingStands = Symbol('nothing stands');

export async function insertReminders(
  em: SqlEntityManager,
  drafts: readonly ReminderDraft[],
  { allOrNothing, ...options }: InsertOptions,
): Promise<InsertResult[]> {
  let results: InsertResult[] = [];
  try {
    await em.transactional(async (tx) => {
      results = await insertAll(tx, drafts, options);
      const isRefused = ({ kind }: InsertResult) => kind === 'conflict' || kind === 'invalid';
      if (allOrNothing && results.some(isRefused)) throw nothingStands;
    });
  } catch (error) {
    if (error !== nothingStands) throw error;
  }
  return results;
}

async function insertAll(
  tx: SqlEntityManager,
  drafts: readonly ReminderDraft[],
  { perNumberAndDay: limit, rowsAtOnce }: Omit<InsertOptions, 'allOrNothing'>,
): Promise<InsertResult[]> {
  const refused =
    limit === null
      ? new Map<string, Invalid>()
      : await refuseBeyondCap(tx, drafts, { limit, isRepeat: () => knownKeys(tx, drafts) });
  const admitted = drafts.filter(({ id }) => !refused.has(id));
  const inserted = new Map<string, Date>();
  for (let at = 0; at < admitted.length; at += rowsAtOnce) {
    if (at > 0) await setImmediate();
    const some = admitted.slice(at, at + rowsAtOnce).map(toRow);
    const rows = await run<InsertedRow>(tx, insertSql, [JSON.stringify(some)]);
    for (const row of rows) inserted.set(row.id, new Date(row.created_at));
  }
  const keys = admitted.flatMap(({ id, idempotency }) =>
    idempotency && !inserted.has(id) ? [idempotency.key] : [],
  );
  const earlier = new Map((await findEarlier(tx, keys)).map((row) => [row.key, row]));

  return drafts.map((draft): InsertResult => {
    const { id, idempotency } = draft;
    const refusal = refused.get(id);
    if (refusal) return refusal;
    const createdAt = inserted.get(id);
    if (createdAt) return { kind: 'inserted', reminder: toReminder(draft, createdAt) };
    const before = idempotency && earlier.get(idempotency.key);
    if (!before) throw new Error(`Reminder ${id} was neither inserted nor kept out by its idempotency key.`);
    if (before.fingerprint !== idempotency.fingerprint)
      return { kind: 'conflict', idempotencyKey: idempotency.key };
    return { kind: 'replayed', reminder: reminderFromJson(before.reminder) };
  });
}

async function knownKeys(tx: SqlEntityManager, drafts: readonly ReminderDraft[]) {
  const keys = drafts.flatMap(({ idempotency }) => (idempotency ? [idempotency.key] : []));
  const known = new Set((await findEarlier(tx, keys)).map(({ key }) => key));
  return (key: string) => known.has(key);
}

/** The reminders that were created under these idempotency keys. */
export async function findEarlier(
  em: SqlEntityManager,
  keys: readonly string[],
): Promise<readonly Earlier[]> {
  return keys.length === 0 ? [] : run<Earlier>(em, findEarlierSql, [keys]);
}

/** A row as it was just inserted. To have a thousand of them sent back and read took a tenth of all that it costs to create them. */
function toReminder(draft: ReminderDraft, createdAt: Date): Reminder {
  const { id, phoneNumber, message, scheduledTime, maxRetryAttempts } = draft;
  return {
    id,
    phoneNumber,
    message,
    scheduledTime,
    status: 'scheduled',
    retryCount: 0,
    maxRetryAttempts,
    attemptCount: 0,
    nextAttemptAt: scheduledTime,
    deferral: null,
    lastRunAt: null,
    callSid: null,
    callResult: null,
    failureReason: null,
    version: 1,
    createdAt,
    updatedAt: createdAt,
  };
}

function toRow(draft: ReminderDraft) {
  return {
    id: draft.id,
    phone_number: draft.phoneNumber,
    message: draft.message,
    scheduled_time: draft.scheduledTime,
    max_retry_attempts: draft.maxRetryAttempts,
    idempotency_key: draft.idempotency?.key ?? null,
    idempotency_fingerprint: draft.idempotency?.fingerprint ?? null,
    traceparent: draft.traceparent ?? null,
  };
}

import { limits } from './limits.ts';
import type { IdempotencyConflict, Invalid, ValidationIssue } from './problem.ts';
import type { Reminder } from './reminder.ts';
import {
  type CreateReminderRequest,
  checkMaxRetryAttempts,
  checkMessage,
  checkPhoneNumber,
  checkScheduledTime,
  checkText,
  fingerprint,
  issue,
  type ReminderDraft,
} from './reminder-draft.ts';
import type { InsertResult } from './reminder-store.ts';
import type { UseCaseContext } from './use-case-context.ts';

export interface Created {
  readonly kind: 'created';
  readonly reminder: Reminder;
}
export type CreateReminderResult = Created | Invalid | IdempotencyConflict;

export interface CreatedMany {
  readonly kind: 'created-many';
  /** How many reminders exist because of this request that did not before. */
  readonly created: number;
  /** One for each row, in order. */
  readonly results: readonly CreateReminderResult[];
}

export async function createReminder(
  context: UseCaseContext,
  request: CreateReminderRequest,
): Promise<CreateReminderResult> {
  const [checked] = await refuse(context, [await check(context, request)]);
  if (checked?.kind !== 'draft') return checked ?? { kind: 'invalid', issues: [] };
  const [result] = await insert(context, [checked.draft], false);
  if (!result) throw new Error('The store answered nothing for one draft.');
  return fromInsert(result);
}

/**
 * Creates up to 1,000 reminders in one transaction. `reject-everything`: any row that cannot be created rejects
 * all, and every issue of every row is answered. `reject-failed-rows`: the others are created.
 */
export async function createReminders(
  context: UseCaseContext,
  requests: readonly CreateReminderRequest[],
  errorPolicy: 'reject-everything' | 'reject-failed-rows',
): Promise<CreatedMany | Invalid> {
  if (requests.length > limits.bulkSize) {
    const message = `${requests.length} reminders were given; at most ${limits.bulkSize} can be created at once.`;
    return { kind: 'invalid', issues: [issue('TOO_MANY', message, 'reminders')] };
  }
  const allOrNothing = errorPolicy === 'reject-everything';
  const checked = await refuse(
    context,
    await Promise.all(requests.map((request) => check(context, request))),
  );
  if (allOrNothing) {
    const issues = checked.flatMap((row, index) => (row.kind === 'created' ? [] : issuesOfRow(row, index)));
    if (issues.length > 0) return { kind: 'invalid', issues };
  }

  const drafts = checked.flatMap((row) => (row.kind === 'draft' ? [row.draft] : []));
  const inserted = await insert(context, drafts, allOrNothing);
  let next = 0;
  const results = checked.map((row): CreateReminderResult => {
    if (row.kind !== 'draft') return row;
    const result = inserted[next++];
    if (!result) throw new Error('The store answered fewer results than drafts.');
    return fromInsert(result);
  });
  if (allOrNothing) {
    const issues = results.flatMap((row, index) => (row.kind === 'created' ? [] : issuesOfRow(row, index)));
    if (issues.length > 0) return { kind: 'invalid', issues };
  }
  return { kind: 'created-many', created: inserted.filter((row) => row.kind === 'inserted').length, results };
}

/**
 * What keeps each of these from being created, in order: none where nothing does. Nothing is created, and whether
 * an idempotency key was used before is not asked.
 */
export async function checkReminders(
  context: UseCaseContext,
  requests: readonly CreateReminderRequest[],
): Promise<(readonly ValidationIssue[])[]> {
  const read = requests.map((request) => readDraft(context, request));
  const drafts = read.flatMap((row) => (row.kind === 'draft' ? [row.draft] : []));
  const refusals = drafts.length > 0 ? ((await context.refuseCalls?.(drafts)) ?? []) : [];
  let next = 0;
  return read.map((row) => {
    if (row.kind !== 'draft') return row.issues;
    const refusal = refusals[next++];
    return refusal ? [issue(refusal.code, refusal.message, 'phoneNumber')] : [];
  });
}

type Draft = { readonly kind: 'draft'; readonly draft: ReminderDraft };
type Check = Draft | CreateReminderResult;

async function check(context: UseCaseContext, request: CreateReminderRequest): Promise<Check> {
  const read = readDraft(context, request);
  return read.kind === 'draft' ? read : ((await findReplay(context, request, read.issues)) ?? read);
}

function readDraft(context: UseCaseContext, request: CreateReminderRequest): Draft | Invalid {
  const budget = request.maxRetryAttempts ?? context.maxRetryAttempts;
  const key = request.idempotencyKey ?? null;
  const phoneNumber = checkPhoneNumber(request.phoneNumber);
  const message = checkMessage(request.message);
  const scheduledTime = checkScheduledTime(request.scheduledTime, context.now());
  const maxRetryAttempts = checkMaxRetryAttempts(budget);
  const issues = [
    ...phoneNumber.issues,
    ...message.issues,
    ...scheduledTime.issues,
    ...maxRetryAttempts.issues,
    ...(key === null ? [] : checkText(key, 'idempotencyKey', limits.idempotencyKeyLength)),
  ];
  if (issues.length > 0) return { kind: 'invalid', issues };
  const draft: ReminderDraft = {
    id: context.newId(),
    phoneNumber: phoneNumber.value,
    message: message.value,
    scheduledTime: scheduledTime.value,
    maxRetryAttempts: maxRetryAttempts.value,
    idempotency: key === null ? null : { key, fingerprint: fingerprint(request) },
  };
  return { kind: 'draft', draft };
}

/** What may not be rung is refused, unless it is the repeat of a request that was taken when it still might. */
async function refuse(context: UseCaseContext, checked: readonly Check[]): Promise<Check[]> {
  const drafts = checked.flatMap((row) => (row.kind === 'draft' ? [row.draft] : []));
  const refusals = drafts.length > 0 ? ((await context.refuseCalls?.(drafts)) ?? []) : [];
  let next = 0;
  return Promise.all(
    checked.map(async (row): Promise<Check> => {
      const refusal = row.kind === 'draft' ? refusals[next++] : null;
      if (row.kind !== 'draft' || !refusal) return row;
      const earlier =
        row.draft.idempotency && (await context.store.findByIdempotencyKey(row.draft.idempotency.key));
      if (earlier?.fingerprint === row.draft.idempotency?.fingerprint && earlier) {
        return { kind: 'created', reminder: earlier.reminder };
      }
      return { kind: 'invalid', issues: [issue(refusal.code, refusal.message, 'phoneNumber')] };
    }),
  );
}

/** A client that repeats its request minutes later gets its answer, though by now the time lies in the past. */
async function findReplay(
  context: UseCaseContext,
  request: CreateReminderRequest,
  issues: readonly ValidationIssue[],
): Promise<Created | null> {
  if (request.idempotencyKey == null || issues.some(({ code }) => code !== 'TIME_IN_PAST')) return null;
  const earlier = await context.store.findByIdempotencyKey(request.idempotencyKey);
  return earlier?.fingerprint === fingerprint(request)
    ? { kind: 'created', reminder: earlier.reminder }
    : null;
}

async function insert(
  context: UseCaseContext,
  drafts: readonly ReminderDraft[],
  allOrNothing: boolean,
): Promise<InsertResult[]> {
  if (drafts.length === 0) return [];
  const results = await context.store.insert(drafts, { allOrNothing });
  if (allOrNothing && results.some(({ kind }) => kind === 'conflict' || kind === 'invalid')) return results;
  const dueAt = results.flatMap((row) =>
    row.kind === 'inserted' ? [row.reminder.scheduledTime.getTime()] : [],
  );
  if (dueAt.length > 0) context.onScheduled(new Date(Math.min(...dueAt)));
  return results;
}

function fromInsert(result: InsertResult): CreateReminderResult {
  if (result.kind === 'conflict')
    return { kind: 'idempotency-conflict', idempotencyKey: result.idempotencyKey };
  if (result.kind === 'invalid') return result;
  return { kind: 'created', reminder: result.reminder };
}

function issuesOfRow(row: Exclude<Check, Created>, index: number): ValidationIssue[] {
  const path = ['reminders', String(index)];
  if (row.kind === 'invalid') return row.issues.map((each) => ({ ...each, path: [...path, ...each.path] }));
  if (row.kind === 'draft') return [];
  const message = `The idempotency key "${row.idempotencyKey}" was used before with another payload.`;
  return [issue('IDEMPOTENCY_CONFLICT', message, ...path, 'idempotencyKey')];
}

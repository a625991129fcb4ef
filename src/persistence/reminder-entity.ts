import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { CallResult } from '../reminders/call-report.ts';
import type { ReminderStatus } from '../reminders/lifecycle.ts';
import type { Deferral } from '../reminders/reminder.ts';

/** The row of a reminder: the domain's fields, and the two that only the store needs. */
export const ReminderEntity = defineEntity({
  name: 'Reminder',
  tableName: 'reminders',
  properties: {
    id: p.uuid().primary(),
    phoneNumber: p.text(),
    message: p.text(),
    scheduledTime: p.datetime(3),
    status: p.text().$type<ReminderStatus>(),
    retryCount: p.smallint().default(0),
    maxRetryAttempts: p.smallint(),
    attemptCount: p.integer().default(0),
    nextAttemptAt: p.datetime(3).nullable(),
    deferral: p.text().$type<Deferral>().nullable(),
    lastRunAt: p.datetime(3).nullable(),
    callSid: p.text().nullable(),
    callResult: p.text().$type<CallResult>().nullable(),
    failureReason: p.text().nullable(),
    version: p.integer().default(1),
    createdAt: p.datetime(3).defaultRaw('now()'),
    updatedAt: p.datetime(3).defaultRaw('now()'),
    /** The instance that rings it now. */
    claimedBy: p.uuid().nullable(),
    /** Attempts in a row that the provider had no room for. They spent no budget; the wait grows with them. */
    freeAttempts: p.smallint().default(0),
    /** Since when the provider has not been able to say whether the attempt became a call. Holds no slot. */
    unresolvedSince: p.datetime(3).nullable(),
    /** The key of an attempt whose outcome is not known: sent again by those that follow, so that one call comes of all. */
    unsettledKey: p.uuid().nullable(),
    /** Where its newest event stands in the log; the next one stands there or later. */
    eventTransactionId: p.string().columnType('xid8').defaultRaw('pg_current_xact_id()'),
    idempotencyKey: p.text().nullable(),
    idempotencyFingerprint: p.text().nullable(),
    /** The trace of the request that last asked for it to be rung. */
    traceparent: p.text().nullable(),
  },
});

export type ReminderRow = InferEntity<typeof ReminderEntity>;

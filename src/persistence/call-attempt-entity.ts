import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { CallOutcomeKind } from '../reminders/call-outcome.ts';
import type { CallResult, CallStatus } from '../reminders/call-report.ts';

export const CallAttemptEntity = defineEntity({
  name: 'CallAttempt',
  tableName: 'call_attempts',
  properties: {
    id: p.uuid().primary(),
    reminderId: p.uuid(),
    number: p.integer(),
    /** The instance that made it. */
    instanceId: p.uuid(),
    idempotencyKey: p.uuid(),
    /** The provider's id of the caller ID that it was placed with. */
    callerId: p.text().nullable(),
    /** The number that it calls; `null` in attempts from before it was kept. */
    phoneNumber: p.text().nullable(),
    startedAt: p.datetime(3),
    finishedAt: p.datetime(3).nullable(),
    outcome: p.text().$type<CallOutcomeKind>().nullable(),
    httpStatus: p.smallint().nullable(),
    callSid: p.text().nullable(),
    failureReason: p.text().nullable(),
    providerCallId: p.text().nullable(),
    callStatus: p.text().$type<CallStatus>().nullable(),
    callResult: p.text().$type<CallResult>().nullable(),
    endedReason: p.text().nullable(),
    neverRang: p.boolean().nullable(),
    callStartedAt: p.datetime(3).nullable(),
    callAnsweredAt: p.datetime(3).nullable(),
    callEndedAt: p.datetime(3).nullable(),
    costUsd: p.double().$type<number>().nullable(),
    /** Until when the call takes a slot, unless its end is heard of before. */
    callLiveUntil: p.datetime(3).nullable(),
    /** When the provider last told of the call, or was asked. */
    callQuietSince: p.datetime(3).nullable(),
  },
});

export type CallAttemptRow = InferEntity<typeof CallAttemptEntity>;

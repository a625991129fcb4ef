import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

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
    startedAt: p.datetime(3),
    finishedAt: p.datetime(3).nullable(),
    outcome: p.text().$type<'placed' | 'refused' | 'rejected' | 'unknown'>().nullable(),
    httpStatus: p.smallint().nullable(),
    callSid: p.text().nullable(),
    failureReason: p.text().nullable(),
  },
});

export type CallAttemptRow = InferEntity<typeof CallAttemptEntity>;

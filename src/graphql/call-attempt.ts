import type { CallAttempt } from '../reminders/call-attempt.ts';
import { builder } from './builder.ts';
import { CallResultType, CallStatusType } from './call-result.ts';
import { encodeGlobalId } from './global-id.ts';
import { NodeType } from './node.ts';

const CallOutcomeType = builder.enumType('CallOutcome', {
  description: 'What came of one attempt at ringing.',
  values: {
    PLACED: { value: 'placed', description: 'The provider took the call.' },
    REFUSED: { value: 'refused', description: 'Certainly not placed; it may be placed later.' },
    REJECTED: { value: 'rejected', description: 'Certainly not placed, and never will be as it is.' },
    UNKNOWN: {
      value: 'unknown',
      description: 'The request left and nothing says what came of it: it may have rung.',
    },
  },
});

export const CallAttemptType = builder.objectRef<CallAttempt>('CallAttempt').implement({
  description: 'One attempt at ringing, written before the request leaves and settled after.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({
      description: 'The global id.',
      resolve: ({ id }) => encodeGlobalId('CallAttempt', id),
    }),
    number: t.exposeInt('number', {
      description: 'Which attempt of its reminder it is: 1, 2, 3, … over the reminder’s whole life.',
    }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it began.' }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When its outcome was recorded; null while it is in flight.',
    }),
    outcome: t.expose('outcome', {
      type: CallOutcomeType,
      nullable: true,
      description: 'What came of it; null while it is in flight.',
    }),
    httpStatus: t.exposeInt('httpStatus', {
      nullable: true,
      description: 'The HTTP status of the provider’s last answer; null if there was none.',
    }),
    callSid: t.exposeString('callSid', {
      nullable: true,
      description: 'The provider’s id of the call; null if no call was placed, or its answer named none.',
    }),
    failureReason: t.exposeString('failureReason', {
      nullable: true,
      description: 'Why no call was placed, or why that is not known; null if one was placed.',
    }),
    providerCallId: t.exposeString('providerCallId', {
      nullable: true,
      description: 'The provider’s own id of the call; null where calls are not followed.',
    }),
    callStatus: t.expose('callStatus', {
      type: CallStatusType,
      nullable: true,
      description: 'How far the call got, as last heard; null where nothing was heard.',
    }),
    result: t.expose('callResult', {
      type: CallResultType,
      nullable: true,
      description: 'What came of the call; null until it ended, and where calls are not followed.',
    }),
    endedReason: t.exposeString('endedReason', {
      nullable: true,
      description: 'Why the call ended, in the provider’s own word; null where it gave none.',
    }),
    callStartedAt: t.expose('callStartedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the call began, by the provider’s clock; null where it did not say.',
    }),
    callAnsweredAt: t.expose('callAnsweredAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the call was taken; null if it was not, or that was not heard of.',
    }),
    callEndedAt: t.expose('callEndedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the call ended; null until that is heard of.',
    }),
    durationSeconds: t.float({
      nullable: true,
      description:
        'How long the call lasted, in seconds, from its beginning to its end; null until both are known.',
      resolve: ({ callStartedAt, callEndedAt }) =>
        callStartedAt && callEndedAt && Math.max(0, callEndedAt.getTime() - callStartedAt.getTime()) / 1_000,
    }),
    costUsd: t.exposeFloat('costUsd', {
      nullable: true,
      description: 'What the provider charges for the call, in US dollars; null until it says so.',
    }),
  }),
});

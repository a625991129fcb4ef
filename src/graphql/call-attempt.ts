import type { CallAttempt } from '../reminders/call-attempt.ts';
import { builder } from './builder.ts';
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
  }),
});

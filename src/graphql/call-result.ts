import { builder } from './builder.ts';

export const CallResultType = builder.enumType('CallResult', {
  description: 'What came of a call that was placed, however the provider words it.',
  values: {
    ANSWERED: { value: 'answered', description: 'A person took the call.' },
    VOICEMAIL: { value: 'voicemail', description: 'A mailbox took the call.' },
    CUT_SHORT: {
      value: 'cut-short',
      description: 'A person took the call, and it ended before its message can have been said.',
    },
    NO_ANSWER: { value: 'no-answer', description: 'Nobody took the call.' },
    BUSY: { value: 'busy', description: 'The line was busy, or the call was declined.' },
    UNREACHABLE: { value: 'unreachable', description: 'The number, or the way to it, does not work.' },
    CANCELLED: { value: 'cancelled', description: 'Somebody ended the call before it was taken.' },
    CAPACITY: { value: 'capacity', description: 'The provider had no room for the call.' },
    CONFIGURATION: {
      value: 'configuration',
      description:
        'The provider’s account or settings do not allow the call: no other will go through until that is mended.',
    },
    PROVIDER_FAULT: { value: 'provider-fault', description: 'The provider failed.' },
    OTHER: { value: 'other', description: 'Nothing of the above is known for certain.' },
  },
});

export const CallStatusType = builder.enumType('CallStatus', {
  description: 'How far a placed call got.',
  values: {
    SCHEDULED: { value: 'scheduled', description: 'The provider will begin with it later.' },
    QUEUED: { value: 'queued', description: 'It waits at the provider.' },
    RINGING: { value: 'ringing', description: 'The phone rings.' },
    IN_PROGRESS: { value: 'in-progress', description: 'It was taken.' },
    FORWARDING: { value: 'forwarding', description: 'It is being handed on to another number.' },
    ENDED: { value: 'ended', description: 'It is over.' },
  },
});

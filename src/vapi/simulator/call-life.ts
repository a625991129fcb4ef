import type { Behaviour } from './behaviour.ts';

/** What becomes of a call that was taken. */
export interface CallLife {
  /** The statuses that it goes through before it ends. */
  readonly through: readonly ('ringing' | 'in-progress')[];
  readonly endedReason: string;
}

const answered: CallLife = {
  through: ['ringing', 'in-progress'],
  endedReason: 'assistant-said-end-call-phrase',
};

const lives: Partial<Readonly<Record<Behaviour, CallLife>>> = {
  voicemail: { through: ['ringing', 'in-progress'], endedReason: 'voicemail' },
  'no-answer': { through: ['ringing'], endedReason: 'customer-did-not-answer' },
  busy: { through: ['ringing'], endedReason: 'customer-busy' },
  unreachable: { through: [], endedReason: 'twilio-failed-to-connect-call' },
  'blocked-in-answer': {
    through: [],
    endedReason: 'call.start.error-subscription-concurrency-limit-reached',
  },
  'no-room': { through: [], endedReason: 'call.start.error-subscription-concurrency-limit-reached' },
  'out-of-credit': { through: [], endedReason: 'call.start.error-subscription-insufficient-credits' },
  'fault-before-ring': { through: [], endedReason: 'call.start.error-vapifault-database-error' },
  'hung-up-early': { through: ['ringing', 'in-progress'], endedReason: 'customer-ended-call' },
  'fault-after-answer': {
    through: ['ringing', 'in-progress'],
    endedReason: 'call.in-progress.error-vapifault-worker-died',
  },
};

export function lifeOf(behaviour: Behaviour): CallLife {
  return lives[behaviour] ?? answered;
}

/** Whether somebody's phone makes a noise. */
export function rings({ through }: CallLife): boolean {
  return through.includes('ringing');
}

import {
  type ConcurrencyLimit,
  type DispatcherInstance,
  type DispatcherStatus,
  OVERDUE_LIMIT,
} from '../reminders/dispatch-store.ts';
import { builder } from './builder.ts';

const DispatcherInstanceType = builder.objectRef<DispatcherInstance>('DispatcherInstance').implement({
  description: 'One Bellhop process that rings reminders.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id, new at every start. Not a global id.' }),
    hostname: t.exposeString('hostname', { description: 'The machine it runs on.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it started.' }),
    heartbeatAt: t.expose('heartbeatAt', {
      type: 'DateTime',
      description: 'When it was last known to be alive, by the database’s clock.',
    }),
    inFlight: t.exposeInt('inFlight', { description: 'How many reminders it is ringing now.' }),
  }),
});

const ConcurrencyLimitType = builder.objectRef<ConcurrencyLimit>('ConcurrencyLimit').implement({
  description: 'How many calls the provider allows at once. Forgotten an hour after it was last confirmed.',
  fields: (t) => ({
    calls: t.exposeInt('calls', { description: 'Calls that may be up at once.' }),
    account: t.exposeString('account', {
      description: 'A fingerprint of the account and wire format that it counts for. Others ignore it.',
    }),
    confirmedAt: t.expose('confirmedAt', {
      type: 'DateTime',
      description: 'When the provider last named it, to the minute.',
    }),
  }),
});

export const DispatcherType = builder.objectRef<DispatcherStatus>('Dispatcher').implement({
  description: 'How ringing is going, over all instances.',
  fields: (t) => ({
    paused: t.exposeBoolean('paused', {
      description:
        'Whether it is paused: by a person, a rejected key, an unpaid bill or a daily limit. Calls begin again once a person resumes it.',
    }),
    pauseReason: t.exposeString('pauseReason', {
      nullable: true,
      description: 'Why it is paused; null if it is not, or no reason was given.',
    }),
    simulated: t.boolean({
      description: 'Whether calls go to the simulator, so that no phone rings.',
      resolve: (_status, _args, { simulated }) => simulated,
    }),
    nextDueAt: t.expose('nextDueAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The earliest instant at which something falls due; null if nothing waits.',
    }),
    overdue: t.exposeInt('overdue', {
      description: `How many reminders are due now and not yet claimed; counted up to ${OVERDUE_LIMIT}.`,
    }),
    inFlight: t.exposeInt('inFlight', {
      description: 'How many reminders are claimed and being rung, over all instances.',
    }),
    unresolved: t.exposeInt('unresolved', {
      description:
        'How many attempts wait for the provider to say whether they became calls. They hold no slot, and are not called again.',
    }),
    throttledUntil: t.expose('throttledUntil', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when the provider asked to wait, 15 minutes at most; null if it did not.',
    }),
    concurrencyLimit: t.expose('concurrencyLimit', {
      type: ConcurrencyLimitType,
      nullable: true,
      description:
        'The provider’s own limit, beside DISPATCH_CONCURRENCY; null if it named none within an hour.',
    }),
    clockSetBackSeconds: t.float({
      description: 'By how much the database’s clock was set back, while that still matters; else 0.',
      resolve: ({ clockSetBackMs }) => clockSetBackMs / 1_000,
    }),
    instances: t.field({
      type: [DispatcherInstanceType],
      description: 'The instances that ring and are alive; those that only serve the API are not among them.',
      resolve: ({ instances }) => instances,
    }),
  }),
});

builder.queryField('dispatcher', (t) =>
  t.field({
    type: DispatcherType,
    scope: 'read',
    description: 'How ringing is going, over all instances.',
    resolve: (_root, _args, { dispatch }) => dispatch.status(),
  }),
);

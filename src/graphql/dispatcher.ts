import {
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

export const DispatcherType = builder.objectRef<DispatcherStatus>('Dispatcher').implement({
  description: 'How ringing is going, over all instances.',
  fields: (t) => ({
    paused: t.exposeBoolean('paused', { description: 'Whether a person paused it: nothing new is rung.' }),
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

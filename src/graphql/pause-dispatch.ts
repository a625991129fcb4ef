import type { DispatcherStatus } from '../reminders/dispatch-store.ts';
import { limits } from '../reminders/limits.ts';
import { checkText } from '../reminders/reminder-draft.ts';
import { badUserInput } from './bad-user-input.ts';
import { builder } from './builder.ts';
import { DispatcherType } from './dispatcher.ts';

const PauseDispatchInputType = builder.inputType('PauseDispatchInput', {
  description: 'How to pause.',
  fields: (t) => ({
    reason: t.string({
      description: `Why, shown as \`pauseReason\` and logged: at most ${limits.pauseReasonLength} characters after trimming.`,
    }),
  }),
});

const ResumeDispatchInputType = builder.inputType('ResumeDispatchInput', {
  description: 'How to go on.',
  fields: (t) => ({
    reason: t.string({
      description: `Why, logged: at most ${limits.pauseReasonLength} characters after trimming.`,
    }),
  }),
});

const PauseDispatchPayloadType = builder
  .objectRef<{ dispatcher: DispatcherStatus }>('PauseDispatchPayload')
  .implement({
    description: 'Dispatch is paused.',
    fields: (t) => ({
      dispatcher: t.expose('dispatcher', { type: DispatcherType, description: 'The paused dispatcher.' }),
    }),
  });

const ResumeDispatchPayloadType = builder
  .objectRef<{ dispatcher: DispatcherStatus }>('ResumeDispatchPayload')
  .implement({
    description: 'Dispatch goes on.',
    fields: (t) => ({
      dispatcher: t.expose('dispatcher', {
        type: DispatcherType,
        description: 'The dispatcher, ringing again.',
      }),
    }),
  });

builder.mutationFields((t) => ({
  pauseDispatch: t.field({
    type: PauseDispatchPayloadType,
    scope: 'admin',
    description:
      'Stops ringing over all instances within a second. What is in flight is finished; what falls due waits.',
    args: { input: t.arg({ type: PauseDispatchInputType, required: true, description: 'How to pause.' }) },
    resolve: async (_root, { input }, { dispatch, logger }) => {
      const reason = checkReason(input.reason);
      await dispatch.pause(reason);
      logger.info({ event: 'dispatch.paused', reason }, 'Dispatch was paused');
      return { dispatcher: await dispatch.status() };
    },
  }),
  resumeDispatch: t.field({
    type: ResumeDispatchPayloadType,
    scope: 'admin',
    description:
      'Lets calls begin again after a pause; overdue reminders are called at once. After a pause by MAX_CALLS_PER_DAY or MAX_SPEND_USD_PER_DAY, calls and costs count from zero again.',
    args: { input: t.arg({ type: ResumeDispatchInputType, required: true, description: 'How to go on.' }) },
    resolve: async (_root, { input }, { dispatch, logger, onResumed }) => {
      const reason = checkReason(input.reason);
      await dispatch.resume();
      onResumed();
      logger.info({ event: 'dispatch.resumed', reason }, 'Dispatch was resumed');
      return { dispatcher: await dispatch.status() };
    },
  }),
}));

/** @throws GraphQLError if the reason is too long or cannot be stored. */
function checkReason(text: string | null | undefined): string | null {
  const reason = text?.trim() ?? '';
  if (reason === '') return null;
  const [issue] = checkText(reason, 'input.reason', limits.pauseReasonLength);
  if (issue) throw badUserInput(issue.message);
  return reason;
}

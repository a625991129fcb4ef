import type { NotFound } from '../reminders/problem.ts';
import { builder } from './builder.ts';
import { ErrorInterface } from './error.ts';

export const NotFoundErrorType = builder.objectRef<NotFound>('NotFoundError').implement({
  description: 'No reminder has this id. Nothing was changed.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    message: t.string({
      description: 'A sentence for people, with the id.',
      resolve: ({ id }) => `There is no reminder with the id "${id}".`,
    }),
    path: t.stringList({ nullable: true, description: 'Always `["id"]`.', resolve: () => ['id'] }),
  }),
});

import type { NotFound } from '../reminders/problem.ts';
import { builder } from './builder.ts';
import { ErrorInterface } from './error.ts';

/** With what was looked for, where that is no reminder. */
export interface NotFoundOf extends NotFound {
  readonly noun?: string;
}

export const NotFoundErrorType = builder.objectRef<NotFoundOf>('NotFoundError').implement({
  description: 'Nothing has this id. Nothing was changed.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    message: t.string({
      description: 'A sentence for people, with the id.',
      resolve: ({ id, noun = 'reminder' }) => `There is no ${noun} with the id "${id}".`,
    }),
    path: t.stringList({ nullable: true, description: 'Always `["id"]`.', resolve: () => ['id'] }),
  }),
});

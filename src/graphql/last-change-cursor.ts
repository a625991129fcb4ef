import { encodeCursor } from '../events/cursor.ts';
import { builder } from './builder.ts';

builder.queryField('lastChangeCursor', (t) =>
  t.string({
    scope: 'read',
    description:
      'Where the log of status changes ends now: as `after` of `reminderStatusChanged` it misses nothing from here on, and leaves out what subscribers were told before. Read it before a list to follow that list.',
    resolve: (_root, _args, { feed }) => encodeCursor(feed.position()),
  }),
);

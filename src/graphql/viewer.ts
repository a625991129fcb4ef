import type { Caller } from '../access/caller.ts';
import { ApiScopeType } from './api-scope.ts';
import { builder } from './builder.ts';

const ViewerType = builder.objectRef<Caller>('Viewer').implement({
  description: 'Who is asking.',
  fields: (t) => ({
    id: t.exposeID('key', {
      description: 'By what limits count the caller, the same for every request. Not a global id.',
    }),
    name: t.exposeString('name', { description: 'The name of the API token, or the subject of the JWT.' }),
    scope: t.expose('scope', { type: ApiScopeType, description: 'What the caller may do.' }),
    isAuthenticated: t.boolean({
      description: 'Whether the caller had to prove who it is: false where there are no API tokens at all.',
      resolve: ({ kind }) => kind !== 'open',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when the credentials are good; null: until they are revoked.',
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerType,
    scope: 'read',
    description: 'Who is asking, and what they may do.',
    resolve: (_root, _args, { caller }) => caller,
  }),
);

import { validate } from 'uuid';
import type { ApiToken } from '../access/api-token.ts';
import {
  type CreatedApiToken,
  createApiToken,
  tokenLifeDays,
  tokenNameLength,
} from '../access/manage-tokens.ts';
import type { Invalid } from '../reminders/problem.ts';
import { ApiScopeType } from './api-scope.ts';
import { builder } from './builder.ts';
import { errorTypeName } from './error.ts';
import { NotFoundErrorType, type NotFoundOf } from './not-found-error.ts';
import { ValidationErrorType } from './validation-error.ts';

const ApiTokenType = builder.objectRef<ApiToken>('ApiToken').implement({
  description:
    'A secret that lets a program or a person in. The secret itself is shown once, when it is made.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id. Not a global id.' }),
    name: t.exposeString('name', { description: 'Whose it is, for people.' }),
    scope: t.expose('scope', { type: ApiScopeType, description: 'What it allows.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when it is good; null: until it is revoked.',
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last used, to the minute; null if it never was.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was revoked; null if it was not.',
    }),
  }),
});

const CreateApiTokenInputType = builder.inputType('CreateApiTokenInput', {
  description: 'An API token to make.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description: `Whose it is, for people: 1 to ${tokenNameLength} characters after trimming.`,
    }),
    scope: t.field({ type: ApiScopeType, required: true, description: 'What it allows.' }),
    expiresAt: t.field({
      type: 'DateTime',
      description: `Until when it is good. Defaults to ${tokenLifeDays} days from now; null: until it is revoked.`,
    }),
  }),
});

const CreateApiTokenSuccessType = builder.objectRef<CreatedApiToken>('CreateApiTokenSuccess').implement({
  description: 'The token is made.',
  fields: (t) => ({
    apiToken: t.field({
      type: ApiTokenType,
      description: 'What is known of it.',
      resolve: ({ token }) => token,
    }),
    secret: t.exposeString('secret', {
      description: 'Send it as `Authorization: Bearer …`. Shown this once: only its hash is kept.',
    }),
  }),
});

const CreateApiTokenResultType = builder.unionType('CreateApiTokenResult', {
  description: 'What came of making an API token.',
  types: [CreateApiTokenSuccessType, ValidationErrorType],
  resolveType: (result: CreatedApiToken | Invalid) =>
    result.kind === 'created-token' ? 'CreateApiTokenSuccess' : errorTypeName(result),
});

const RevokeApiTokenInputType = builder.inputType('RevokeApiTokenInput', {
  description: 'Which API token to revoke.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The id of the token.' }) }),
});

interface Revoked {
  readonly kind: 'revoked';
  readonly token: ApiToken;
}

const RevokeApiTokenSuccessType = builder.objectRef<Revoked>('RevokeApiTokenSuccess').implement({
  description: 'The token lets nobody in any more; connections that it opened are closed within seconds.',
  fields: (t) => ({
    apiToken: t.field({
      type: ApiTokenType,
      description: 'The revoked token.',
      resolve: ({ token }) => token,
    }),
  }),
});

const RevokeApiTokenResultType = builder.unionType('RevokeApiTokenResult', {
  description: 'What came of revoking an API token.',
  types: [RevokeApiTokenSuccessType, NotFoundErrorType],
  resolveType: (result: Revoked | NotFoundOf) =>
    result.kind === 'revoked' ? 'RevokeApiTokenSuccess' : errorTypeName(result),
});

builder.queryField('apiTokens', (t) =>
  t.field({
    type: [ApiTokenType],
    scope: 'admin',
    description: 'Every API token that was ever made, the newest first.',
    resolve: (_root, _args, { tokens }) => tokens.list(),
  }),
);

builder.mutationFields((t) => ({
  createApiToken: t.field({
    type: CreateApiTokenResultType,
    scope: 'admin',
    description: 'Makes an API token. From the first one on, nobody gets in without one.',
    args: {
      input: t.arg({ type: CreateApiTokenInputType, required: true, description: 'The token to make.' }),
    },
    resolve: async (_root, { input }, { tokens, useCases, caller, logger }) => {
      const result = await createApiToken({ ...useCases, tokens, hasIssuer: caller.kind !== 'open' }, input);
      if (result.kind === 'created-token') {
        const { id, name, scope } = result.token;
        logger.info(
          { event: 'token.created', token: id, name, scope, by: caller.name },
          'An API token was made',
        );
      }
      return result;
    },
  }),
  revokeApiToken: t.field({
    type: RevokeApiTokenResultType,
    scope: 'admin',
    description: 'Ends an API token for good. Revoking it again changes nothing.',
    args: {
      input: t.arg({ type: RevokeApiTokenInputType, required: true, description: 'Which token to revoke.' }),
    },
    resolve: async (_root, { input: { id } }, { tokens, caller, logger }): Promise<Revoked | NotFoundOf> => {
      const token = validate(id) ? await tokens.revoke(id) : null;
      if (token === null) return { kind: 'not-found', id, noun: 'API token' };
      logger.info({ event: 'token.revoked', token: id, by: caller.name }, 'An API token was revoked');
      return { kind: 'revoked', token };
    },
  }),
}));

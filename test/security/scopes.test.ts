import { type GraphQLField, isInputObjectType, isNonNullType, isScalarType } from 'graphql';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { allows, type Scope, scopes } from '../../src/access/scope.ts';
import { CreateReminderDocument } from '../../src/client/generated/graphql.ts';
import { schema } from '../../src/graphql/schema.ts';
import { type GraphQLServer, startGraphQLServer } from '../server/start-graphql-server.ts';
import { codesOf, post } from './posting.ts';

interface RootField {
  readonly operation: 'query' | 'mutation' | 'subscription';
  readonly field: GraphQLField<unknown, unknown>;
  readonly scope: Scope;
}

const rootFields = (['query', 'mutation', 'subscription'] as const).flatMap((operation): RootField[] =>
  Object.values(schema.getRootType(operation)?.getFields() ?? {}).map((field) => ({
    operation,
    field,
    scope: (field.extensions['pothosOptions'] as { scope: Scope }).scope,
  })),
);
const named = rootFields.map((each) => [each.field.name, each] as const);

/** Whether it would be run: what it answers then is another matter. */
const refused = /UNAUTHENTICATED|FORBIDDEN/;

/** An operation of this root field alone, with the least arguments that are valid. */
function operationOf({ operation, field }: RootField): string {
  const required = field.args.filter(({ type }) => isNonNullType(type));
  const args = required.map(({ name, type }) => `${name}: ${leastValue(String(type))}`);
  const selection = String(field.type).match(/^\[?(String|Int|ID|Boolean)\b/) ? '' : '{ __typename }';
  return `${operation} { ${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''} ${selection} }`;
}

function leastValue(type: string): string {
  const name = type.replace(/[[\]!]/g, '');
  if (type.startsWith('[')) return '[]';
  const input = schema.getType(name);
  if (name === 'PhoneNumber') return '"+14155550123"';
  if (isScalarType(input))
    return name === 'DateTime' ? '"2030-01-01T00:00:00Z"' : name === 'Int' ? '1' : '"x"';
  if (!isInputObjectType(input)) throw new Error(`No value for ${type}`);
  const fields = Object.values(input.getFields()).filter(
    (each) => isNonNullType(each.type) && each.defaultValue === undefined,
  );
  return `{ ${fields.map((each) => `${each.name}: ${leastOf(String(each.type))}`).join(', ')} }`;
}

function leastOf(type: string): string {
  return type === 'ApiScope!' ? 'READ' : leastValue(type);
}

test('scopes are levels, each with those before it', () => {
  expect(scopes.map((granted) => scopes.filter((needed) => allows(granted, needed)))).toEqual([
    ['read'],
    ['read', 'write'],
    ['read', 'write', 'admin'],
  ]);
});

test.each(named)('%s names its scope: reading reads, changing does not', (_name, { operation, scope }) => {
  expect(scopes).toContain(scope);
  if (operation === 'mutation') expect(scope).not.toBe('read');
  else expect(['read', 'admin']).toContain(scope);
});

describe('a server with tokens', () => {
  let server: GraphQLServer;
  const secrets: Partial<Record<Scope, string>> = {};
  beforeAll(async () => {
    server = await startGraphQLServer();
    for (const scope of scopes) secrets[scope] = (await server.createToken(scope)).secret;
  });
  afterAll(() => server[Symbol.asyncDispose]());

  /** Ends what it begins: over server-sent events a subscription answers its first result, or its refusal. */
  async function ask(each: RootField, secret?: string): Promise<string> {
    const controller = new AbortController();
    const response = await fetch(server.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: each.operation === 'subscription' ? 'text/event-stream' : 'application/json',
        ...(secret && { authorization: `Bearer ${secret}` }),
      },
      body: JSON.stringify({ query: operationOf(each) }),
      signal: controller.signal,
    });
    const { value } = (await response.body?.pipeThrough(new TextDecoderStream()).getReader().read()) ?? {};
    controller.abort();
    return value ?? '';
  }

  test.each(named)('%s is for nobody without one', async (_name, each) => {
    expect(await ask(each)).toMatch(/UNAUTHENTICATED/);
  });

  test.each(named.flatMap(([name, each]) => scopes.map((scope) => [name, scope, each] as const)))(
    '%s asked for with %s',
    async (_name, scope, each) => {
      const query = operationOf(each);
      if (each.operation !== 'subscription') {
        const { status, text } = await post(server, query, { secret: secrets[scope] ?? '' });
        expect(status).toBe(200);
        expect(text).not.toMatch(/GRAPHQL_VALIDATION_FAILED|INTERNAL_SERVER_ERROR/);
        expect(refused.test(text)).toBe(!allows(scope, each.scope));
        return;
      }
      const before = server.subscribers();
      const text = await ask(each, secrets[scope]);
      expect(refused.test(text)).toBe(!allows(scope, each.scope));
      expect(server.subscribers()).toBeGreaterThanOrEqual(before);
    },
  );

  test('a reminder cannot be had through its global id without a token, nor through a guessed alias of it', async () => {
    const created = await server.execute(
      CreateReminderDocument,
      { input: { phoneNumber: '+14155550123', message: 'private', scheduledTime: new Date().toISOString() } },
      secrets.write,
    );
    const { createReminder } = created.data as { createReminder: { reminder: { id: string } } };
    const { id } = createReminder.reminder;
    const query = `{ node(id: "${id}") { ... on Reminder { message phoneNumber } } nodes(ids: ["${id}"]) { id } }`;
    for (const secret of [undefined, 'bh_', `bh_${'A'.repeat(43)}`, 'x.y.z']) {
      const answer = await post(server, query, secret ? { secret } : {});
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(codesOf(answer)).toEqual(['UNAUTHENTICATED']);
      expect(answer.text).not.toMatch(/private|4155550123/);
    }
    expect((await post(server, query, { secret: secrets.read ?? '' })).text).toContain('private');
    const token = Buffer.from('ApiToken:00000000-0000-7000-8000-000000000000').toString('base64');
    expect(
      (await post(server, `{ node(id: "${token}") { id } }`, { secret: secrets.admin ?? '' })).json.data,
    ).toEqual({
      node: null,
    });
  });

  test('a forbidden field says what it needs, and spoils only itself', async () => {
    const { json } = await post(server, 'mutation { pauseDispatch(input: {}) { dispatcher { paused } } }', {
      secret: secrets.write ?? '',
    });
    expect(json.errors).toMatchObject([
      {
        message: 'pauseDispatch needs the scope admin; these credentials have write.',
        extensions: { code: 'FORBIDDEN' },
        path: ['pauseDispatch'],
      },
    ]);
    const { data } = await server.execute('{ dispatcher { paused } }', undefined, secrets.read);
    expect(data).toEqual({ dispatcher: { paused: false } });
  });

  test('viewer says who is asking', async () => {
    const { json } = await post(server, '{ viewer { name scope isAuthenticated expiresAt } }', {
      secret: secrets.read ?? '',
    });
    expect(json.data.viewer).toEqual({
      name: 'a read token',
      scope: 'READ',
      isAuthenticated: true,
      expiresAt: null,
    });
  });

  test('a socket is let in by its connectionParams, with the same scope on each operation', async () => {
    const client = (secret?: string) =>
      createClient({
        url: server.wsUrl,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        ...(secret && { connectionParams: { authorization: `Bearer ${secret}` } }),
      });
    const reader = client(secrets.read);
    expect(await reader.iterate({ query: '{ viewer { scope } }' }).next()).toMatchObject({
      value: { data: { viewer: { scope: 'READ' } } },
    });
    const mutation = 'mutation { resumeDispatch(input: {}) { dispatcher { paused } } }';
    expect(await reader.iterate({ query: mutation }).next()).toMatchObject({
      value: { errors: [{ extensions: { code: 'FORBIDDEN' } }] },
    });
    await reader.dispose();
    for (const secret of [undefined, `bh_${'A'.repeat(43)}`]) {
      const stranger = client(secret);
      await expect(stranger.iterate({ query: '{ viewer { scope } }' }).next()).rejects.toMatchObject({
        code: 4401,
      });
    }
  });
});

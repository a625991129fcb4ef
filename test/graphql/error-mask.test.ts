import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { CursorExpiredError } from '../../src/events/cursor-expired-error.ts';
import { createErrorMask, formatError } from '../../src/graphql/error-mask.ts';
import { startGraphQLServer } from '../server/start-graphql-server.ts';

function mask(error: unknown) {
  const logged: object[] = [];
  const log = (fields: object) => void logged.push(fields);
  const maskError = createErrorMask({ debug: log, info: log, warn: log, error: log } as never);
  return { ...formatError(maskError(error)), logged };
}

const thrownBy = (cause: Error) =>
  new GraphQLError(cause.message, { originalError: cause, path: ['reminders'] });

test('a defect shows no more than an id, under which the log has all', () => {
  const { message, extensions, path, logged } = mask(thrownBy(new TypeError('secret')));
  expect(message).toBe('Unexpected error.');
  expect(path).toEqual(['reminders']);
  expect(extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', errorId: expect.any(String) });
  expect(logged).toEqual([
    {
      event: 'graphql.failed',
      errorId: extensions?.['errorId'],
      path: 'reminders',
      err: expect.any(TypeError),
    },
  ]);
});

test.each([
  Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
  Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' }),
  new Error('wrapped', { cause: Object.assign(new Error('server closed'), { code: '08006' }) }),
  new Error('Connection terminated unexpectedly'),
])('a database that cannot be reached is said to be: %s', (cause) => {
  expect(mask(thrownBy(cause)).extensions).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
});

test('a database without room is said to be full', () => {
  const cause = Object.assign(new Error('could not extend file'), { code: '53100' });
  expect(mask(thrownBy(cause))).toMatchObject({
    message: expect.stringContaining('no room left'),
    extensions: { code: 'SERVICE_UNAVAILABLE' },
  });
});

test('a database that says no is a defect', () => {
  const cause = Object.assign(new Error('syntax error'), { code: '42601' });
  expect(mask(thrownBy(cause)).extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
});

test('an expired cursor has a code of its own', () => {
  expect(mask(thrownBy(new CursorExpiredError('Gone.')))).toMatchObject({
    message: 'Gone.',
    extensions: { code: 'CURSOR_EXPIRED' },
    logged: [],
  });
});

test('a GraphQL error stays as it is, and always has a code', () => {
  expect(mask(new GraphQLError('No.', { extensions: { code: 'X' } }))).toMatchObject({
    message: 'No.',
    extensions: { code: 'X' },
  });
  expect(mask(new GraphQLError('No.')).extensions).toEqual({ code: 'BAD_USER_INPUT' });
});

test('over HTTP nothing of a failure is seen but its code and id', async () => {
  let failure: Error = new TypeError('secret');
  const status = () => Promise.reject(failure);
  await using server = await startGraphQLServer({ services: { dispatch: { status } as never } });
  const query = '{ dispatcher { paused } }';
  const masked = await server.execute(query);
  expect(masked).toEqual({
    data: null,
    errors: [
      {
        message: 'Unexpected error.',
        path: ['dispatcher'],
        locations: [{ line: 1, column: 3 }],
        extensions: { code: 'INTERNAL_SERVER_ERROR', errorId: expect.any(String) },
      },
    ],
  });
  expect(server.logged).toMatchObject([
    { level: 'error', fields: { errorId: masked.errors?.[0]?.extensions['errorId'], err: failure } },
  ]);
  failure = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:5432'), { code: 'ECONNREFUSED' });
  const unavailable = await server.execute(query);
  expect(unavailable.errors?.[0]).toMatchObject({
    message:
      'The database cannot be reached just now; nothing was changed that was not acknowledged. Try again.',
    extensions: { code: 'SERVICE_UNAVAILABLE' },
  });
  expect(JSON.stringify(unavailable)).not.toContain('10.0.0.1');
});

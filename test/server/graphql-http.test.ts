import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GraphQLServer, startGraphQLServer } from './start-graphql-server.ts';

const json = 'application/json';
const mutation = '{"query":"mutation { resumeDispatch(input: {}) { dispatcher { paused } } }"}';

describe('a request over HTTP', () => {
  let server: GraphQLServer;
  beforeAll(async () => {
    server = await startGraphQLServer();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  async function post(body: string, headers: Record<string, string> = { 'content-type': json }) {
    const response = await fetch(server.url, { method: 'POST', headers, body });
    const text = await response.text();
    expect(text).not.toMatch(/\n\s+at |\/src\/|node_modules/);
    return { status: response.status, ...JSON.parse(text) };
  }

  test('with malformed JSON is told so', async () => {
    expect(await post('{"query":')).toEqual({
      status: 400,
      errors: [
        {
          message: 'The body is not JSON: Unexpected end of JSON input',
          extensions: { code: 'BAD_REQUEST' },
        },
      ],
    });
  });

  test('with a body above a megabyte gets 413', async () => {
    const query = `{ node(id: "${'x'.repeat(5_000_000)}") { id } }`;
    const answer = await post(JSON.stringify({ query }));
    expect(answer).toMatchObject({ status: 413, errors: [{ message: 'Request body too large' }] });
  });

  test('with an unknown field is told which', async () => {
    const answer = await post('{"query":"{ nothing }"}');
    expect(answer.errors[0]).toMatchObject({
      message: 'Cannot query field "nothing" on type "Query".',
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
  });

  test.each([
    [
      'BAD_USER_INPUT',
      '{"query":"query($n: Int) { reminders(first: $n) { totalCount } }","variables":{"n":"x"}}',
    ],
    [
      'BAD_USER_INPUT',
      '{"query":"query($n: Int) { reminders(first: $n) { totalCount } }","variables":{"n":2147483648}}',
    ],
    ['GRAPHQL_VALIDATION_FAILED', '{"query":"{ reminders(first: 2147483648) { totalCount } }"}'],
    ['GRAPHQL_PARSE_FAILED', '{"query":"{"}'],
    ['BAD_REQUEST', '{"query":"{ __typename }","extra":1}'],
    ['BAD_REQUEST', '[{"query":"{ __typename }"}]'],
    ['OPERATION_RESOLUTION_FAILURE', '{"query":"{ __typename }","operationName":"Other"}'],
  ])('that is wrong carries the code %s: %s', async (code, body) => {
    expect((await post(body)).errors[0].extensions).toMatchObject({ code });
  });

  test('that nests too deep is refused, also through fragments; introspection is not', async () => {
    const deep = (levels: number) => `${'reminder { '.repeat(levels)} id ${'}'.repeat(levels)}`;
    const query = `{ node(id: "") { ... on Reminder { ...F } } } fragment F on Reminder { ${deep(15)} }`;
    const answer = await post(JSON.stringify({ query }));
    expect(answer.errors.map(({ message }: Error) => message)).toContain(
      'The operation nests 17 fields deep; at most 15 are allowed.',
    );
    const introspection = `{ __schema { types { fields { type { ${'ofType { '.repeat(20)} name ${'}'.repeat(20)} } } } } }`;
    expect(await post(JSON.stringify({ query: introspection }))).toMatchObject({ data: {} });
  });

  test('that has too many tokens is refused before it is validated', async () => {
    const answer = await post(JSON.stringify({ query: `{ ${'__typename '.repeat(5_001)} }` }));
    expect(answer.errors[0].message).toContain('5000 tokens');
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'as %s, which another site could post without asking, gets 415',
    async (contentType) => {
      const response = await fetch(server.url, {
        method: 'POST',
        headers: { 'content-type': contentType },
        body: mutation,
      });
      expect(response.status).toBe(415);
    },
  );

  test.each(['https://evil.example', 'http://127.0.0.1:1', 'null'])(
    'from a page of %s may change nothing',
    async (origin) => {
      const answer = await post(mutation, { 'content-type': json, origin });
      expect(answer).toMatchObject({ status: 403, errors: [{ extensions: { code: 'ORIGIN_NOT_ALLOWED' } }] });
    },
  );

  test('from a page of this server may', async () => {
    const { origin } = new URL(server.url);
    expect(await post(mutation, { 'content-type': json, origin })).toMatchObject({ status: 200, data: {} });
  });

  test('gets no CORS headers', async () => {
    const response = await fetch(server.url, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

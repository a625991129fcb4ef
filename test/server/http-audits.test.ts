import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GraphQLServer, startGraphQLServer } from './start-graphql-server.ts';

describe('GraphQL over HTTP, as the audits of graphql-http see it', () => {
  let server: GraphQLServer;
  beforeAll(async () => {
    server = await startGraphQLServer();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const audits = serverAudits({ url: () => server.url, fetchFn: fetch });
  test.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_name, audit) => {
    const result = await audit.fn();
    expect(result.status === 'ok' ? 'ok' : result.reason).toBe('ok');
  });
});

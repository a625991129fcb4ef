import { buildSchema, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { printedSchema } from '../../src/graphql/print-schema.ts';
import { bootScript } from '../../src/server/graphiql-boot.ts';
import { graphiqlTabs } from '../../src/server/graphiql-tabs.ts';
import { type GraphQLServer, startGraphQLServer } from './start-graphql-server.ts';

describe('GraphiQL', () => {
  let server: GraphQLServer;
  let page: string;
  let policy: string;
  beforeAll(async () => {
    server = await startGraphQLServer();
    const response = await fetch(server.url, { headers: { accept: 'text/html' } });
    policy = response.headers.get('content-security-policy') ?? '';
    page = await response.text();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('comes from this server alone', () => {
    expect(page).not.toMatch(/(src|href)="(?!\/|data:)/);
    expect(page).not.toMatch(/https?:\/\//);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:/);
  });

  test('has all its files, compressed, and kept by browsers for ever', async () => {
    const files = [...page.matchAll(/"(\/graphiql\/[^"]+)"/g)].map(([, path]) => String(path));
    expect(files).toHaveLength(6);
    for (const file of files) {
      for (const encoding of ['br', 'gzip', 'identity']) {
        const response = await fetch(new URL(file, server.url), { headers: { 'accept-encoding': encoding } });
        expect(response.status).toBe(200);
        expect(response.headers.get('cache-control')).toContain('immutable');
        expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(500);
      }
    }
    const missing = await fetch(new URL('/graphiql/graphiql-0.js', server.url));
    expect(missing.status).toBe(404);
  });

  test('is not what programs get', async () => {
    const response = await fetch(`${server.url}?query={__typename}`, {
      headers: { accept: 'application/json' },
    });
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  });

  test('opens with tabs that are valid against the schema', () => {
    const schema = buildSchema(printedSchema());
    for (const { query } of graphiqlTabs(new Date())) expect(validate(schema, parse(query))).toEqual([]);
  });

  test('opens with a reminder that is due shortly', () => {
    const [create] = graphiqlTabs(new Date('2026-01-02T03:04:05Z'));
    expect(JSON.parse(create?.variables ?? '').input.scheduledTime).toBe('2026-01-02T03:04:25.000Z');
  });

  test('moves a time that was prepared at an earlier visit ahead', () => {
    const past = '{"input":{"scheduledTime":"2026-01-02T03:04:25.000Z"}}';
    const later = '{"input":{"scheduledTime":"9999-01-01T00:00:00.000Z"}}';
    const stored = new Map([
      ['graphiql:tabState', JSON.stringify({ tabs: [{ variables: past }, { variables: later }, {}] })],
    ]);
    const localStorage = {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value),
    };
    const document = { getElementById: () => ({ textContent: '{"workers":{},"options":{}}' }) };
    const run = new Function('localStorage', 'document', 'self', 'YogaGraphiQL', bootScript);
    run(localStorage, document, {}, { renderYogaGraphiQL: () => {} });
    const { tabs } = JSON.parse(stored.get('graphiql:tabState') ?? '');
    expect(Date.parse(JSON.parse(tabs[0].variables).input.scheduledTime)).toBeGreaterThan(Date.now());
    expect(tabs[1].variables).toBe(later);
  });
});

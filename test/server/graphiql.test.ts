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
    for (const { query } of graphiqlTabs(new Date(), 'MDow'))
      expect(validate(schema, parse(query))).toEqual([]);
  });

  test('opens with a reminder that is due shortly, and with the place where the log ends', () => {
    const [create, watch] = graphiqlTabs(new Date('2026-01-02T03:04:05Z'), 'MDow');
    expect(create?.query).toContain('scheduledTime: "2026-01-02T03:04:25.000Z"');
    expect(watch?.query).toContain('after: "MDow"');
  });

  test('moves what was prepared at an earlier visit ahead', () => {
    const [past, watch] = graphiqlTabs(new Date('2026-01-02T03:04:05Z'), 'b2xk');
    const later = 'mutation { x(scheduledTime: "9999-01-01T00:00:00.000Z") }';
    const stored = new Map([
      ['graphiql:tabState', JSON.stringify({ tabs: [past, watch, { query: later }, {}] })],
    ]);
    const localStorage = {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value),
    };
    const settings = JSON.stringify({ workers: {}, options: {}, cursor: 'bmV3' });
    const document = { getElementById: () => ({ textContent: settings }) };
    const run = new Function('localStorage', 'document', 'self', 'YogaGraphiQL', bootScript);
    run(localStorage, document, {}, { renderYogaGraphiQL: () => {} });
    const { tabs } = JSON.parse(stored.get('graphiql:tabState') ?? '');
    const [, time] = /scheduledTime: "([^"]+)"/.exec(tabs[0].query) ?? [];
    expect(Date.parse(String(time))).toBeGreaterThan(Date.now());
    expect(tabs[1].query).toContain('after: "bmV3"');
    expect(tabs[2].query).toBe(later);
  });
});

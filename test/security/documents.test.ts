import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getIntrospectionQuery } from 'graphql';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { graphiqlTabs } from '../../src/server/graphiql-tabs.ts';
import { type GraphQLServer, startGraphQLServer } from '../server/start-graphql-server.ts';
import { codesOf, post } from './posting.ts';

const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 1]));
const repeat = (times: number, text: (index: number) => string) =>
  Array.from({ length: times }, (_, index) => text(index)).join(' ');

describe('a document', () => {
  let server: GraphQLServer;
  beforeAll(async () => {
    server = await startGraphQLServer({ limits: { rowsPerOperation: 500 } });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  /** What came of it, and that it was refused before anything was read. */
  async function refusal(query: string, variables = {}): Promise<string> {
    const calls = server.storeCalls.length;
    const { json, text } = await post(server, query, { variables });
    expect(json.data ?? null).toBeNull();
    expect(server.storeCalls.length).toBe(calls);
    expect(text.length).toBeLessThan(10_000);
    return json.errors.map(({ message }: Error) => message).join('\n');
  }

  test.each([
    ['aliases', `{ ${repeat(51, (i) => `a${i}: __typename`)} }`, '51 aliases; at most 50'],
    [
      'aliases that fragments hide',
      `{ ...A ...A } fragment A on Query { ${repeat(26, (i) => `a${i}: __typename`)} }`,
      '52 aliases',
    ],
    ['aliases inside', `{ reminders { nodes { ${repeat(51, (i) => `a${i}: id`)} } } }`, '51 aliases'],
    ['root fields', `{ ${repeat(21, (i) => `a${i}: dispatcher { paused }`)} }`, '21 root fields; at most 20'],
    ['root fields that are the same', `{ ${repeat(21, () => 'dispatcher { paused }')} }`, '21 root fields'],
    [
      'root fields that fragments hide',
      `{ ...A ... { ...A } } fragment A on Query { ${repeat(11, () => '__typename')} }`,
      '22 root fields',
    ],
    [
      'mutations',
      `mutation { ${repeat(21, (i) => `a${i}: resumeDispatch(input: {}) { dispatcher { paused } }`)} }`,
      '21 root fields',
    ],
    [
      'directives',
      `{ dispatcher { ${repeat(51, () => 'paused @include(if: true)')} } }`,
      '51 directives; at most 50',
    ],
    ['directives on one field', `{ __typename ${repeat(51, () => '@skip(if: false)')} }`, '51 directives'],
    ['unknown directives', `{ __typename ${repeat(51, () => '@aa')} }`, '51 directives'],
    [
      'directives on fragments',
      `{ ${repeat(51, () => '... @include(if: true) { __typename }')} }`,
      '51 directives',
    ],
    ['fields', `{ dispatcher { ${repeat(1_000, () => 'paused')} } }`, '1001 fields; at most 1000'],
    [
      'depth',
      `{ node(id: "") { ${'... on Reminder { attempts { '.repeat(16)} id ${'} }'.repeat(16)} } }`,
      '18 fields deep',
    ],
  ])('with too many %s is refused before it is run', async (_, query, message) => {
    expect(await refusal(query)).toContain(message);
  });

  test('whose fragments double thirty times over is refused at once', async () => {
    const fragments = repeat(30, (i) => `fragment F${i} on Reminder { ...F${i + 1} ...F${i + 1} }`);
    const begun = process.cpuUsage().user;
    const message = await refusal(
      `{ reminders { nodes { ...F0 } } } ${fragments} fragment F30 on Reminder { id a: id }`,
    );
    expect(message).toContain('fields; at most 1000');
    // A billion fields would take minutes; this is no measure of speed.
    expect(process.cpuUsage().user - begun).toBeLessThan(5_000_000);
  });

  test.each([
    ['themselves', '{ dispatcher { ...A } } fragment A on Dispatcher { ...A }'],
    [
      'each other',
      '{ dispatcher { ...A } } fragment A on Dispatcher { paused ...B } fragment B on Dispatcher { ...A }',
    ],
  ])('whose fragments spread %s is told so', async (_, query) => {
    expect(await refusal(query)).toContain('Cannot spread fragment "A" within itself');
  });

  test('with a thousand mistakes is told of twenty', async () => {
    const { json } = await post(server, `{ dispatcher { ${repeat(500, (i) => `no${i}`)} } }`);
    expect(json.errors.length).toBeLessThanOrEqual(21);
  });

  test('in a batch is refused', async () => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(Array.from({ length: 3 }, () => ({ query: '{ __typename }' }))),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain('"__typename":"Query"');
  });

  test.each([
    [
      'a list without end',
      { filter: { status: Array.from({ length: 20_001 }, () => 'FAILED') } },
      'more than 20000 entries',
    ],
    [
      'lists without end together',
      { ids: Array.from({ length: 201 }, () => Array.from({ length: 100 }, () => 'x')) },
      'more than 20000 entries',
    ],
    [
      'objects without end together',
      { ids: Array.from({ length: 201 }, () => keys(100)) },
      'more than 20000 entries',
    ],
    ['an object of a thousand keys', { filter: keys(1_000) }, 'more than 100 keys'],
    [
      'an object of many long texts',
      { filter: Object.fromEntries(Object.keys(keys(50)).map((key) => [key, ['x'.repeat(300)]])) },
      'longer than 10000 characters',
    ],
    ['a text without end', { filter: { search: 'x'.repeat(10_001) } }, 'longer than 10000 characters'],
    ['a key without end', { filter: { ['x'.repeat(10_001)]: 1 } }, 'longer than 10000 characters'],
  ])('with %s in its variables is refused', async (_, variables, message) => {
    const query =
      'query($filter: ReminderFilter, $ids: [ID!]) { reminders(filter: $filter) { totalCount } nodes(ids: $ids) { id } }';
    expect(await refusal(query, variables)).toContain(message);
  });

  const postJson = async (body: string, type = 'application/json') => {
    const response = await fetch(server.url, { method: 'POST', headers: { 'content-type': type }, body });
    return response.text();
  };

  test.each([
    ['objects', '{"a":', '1', '}'],
    ['lists', '[', '', ']'],
  ])('whose variables nest %s ten thousand deep is refused', async (_, open, inside, close) => {
    const nested = open.repeat(10_000) + inside + close.repeat(10_000);
    const text = await postJson(
      `{"query":"query($a: ID) { node(id: $a) { id } }","variables":{"a":${nested}}}`,
    );
    expect(text).toContain('nest deeper than 10');
  });

  test.each([
    ['nested lists', `${'['.repeat(2_400_000)}${']'.repeat(2_400_000)}`],
    ['a quarter of a million keys', JSON.stringify({ f: keys(250_000) })],
    ['a million objects', `[${'{},'.repeat(999_999)}{}]`],
  ])('with %s is refused before its JSON is read', async (_, variables) => {
    const query = 'query($f: ReminderFilter) { reminders(filter: $f) { totalCount } }';
    const text = await postJson(`{"query":"${query}","variables":${variables}}`);
    expect(text).toContain('more than 50000 lists, objects and entries');
    expect(text.length).toBeLessThan(1_000);
  });

  test('with a thousand rows of the longest messages is read', async () => {
    const message = '\u20ac[{,:"\\'.repeat(100);
    const reminders = Array.from({ length: 1_000 }, () => ({
      phoneNumber: 'x',
      message,
      scheduledTime: 'x',
    }));
    const query =
      'mutation ($reminders: [CreateReminderInput!]!) { createReminders(input: { reminders: $reminders }) { __typename } }';
    const { text } = await post(server, query, { variables: { reminders } });
    expect(text).toContain('scheduledTime');
  });

  test('longer than 64 KB is refused, as comments or as a string, over every content type', async () => {
    const comments = `${'#\n'.repeat(1_000_000)}{ __typename }`;
    const string = `{ node(id: """${'x'.repeat(70_000)}""") { id } }`;
    for (const query of [comments, string]) {
      for (const text of [
        await postJson(JSON.stringify({ query })),
        await postJson(query, 'application/graphql'),
      ]) {
        expect(text).toContain('longer than 65536 characters');
      }
    }
  });

  test.each([
    ['lists', '[', '', ']'],
    ['objects', '{a:', '1', '}'],
    ['types', '', '', ''],
  ])('that nests %s two thousand deep is refused, and is no defect', async (what, open, inside, close) => {
    const depth = open === '{a:' ? 1_200 : 2_400;
    const query =
      what === 'types'
        ? `query ($a: ${'['.repeat(depth)}ID${']'.repeat(depth)}) { node(id: $a) { id } }`
        : `{ reminders(filter: ${open.repeat(depth)}${inside}${close.repeat(depth)}) { totalCount } }`;
    expect(await refusal(query)).not.toBe('');
    expect(server.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('with a thousand mistakes in its variables is told of five, each with the beginning of its value', async () => {
    const query = 'query($f: ReminderFilter) { reminders(filter: $f) { totalCount } }';
    const variables = { f: { ...keys(99), no: { way: 'x'.repeat(9_000) } } };
    const { json, text } = await post(server, query, { variables });
    expect(json.errors.length).toBe(6);
    expect(json.errors[5].message).toContain('Too many errors');
    expect(text.length).toBeLessThan(5_000);
  });

  test.each([
    ['pages', `{ ${repeat(6, (i) => `a${i}: reminders(first: 100) { nodes { id } }`)} }`, {}],
    [
      'pages, by a variable that passed before with another value',
      'query($n: Int) { a: reminders(first: $n) { nodes { id } } b: reminders(first: $n) { nodes { id } } c: reminders(last: $n) { nodes { id } } d: reminders(first: $n) { nodes { id } } e: reminders(first: $n) { nodes { id } } f: reminders(first: $n) { nodes { id } } }',
      { n: 100 },
    ],
    ['counts', `{ ${repeat(6, (i) => `a${i}: reminderCounts { count }`)} }`, {}],
    [
      'nodes',
      `query($ids: [ID!]!) { ${repeat(6, (i) => `a${i}: nodes(ids: $ids) { id }`)} }`,
      { ids: Array.from({ length: 100 }, () => 'x') },
    ],
  ])('that asks for too many rows by %s is stopped', async (_, query, variables) => {
    if ('n' in variables) expect(codesOf(await post(server, query, { variables: { n: 1 } }))).toEqual([]);
    const answer = await post(server, query, { variables });
    expect(codesOf(answer)).toEqual(['TOO_COSTLY']);
    expect(answer.json.data).toBeNull();
  });

  test('of GraphiQL is within all limits: its introspection, and its tabs', async () => {
    const { json } = await post(
      server,
      getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true }),
    );
    expect(json.data.__schema.queryType.name).toBe('Query');
    for (const { query } of graphiqlTabs(new Date(), '')) {
      const { json } = await post(server, query);
      expect(JSON.stringify(json)).not.toMatch(/at most/);
    }
  });
});

describe('where introspection and GraphiQL are switched off', () => {
  let server: GraphQLServer;
  beforeAll(async () => {
    server = await startGraphQLServer({ introspection: false, graphiql: false });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test.each([
    '{ __schema { types { name } } }',
    '{ __type(name: "Reminder") { name } }',
    '{ ...A } fragment A on Query { __schema { description } }',
  ])('%s is refused', async (query) => {
    expect((await post(server, query)).text).toContain('introspection');
  });

  test('names are not suggested either', async () => {
    const { text } = await post(server, '{ reminder(id: "x") { mesage } dispatche { paused } }');
    expect(text).toContain('Cannot query field');
    expect(text).not.toMatch(/Did you mean|\\"message|dispatcher/);
  });

  test('values are not suggested by variables either', async () => {
    const query = 'query($f: ReminderFilter) { reminders(filter: $f) { totalCount } }';
    for (const f of [{ statu: ['FAILED'] }, { status: ['FAILE'] }]) {
      const { text } = await post(server, query, { variables: { f } });
      expect(text).toContain('invalid value');
      expect(text).not.toMatch(/Did you mean|\\"status\\"|\\"FAILED\\"\?/);
    }
  });

  test('the page is not there', async () => {
    const response = await fetch(server.url, { headers: { accept: 'text/html' } });
    expect(await response.text()).not.toContain('<html');
  });
});

describe('trusted documents', () => {
  const known = '{ viewer { scope } }';

  async function start(mode: 'only' | 'prefer'): Promise<GraphQLServer> {
    const file = join(tmpdir(), `bellhop-trusted-${process.pid}-${mode}.json`);
    await writeFile(file, JSON.stringify({ 'sha256:abc': known }));
    const server = await startGraphQLServer({ trustedDocuments: { mode, file } });
    onTestFinished(() => server[Symbol.asyncDispose]());
    return server;
  }

  const send = async (server: GraphQLServer, params: object) => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    });
    return response.text();
  };

  test('are run by id and by text, and in mode "only" nothing else is, over either transport', async () => {
    const server = await start('only');
    for (const params of [
      { documentId: 'sha256:abc' },
      { extensions: { persistedQuery: { version: 1, sha256Hash: 'abc' } } },
      { query: '{\n  viewer { scope }\n}' },
    ]) {
      expect(await send(server, params)).toContain('ADMIN');
    }
    expect(await send(server, { query: '{ viewer { name } }' })).toContain('PERSISTED_QUERY_ONLY');
    expect(await send(server, { documentId: 'other' })).toContain('PERSISTED_QUERY_NOT_FOUND');
    expect(await send(server, { documentId: 'other', query: '{ viewer { name } }' })).toContain(
      'PERSISTED_QUERY_NOT_FOUND',
    );
    expect(await send(server, { documentId: '__proto__' })).toContain('PERSISTED_QUERY_NOT_FOUND');
    const client = createClient({ url: server.wsUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
    expect(await client.iterate({ query: known }).next()).toMatchObject({
      value: { data: { viewer: { scope: 'ADMIN' } } },
    });
    const refused = client.iterate({ query: '{ viewer { name } }' }).next();
    await expect(refused).rejects.toMatchObject([{ extensions: { code: 'PERSISTED_QUERY_ONLY' } }]);
    await client.dispose();
  });

  test('are run by id in mode "prefer", as is any other', async () => {
    const server = await start('prefer');
    expect(await send(server, { documentId: 'sha256:abc' })).toContain('ADMIN');
    expect(await send(server, { query: '{ __typename }' })).toContain('Query');
  });

  test('that cannot be read keep the server from starting', async () => {
    const start = startGraphQLServer({ trustedDocuments: { mode: 'only', file: '/nowhere/documents.json' } });
    await expect(start).rejects.toThrow('TRUSTED_DOCUMENTS_FILE: /nowhere/documents.json cannot be used');
  });
});

import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { CreateRemindersDocument } from '../../src/client/generated/graphql.ts';
import type { SubscribeOptions } from '../../src/events/feed.ts';
import { type GraphQLServer, startGraphQLServer } from './start-graphql-server.ts';
import { until } from './until.ts';

const withAttempts = `subscription ($after: String, $number: Boolean = true) {
  reminderStatusChanged(after: $after) { cursor reminder { message attempts { id number @include(if: $number) } } } }`;
const plain = 'subscription { reminderStatusChanged { cursor reminder { message } } }';

interface Subscriber {
  /** The payloads in order, as text. */
  readonly told: string[];
  readonly socket: WebSocket;
}

interface Told {
  readonly data: { readonly reminderStatusChanged: { readonly reminder: { readonly message: string } } };
}

async function subscribe(
  server: GraphQLServer,
  query: string,
  { variables = {}, secret = '' } = {},
): Promise<Subscriber> {
  const before = server.subscribers();
  const socket = new WebSocket(server.wsUrl, 'graphql-transport-ws');
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  const payload = secret && { authorization: `Bearer ${secret}` };
  socket.send(JSON.stringify({ type: 'connection_init', ...(payload && { payload }) }));
  await once(socket, 'message');
  const told: string[] = [];
  socket.on('message', (data) => {
    const head = '{"id":"a \\"name\\"","type":"next","payload":';
    const text = String(data);
    if (text.startsWith(head)) told.push(text.slice(head.length, -1));
  });
  socket.send(JSON.stringify({ type: 'subscribe', id: 'a "name"', payload: { query, variables } }));
  await until(() => server.subscribers() > before);
  return { told, socket };
}

const messages = ({ told }: Subscriber) =>
  told.map((text) => (JSON.parse(text) as Told).data.reminderStatusChanged.reminder.message);

async function create(server: GraphQLServer, texts: readonly string[], secret = ''): Promise<void> {
  const scheduledTime = new Date(Date.now() + 3_600_000).toISOString();
  const reminders = texts.map((message) => ({ phoneNumber: '+14155550123', message, scheduledTime }));
  const { errors } = await server.execute(
    CreateRemindersDocument,
    { input: { reminders } },
    secret || undefined,
  );
  expect(errors).toBeUndefined();
}

const attemptsRead = ({ storeCalls }: GraphQLServer) =>
  storeCalls.filter((name) => name === 'attemptsOf').length;

test('what many ask for in the same words is executed once for each event, wherever they begin', async () => {
  await using server = await startGraphQLServer();
  const live = [await subscribe(server, withAttempts), await subscribe(server, withAttempts)];
  await create(server, ['first']);
  await until(() => live.every(({ told }) => told.length === 1));
  const { cursor } = JSON.parse(live[0]?.told[0] ?? '').data.reminderStatusChanged;
  const resumed = await subscribe(server, withAttempts, { variables: { after: cursor } });
  const others = await subscribe(server, withAttempts, { variables: { number: false } });
  const before = attemptsRead(server);
  await create(server, ['second']);
  await until(() => [resumed, others].every(({ told }) => told.length === 1));
  await until(() => live.every(({ told }) => told.length === 2));
  expect(attemptsRead(server) - before).toBe(2);
  expect(resumed.told[0]).toBe(live[0]?.told[1]);
});

test('one that keeps up is written to in the turn that brings the event, wherever no field has to wait', async () => {
  await using server = await startGraphQLServer();
  const { feed } = server.services;
  const { subscribe: subscribeToFeed } = feed;
  const taken: boolean[] = [];
  Object.assign(feed, {
    subscribe: (options: SubscribeOptions) =>
      subscribeToFeed({
        ...options,
        takeNow(events) {
          const isTaken = options.takeNow?.(events) ?? false;
          taken.push(isTaken);
          return isTaken;
        },
      }),
  });
  const ready = await subscribe(server, plain);
  await create(server, ['one']);
  await until(() => ready.told.length === 1);
  expect(taken).toEqual([true]);
  ready.socket.terminate();
  await until(() => server.subscribers() === 0);
  const waiting = await subscribe(server, withAttempts);
  await create(server, ['two']);
  await until(() => waiting.told.length === 1);
  expect(taken).toEqual([true, false]);
});

test('other variables are another operation', async () => {
  await using server = await startGraphQLServer();
  const query = `subscription ($short: Boolean!) {
    reminderStatusChanged { status @skip(if: $short) reminder { message } } }`;
  const long = await subscribe(server, query, { variables: { short: false } });
  const short = await subscribe(server, query, { variables: { short: true } });
  await create(server, ['one']);
  await until(() => long.told.length === 1 && short.told.length === 1);
  expect(JSON.parse(long.told[0] ?? '').data.reminderStatusChanged).toHaveProperty('status', 'SCHEDULED');
  expect(JSON.parse(short.told[0] ?? '').data.reminderStatusChanged).not.toHaveProperty('status');
});

test('one that stalls costs the others nothing, and misses nothing once it reads on', async () => {
  await using server = await startGraphQLServer();
  const aliases = Array.from({ length: 30 }, (_, index) => `m${index}: message`).join(' ');
  const query = `subscription { reminderStatusChanged { reminder { message ${aliases} } } }`;
  const [stalled, quick] = [await subscribe(server, query), await subscribe(server, query)];
  stalled.socket.pause();
  const texts = Array.from({ length: 1_600 }, (_, index) => `${index} ${'x'.repeat(900)}`);
  // More than the sockets' buffers and the subscriber's queue hold.
  for (let at = 0; at < texts.length; at += 100) await create(server, texts.slice(at, at + 100));
  await until(() => quick.told.length === texts.length);
  expect(stalled.told.length).toBeLessThan(texts.length);
  stalled.socket.resume();
  await until(() => stalled.told.length === texts.length);
  expect(server.logged.filter(({ fields }) => fields['event'] === 'feed.slow-consumer')).not.toHaveLength(0);
  const log = await Promise.all([quick, stalled].map(messages));
  expect(new Set(log[0]).size).toBe(texts.length);
  expect(log[1]).toEqual(log[0]);
});

test('each has its own filter and its own end', async () => {
  await using server = await startGraphQLServer();
  const query = `subscription ($search: String!) {
    reminderStatusChanged(filter: { search: $search }) { reminder { message } } }`;
  const ones = await subscribe(server, query, { variables: { search: 'one' } });
  const twos = await subscribe(server, query, { variables: { search: 'two' } });
  const all = await subscribe(server, plain);
  const leaving = await subscribe(server, plain);
  await create(server, ['one', 'two', 'one and two']);
  await until(() => [all, leaving].every(({ told }) => told.length === 3));
  leaving.socket.send('{"id":"a \\"name\\"","type":"complete"}');
  await until(() => server.subscribers() === 3);
  await create(server, ['two more', 'one more']);
  await until(() => all.told.length === 5 && ones.told.length === 3 && twos.told.length === 3);
  expect(leaving.told).toHaveLength(3);
  const matching = (word: string) => messages(all).filter((message) => message.includes(word));
  expect(messages(ones)).toEqual(matching('one'));
  expect(messages(twos)).toEqual(matching('two'));
});

test('one whose token is revoked is told no more, and the others are', async () => {
  await using server = await startGraphQLServer({ limits: { recheckMs: 20 } });
  const [ending, other] = [await server.createToken('read'), await server.createToken('read')];
  const writer = await server.createToken('write');
  const revoked = await subscribe(server, plain, { secret: ending.secret });
  const stays = await subscribe(server, plain, { secret: other.secret });
  await create(server, ['for both'], writer.secret);
  await until(() => revoked.told.length === 1 && stays.told.length === 1);
  const closed = once(revoked.socket, 'close');
  await server.services.tokens.revoke(ending.id);
  expect((await closed)[0]).toBe(4401);
  await create(server, ['for one'], writer.secret);
  await until(() => stays.told.length === 2);
  expect(revoked.told).toHaveLength(1);
});

test('what fails is masked, logged once, and told to all alike', async () => {
  await using server = await startGraphQLServer();
  const subscribers = [await subscribe(server, withAttempts), await subscribe(server, withAttempts)];
  Object.assign(server.services.store, {
    attemptsOf: () => Promise.reject(new Error('a secret of the store')),
  });
  await create(server, ['one']);
  await until(() => subscribers.every(({ told }) => told.length === 1));
  const [first, second] = subscribers.map(({ told }) => JSON.parse(told[0] ?? ''));
  expect(first.errors).toMatchObject([
    { message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR' } },
  ]);
  expect(JSON.stringify(first)).not.toContain('secret');
  expect(second).toEqual(first);
  expect(server.logged.filter(({ level }) => level === 'error')).toHaveLength(1);
});

import { createClient } from 'graphql-ws';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type GraphQLServer, startGraphQLServer } from '../server/start-graphql-server.ts';
import { until } from '../server/until.ts';

const watch = 'subscription { reminderStatusChanged { status } }';

describe('what was opened with a token', () => {
  let server: GraphQLServer;
  let now: Date;
  beforeEach(async () => {
    now = new Date();
    server = await startGraphQLServer({ limits: { recheckMs: 20 }, now: () => now });
  });
  afterEach(() => server[Symbol.asyncDispose]());

  const overWebSocket = (secret?: string) => {
    const client = createClient({
      url: server.wsUrl,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      ...(secret && { connectionParams: { authorization: `Bearer ${secret}` } }),
    });
    return client.iterate({ query: watch }).next();
  };

  const overServerSentEvents = async (secret?: string) => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        ...(secret && { authorization: `Bearer ${secret}` }),
      },
      body: JSON.stringify({ query: watch }),
    });
    return response.text();
  };

  test.each(['revoked', 'expired'] as const)('is closed once it is %s, and only that', async (how) => {
    const other = await server.createToken('read');
    const expiresAt = how === 'expired' ? new Date(now.getTime() + 3_600_000) : undefined;
    const ending = await server.createToken('read', expiresAt);
    const socket = overWebSocket(ending.secret);
    const events = overServerSentEvents(ending.secret);
    void overWebSocket(other.secret).catch(() => {});
    await until(() => server.subscribers() === 3);
    if (expiresAt) now = expiresAt;
    else await server.services.tokens.revoke(ending.id);
    await expect(socket).rejects.toMatchObject({
      code: 4401,
      reason: `This token ${how === 'revoked' ? 'was revoked' : 'has expired'}.`,
    });
    const text = await events;
    expect(text).toContain('UNAUTHENTICATED');
    expect(text).toContain('event: complete');
    await until(() => server.subscribers() === 1);
    const again = await fetch(server.url, { headers: { authorization: `Bearer ${ending.secret}` } });
    expect(again.status).toBe(401);
  });

  test('with a token that was revoked runs no further mutation', async () => {
    await using patient = await startGraphQLServer({ limits: { recheckMs: 3_600_000 } });
    const { id, secret } = await patient.createToken('write');
    const client = createClient({
      url: patient.wsUrl,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${secret}` },
    });
    const events = client.iterate({ query: watch }).next();
    events.catch(() => {});
    await until(() => patient.subscribers() === 1);
    const create = `mutation { createReminder(input: { phoneNumber: "+14155550123", message: "x", scheduledTime: "${new Date().toISOString()}" }) { __typename } }`;
    expect(await client.iterate({ query: create }).next()).toMatchObject({
      value: { data: { createReminder: { __typename: 'CreateReminderSuccess' } } },
    });
    await patient.services.tokens.revoke(id);
    await expect(client.iterate({ query: create }).next()).rejects.toMatchObject({ code: 4401 });
    expect(await patient.services.store.count({})).toBe(1);
  });

  test('without any is closed once there is one, and stays so when that is revoked', async () => {
    const socket = overWebSocket();
    await until(() => server.subscribers() === 1);
    const first = await server.createToken('read');
    await expect(socket).rejects.toMatchObject({ code: 4401 });
    await server.services.tokens.revoke(first.id);
    expect((await fetch(`${server.url}?query={__typename}`)).status).toBe(401);
  });

  test('stays open while the database does not answer', async () => {
    const { secret } = await server.createToken('read');
    const { tokens } = server.services;
    const usable = tokens.usable;
    let asked = 0;
    Object.assign(tokens, {
      usable: () => {
        asked++;
        return Promise.reject(new Error('Connection terminated'));
      },
    });
    const socket = overWebSocket(secret);
    await until(() => asked >= 2);
    expect(server.subscribers()).toBe(1);
    Object.assign(tokens, { usable });
    await server.close();
    expect(await socket).toMatchObject({ done: true });
  });
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { backoffMs } from '../../src/client/backoff.ts';
import { createBellhop, TransportError } from '../../src/client/client.ts';
import { repeat } from '../../src/client/repeat.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

const reminder = (message: string) => ({
  phoneNumber: '+14155550123',
  message,
  scheduledTime: new Date(Date.now() + 3_600_000),
});

describe('where answers get lost', () => {
  let app: TestApp;
  let proxy: TcpProxy;
  beforeAll(async () => {
    app = await startTestApp();
    proxy = await startTcpProxy(app.url);
  });
  afterAll(async () => {
    await proxy[Symbol.asyncDispose]();
    await app[Symbol.asyncDispose]();
  });

  const countOf = async (search: string) =>
    (await createBellhop({ url: app.url }).counts({ filter: { search } })).SCHEDULED;

  test('schedule asks again and creates one reminder', async () => {
    proxy.loseAnswers(2);
    const result = await createBellhop({ url: proxy.url }).schedule(reminder('asked again'));
    expect(result.__typename).toBe('CreateReminderSuccess');
    expect(await countOf('asked again')).toBe(1);
  });

  test('scheduleMany asks again and creates each reminder once', async () => {
    const rows = [reminder('many again'), reminder('many again'), reminder('many again')];
    proxy.loseAnswers(1);
    const result = await createBellhop({ url: proxy.url }).scheduleMany(rows);
    expect(result).toMatchObject({ __typename: 'CreateRemindersSuccess', results: [{}, {}, {}] });
    expect(await countOf('many again')).toBe(3);
  });

  test('schedule gives up after its retries, and goes on with the same key for the same object', async () => {
    const bellhop = createBellhop({ url: proxy.url, retries: 1 });
    const same = reminder('given up');
    proxy.loseAnswers(2);
    await expect(bellhop.schedule(same)).rejects.toThrow(TransportError);
    expect(await countOf('given up')).toBe(1);
    expect((await bellhop.schedule(same)).__typename).toBe('CreateReminderSuccess');
    expect(await countOf('given up')).toBe(1);
    // That settled it: the next time, another reminder is meant.
    await bellhop.schedule(same);
    expect(await countOf('given up')).toBe(2);
  });

  test('update, cancel and execute are sent once, since an answer to the second would mislead', async () => {
    const bellhop = createBellhop({ url: proxy.url });
    const created = await bellhop.schedule(reminder('sent once'));
    if (created.__typename !== 'CreateReminderSuccess') throw new Error(created.message);
    const { id } = created.reminder;
    for (const send of [
      () => bellhop.update({ id, message: 'sent once, changed' }),
      () => bellhop.execute('{ __typename }'),
      () => bellhop.cancel(id),
      () => bellhop.retry({ id, scheduledTime: reminder('').scheduledTime }),
    ]) {
      proxy.loseAnswers(1);
      await expect(send()).rejects.toThrow(TransportError);
    }
    expect(await bellhop.get(id)).toMatchObject({ status: 'SCHEDULED', message: 'sent once, changed' });
  });

  test('queries are asked again, execute where the caller says so', async () => {
    const bellhop = createBellhop({ url: proxy.url });
    proxy.loseAnswers(1);
    expect(await bellhop.get('nothing')).toBeNull();
    proxy.loseAnswers(1);
    const options = { mayRepeat: true };
    expect(await bellhop.execute('{ __typename }', {}, options)).toEqual({ __typename: 'Query' });
  });
});

describe('a server that says no for now', () => {
  afterEach(() => vi.useRealTimers());

  async function answers(...sent: [status: number, headers: Record<string, string>, body: string][]) {
    let count = 0;
    const server = createServer((_request, response) => {
      const [status, headers, body] = sent[count++] ?? [200, {}, '{"data":{"reminder":null}}'];
      response.writeHead(status, headers).end(body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const bellhop = createBellhop({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    const result = await bellhop.get('x').catch((error) => error);
    server.closeAllConnections();
    server.close();
    return { result, count };
  }

  const unavailable = '{"errors":[{"message":"Away.","extensions":{"code":"SERVICE_UNAVAILABLE"}}]}';

  test('is asked again', async () => {
    expect(await answers([503, {}, ''], [500, {}, unavailable])).toEqual({ result: null, count: 3 });
  });

  test('is given the time that it asks for', async () => {
    vi.useFakeTimers();
    let tries = 0;
    const repeated = repeat(
      async () => {
        tries++;
        if (tries === 1) throw new TransportError('Busy.', { status: 429, retryAfterMs: 4_000 });
      },
      { retries: 3 },
    );
    await vi.advanceTimersByTimeAsync(3_999);
    expect(tries).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    await repeated;
    expect(tries).toBe(2);
  });

  test('says so in seconds', async () => {
    expect(await answers([429, { 'retry-after': '1' }, ''])).toEqual({ result: null, count: 2 });
  });

  test('is not waited for for minutes: the caller is told how long', async () => {
    const { result, count } = await answers([429, { 'retry-after': '120' }, '']);
    expect(result).toMatchObject({ name: 'TransportError', status: 429, retryAfterMs: 120_000 });
    expect(count).toBe(1);
  });

  test('is not asked for ever', async () => {
    const { result, count } = await answers([502, {}, ''], [502, {}, ''], [502, {}, ''], [502, {}, '']);
    expect(result).toMatchObject({ name: 'TransportError', status: 502 });
    expect(count).toBe(4);
  });
});

test('waits double up to the longest, less up to a half by chance', () => {
  const longest = [1, 2, 3, 4, 5, 50].map((failures) => backoffMs(failures, 3_000, () => 0));
  expect(longest).toEqual([250, 500, 1_000, 2_000, 3_000, 3_000]);
  expect(backoffMs(2, 3_000, () => 0.5)).toBe(375);
});

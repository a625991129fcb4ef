import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createPlacing } from './placing.ts';
import { startRawServer } from './raw-server.ts';

describe('the HTTP client', () => {
  test('keeps its connections for the calls that follow', async () => {
    await using server = await startRawServer((_request, response) => void response.end('{}'));
    await using placing = createPlacing({ baseUrl: server.url });
    for (let n = 0; n < 20; n += 1) await placing.place();
    expect(server.requests()).toBe(20);
    // undici frees a connection a moment after its answer was read, so two take turns.
    expect(server.connections.length).toBeLessThanOrEqual(2);
  });

  test('sends calls that coincide side by side, not one behind the other', async () => {
    const waiting: (() => void)[] = [];
    await using server = await startRawServer((_request, response) => {
      waiting.push(() => void response.end('{}'));
      if (waiting.length === 20) for (const answer of waiting) answer();
    });
    await using placing = createPlacing({ baseUrl: server.url });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => placing.place()));
    expect(outcomes.every(({ kind }) => kind === 'placed')).toBe(true);
  });

  test.each([301, 302, 307, 308])('does not follow a %i', async (status) => {
    await using server = await startRawServer((_request, response) => {
      response.writeHead(status, { location: '/elsewhere' }).end();
    });
    await using placing = createPlacing({ baseUrl: server.url });
    expect(await placing.place()).toMatchObject({ cause: 'configuration', httpStatus: status });
    expect(server.requests()).toBe(1);
  });

  // What fetch by itself repeats or makes a network error of.
  test.each([401, 407, 408, 421, 425])('posts once where the answer is a %i', async (status) => {
    await using server = await startRawServer((_request, response) => {
      response.writeHead(status, { 'www-authenticate': 'Basic', 'proxy-authenticate': 'Basic' }).end('{}');
    });
    await using placing = createPlacing({ baseUrl: server.url });
    expect(await placing.place()).toMatchObject({ httpStatus: status });
    expect(server.requests()).toBe(1);
  });

  test.each(['identity', 'gzip'])(
    'reads no more than the start of an endless answer (%s)',
    async (encoding) => {
      const mebibyte = Buffer.alloc(1_048_576, 'x');
      const chunk = encoding === 'gzip' ? gzipSync(Buffer.alloc(32 * 1_048_576, 'x')) : mebibyte;
      let sent = 0;
      await using server = await startRawServer((_request, response) => {
        response.writeHead(200, { 'content-encoding': encoding });
        const pour = () => {
          while (!response.destroyed && sent < 1_000) {
            sent += 1;
            if (!response.write(chunk)) return void response.once('drain', pour);
          }
        };
        pour();
      });
      await using placing = createPlacing({ baseUrl: server.url });
      expect(await placing.place()).toEqual({ kind: 'placed', callSid: null, httpStatus: 200 });
      expect(sent).toBeLessThan(1_000);
    },
  );

  test('gives up what still waits when it is closed', async () => {
    const { promise: received, resolve } = Promise.withResolvers<void>();
    await using server = await startRawServer(() => resolve());
    const placing = createPlacing({ baseUrl: server.url, maxTries: 1 });
    const outcome = placing.place();
    await received;
    await placing[Symbol.asyncDispose]();
    expect(await outcome).toMatchObject({ kind: 'unknown', httpStatus: null });
  });
});

import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { textFrames } from '../../src/server/text-frames.ts';

test.each([
  ['of every size of head', [0, 1, 125, 126, 65_535, 65_536, 200_000].map((length) => 'x'.repeat(length))],
  ['in any script', ['Zahnarzt um 9 – für Żaneta', '明日の予約', '🔔'.repeat(40), '€'.repeat(30_000)]],
])('texts %s arrive as they were, each as one message', async (_what, texts) => {
  const server = createServer().listen(0, '127.0.0.1');
  const sockets = new WebSocketServer({ server });
  onTestFinished(() => {
    sockets.close();
    server.close();
  });
  await once(server, 'listening');
  sockets.on('connection', (socket, request: IncomingMessage) => {
    socket.send('before');
    request.socket.write(textFrames(texts));
    socket.send('after');
  });
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const received: string[] = [];
  client.on('message', (data, isBinary) => received.push(isBinary ? 'binary' : String(data)));
  while (received.length < texts.length + 2) await once(client, 'message');
  expect(received).toEqual(['before', ...texts, 'after']);
  client.terminate();
});

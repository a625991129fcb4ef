import { connect, type Socket } from 'node:net';
import { serve } from './serve.ts';
import { createFrameReader, maskedText, pong } from './web-socket-frames.ts';

/**
 * Thousands of WebSocket clients in a process of their own, which do no more than count messages: reading JSON ten
 * thousand times over would be measured instead.
 */
const reused = Buffer.alloc(65_536);
const open = new Set<Socket>();
/** When each subscriber's nth result came in: how many have it, and when the last of them did. */
const arrivals: { count: number; lastAtMs: number }[] = [];
/** How many results each had before the ones that are counted. */
let told = 0;
let waiting: { readonly count: number; readonly resolve: () => void } | null = null;

function arrived(index: number): void {
  if (index < 0) return;
  const arrival = arrivals[index] ?? { count: 0, lastAtMs: 0 };
  arrivals[index] = arrival;
  arrival.count += 1;
  if (arrival.count === open.size) arrival.lastAtMs = performance.now();
  if (waiting && index === waiting.count - 1 && arrival.count === open.size) waiting.resolve();
}

/** Resolves once the server has acknowledged the connection; what it subscribes to follows at once. */
function subscribe(url: URL, query: string, isStalled: boolean): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let messages = 0;
  const read = createFrameReader({
    onText() {
      messages += 1;
      if (messages > 1) return arrived(messages - 2 - told);
      socket.write(maskedText(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } })));
      if (isStalled) socket.pause();
      else open.add(socket);
      resolve();
    },
    onPing: () => socket.write(pong),
  });
  let isUpgraded = false;
  const socket = connect({
    host: url.hostname,
    port: Number(url.port),
    noDelay: true,
    onread: {
      buffer: reused,
      callback(length) {
        if (isUpgraded) read(reused, length);
        else if (reused.toString('latin1', 0, length).startsWith('HTTP/1.1 101')) {
          isUpgraded = true;
          socket.write(maskedText('{"type":"connection_init"}'));
        } else reject(new Error(`Not upgraded: ${reused.toString('latin1', 0, Math.min(length, 200))}`));
        return true;
      },
    },
  });
  socket.on('error', reject);
  socket.on('close', () => reject(new Error('The server closed a socket.')));
  socket.write(
    `GET /graphql HTTP/1.1\r\nhost: ${url.host}\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n`,
  );
  return promise;
}

async function post(url: URL, query: string, variables: unknown): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  if (!text.includes('Success')) throw new Error(`Not created: ${text.slice(0, 300)}`);
}

serve({
  async open(address: string, query: string, count: number) {
    const url = new URL(address);
    for (let left = count; left > 0; left -= 100) {
      await Promise.all(Array.from({ length: Math.min(100, left) }, () => subscribe(url, query, false)));
    }
  },
  openStalled: (address: string, query: string) => subscribe(new URL(address), query, true),
  /** Posts a mutation and waits until all have all that came of it; answers when the last had each, in milliseconds from the post. */
  async tell(address: string, mutation: { query: string; variables: unknown }, events: number) {
    arrivals.length = 0;
    const before = process.cpuUsage();
    const done = new Promise<void>((resolve) => {
      waiting = { count: events, resolve };
      if (events === 0) resolve();
    });
    const begunAtMs = performance.now();
    await Promise.all([post(new URL('/graphql', address), mutation.query, mutation.variables), done]);
    const { user, system } = process.cpuUsage(before);
    told += events;
    return {
      lastMs: arrivals.map(({ lastAtMs }) => lastAtMs - begunAtMs),
      cpuMs: (user + system) / 1_000,
    };
  },
});

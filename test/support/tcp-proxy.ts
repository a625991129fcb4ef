import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A network between a client and a server, in the test's hand. */
export interface TcpProxy extends AsyncDisposable {
  /** What the client is told instead of the server's address. */
  readonly url: string;
  /** How many connections were ever taken. */
  readonly taken: number;
  /** How many connections are open now. */
  open(): number;
  /** Breaks every open connection off, on both sides. */
  cut(): void;
  /** Goes on taking connections, and lets nothing through until it is called with `false`. */
  blackHole(on: boolean): void;
  /** Breaks new connections off at once until it is called with `false`. */
  refuse(on: boolean): void;
  /** Lets so many more requests arrive and breaks the connection off when their answer begins. */
  loseAnswers(count: number): void;
  /** Holds up the next `count` pieces of requests for `ms`, each on its own connection. */
  delayRequests(count: number, ms: number): void;
  /** Connects to another server from now on. */
  target(url: string): void;
}

export async function startTcpProxy(url: string): Promise<TcpProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let target = new URL(url);
  let refusing = false;
  let swallowing = false;
  let answersToLose = 0;
  let requestsToDelay = 0;
  let delayMs = 0;
  let taken = 0;

  const server = createServer((client) => {
    taken++;
    client.on('error', () => client.destroy());
    if (refusing) {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    upstream.on('error', () => upstream.destroy());
    client.on('close', () => {
      pairs.delete(pair);
      upstream.destroy();
    });
    upstream.on('close', () => client.destroy());
    // What follows on the same connection waits its turn.
    let sent = Promise.resolve();
    client.on('data', (chunk) => {
      if (swallowing) return;
      if (requestsToDelay > 0) {
        requestsToDelay--;
        const ms = delayMs;
        sent = sent.then(() => new Promise((goOn) => setTimeout(goOn, ms)));
      }
      sent = sent.then(() => void upstream.write(chunk));
    });
    upstream.on('data', (chunk) => {
      if (swallowing) return;
      if (answersToLose > 0) {
        answersToLose--;
        client.resetAndDestroy();
        return;
      }
      client.write(chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const cut = () => {
    for (const [client, upstream] of pairs) {
      client.resetAndDestroy();
      upstream.destroy();
    }
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get taken() {
      return taken;
    },
    open: () => pairs.size,
    cut,
    blackHole: (on) => {
      swallowing = on;
    },
    refuse: (on) => {
      refusing = on;
    },
    loseAnswers: (count) => {
      answersToLose = count;
    },
    delayRequests: (count, ms) => {
      requestsToDelay = count;
      delayMs = ms;
    },
    target: (other) => {
      target = new URL(other);
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
  };
}

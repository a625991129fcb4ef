import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** One connection as the test sees it. */
export interface ProxiedConnection {
  /** What the client calls itself, such as `bellhop listener`. */
  readonly name: string;
  /** What the client said last. */
  readonly said: string;
}

/** A network between instances and PostgreSQL servers, which tells connections apart. */
export interface DatabaseProxy extends AsyncDisposable {
  /** The server's URL, by way of this. */
  readonly url: string;
  /**
   * Connections of which this is true, when something is said on them, say nothing more in either direction, ever. By
   * default what the client said is lost too; with `answer` the server still gets it, and only its answer is lost.
   */
  swallow(which: (connection: ProxiedConnection) => boolean, first?: 'request' | 'answer'): void;
  /** How many connections have been swallowed. */
  swallowed(): number;
  /** New connections go to another server; those that are open break off. */
  target(url: string): void;
  /** New connections go to these servers in turn; those that are open stay. */
  alternate(...urls: readonly string[]): void;
  /** Connections to the server at this URL: how many are open, and what was sent on each that there was. */
  connections(url: string): { readonly open: number; readonly sent: readonly string[] };
}

export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  let targets = [new URL(databaseUrl)];
  let turn = 0;
  const sent: { readonly port: string; text: string }[] = [];
  let which: (connection: ProxiedConnection) => boolean = () => false;
  let first: 'request' | 'answer' = 'request';
  const open = new Map<Socket, { readonly upstream: Socket; readonly port: string }>();
  const silenced = new Set<Socket>();

  const server = createServer((client) => {
    const { port, hostname } = targets[turn++ % targets.length] as URL;
    const upstream = connect(Number(port), hostname);
    open.set(client, { upstream, port });
    const record = { port, text: '' };
    sent.push(record);
    const connection = { name: '', said: '' };
    const isSwallowed = (what?: typeof first) => {
      if ((what === 'answer' || what === first) && which(connection)) silenced.add(client);
      return silenced.has(client);
    };
    client.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      connection.name ||= /application_name\0([^\0]*)/.exec(text)?.[1] ?? '';
      connection.said = text;
      record.text += text;
      if (!isSwallowed('request')) upstream.write(chunk);
    });
    upstream.on('data', (chunk) => isSwallowed('answer') || client.write(chunk));
    const end = (one: Socket, other: Socket) => {
      one.on('error', () => one.destroy());
      // Where nothing comes through, the end of one side does not either.
      one.on('close', () => isSwallowed() || other.destroy());
    };
    end(client, upstream);
    end(upstream, client);
    client.on('close', () => open.delete(client));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const cut = () => {
    for (const [client, { upstream }] of open) {
      client.destroy();
      upstream.destroy();
    }
  };
  const { port } = server.address() as AddressInfo;
  return {
    url: Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: String(port) }).href,
    swallow(next, from = 'request') {
      which = next;
      first = from;
    },
    swallowed: () => silenced.size,
    target(url) {
      targets = [new URL(url)];
      cut();
    },
    alternate(...urls) {
      targets = urls.map((url) => new URL(url));
    },
    connections(url) {
      const at = new URL(url).port;
      return {
        open: [...open.values()].filter(({ port }) => port === at).length,
        sent: sent.filter(({ port }) => port === at).map(({ text }) => text),
      };
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
  };
}

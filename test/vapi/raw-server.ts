import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface RawServer extends AsyncDisposable {
  readonly url: string;
  /** Every connection that was opened, with what was read from it. */
  readonly connections: readonly { readonly socket: Socket; bytesRead(): number }[];
  /** How many requests arrived. */
  requests(): number;
  /** Resolves once a client has connected. */
  whenConnected(): Promise<void>;
}

/** A provider that answers as a test says, for what the simulator does not do. */
export async function startRawServer(answer: RequestListener): Promise<RawServer> {
  const connections: { socket: Socket; bytesRead(): number }[] = [];
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    request.resume().on('end', () => answer(request, response));
  });
  server.on('connection', (socket: Socket) => {
    connections.push({ socket, bytesRead: () => socket.bytesRead });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections,
    requests: () => requests,
    async whenConnected() {
      if (connections.length === 0) await once(server, 'connection');
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

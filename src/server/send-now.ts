import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { SendNow } from './share-subscriptions.ts';
import { textFrames } from './text-frames.ts';

/** What may come to wait for one that stalls: beyond, only what is read from the feed one by one. */
const MOST_AT_ONCE = 256 * 1024;

/**
 * Writes results of one operation to its WebSocket, as `next` messages of graphql-transport-ws, while the socket takes
 * all that it is given. Once something is left waiting in this process it declines, and the operation goes the usual
 * way: it waits until that is gone.
 *
 * All go to the TCP socket as one buffer, since the system's call is most of the cost: by `ws` it would be a call and
 * two buffers for each. They fall between frames of `ws`, which writes each of its own whole, without compression.
 */
export function createSendNow(
  { socket, request }: { readonly socket: WebSocket; readonly request: IncomingMessage },
  operationId: string,
): SendNow {
  const tcp = request.socket;
  const head = `{"id":${JSON.stringify(operationId)},"type":"next","payload":`;
  return (results) => {
    // After a close frame there may be no other.
    if (socket.readyState !== socket.OPEN || tcp.writableLength > 0) return false;
    const texts = results.map(({ stringify }) => `${head}${stringify()}}`);
    if (texts.reduce((sum, { length }) => sum + length, 0) > MOST_AT_ONCE) return false;
    tcp.write(textFrames(texts));
    return true;
  };
}

import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { SendNow } from './share-subscriptions.ts';
import { textFrame } from './text-frame.ts';

/**
 * Writes results of one operation to its WebSocket, as `next` messages of graphql-transport-ws, while the socket takes
 * all that it is given. Once something is left waiting in this process it declines, and the operation goes the usual
 * way: it waits until that is gone.
 *
 * The frame goes to the TCP socket as one buffer: by `ws` it would be two, which costs a fifth more. It falls between
 * two frames of `ws`, which writes each of them whole, without compression.
 */
export function createSendNow(
  { socket, request }: { readonly socket: WebSocket; readonly request: IncomingMessage },
  operationId: string,
): SendNow {
  const tcp = request.socket;
  const head = `{"id":${JSON.stringify(operationId)},"type":"next","payload":`;
  return ({ stringify }) => {
    // After a close frame there may be no other.
    if (socket.readyState !== socket.OPEN || tcp.writableLength > 0) return false;
    tcp.write(textFrame(`${head}${stringify()}}`));
    return true;
  };
}

import type { RawData, WebSocket } from 'ws';

/** The operations that are being answered on one socket. */
export interface SocketOperations {
  /** Does the work of one; `left` is aborted when its client completes it meanwhile, or closes the socket. */
  run<T>(id: string, left: AbortController, work: () => T | Promise<T>): Promise<T>;
}

/** graphql-ws tells nobody that a client gave up an operation which has not answered yet, so this listens beside it. */
export function followOperations(socket: WebSocket): SocketOperations {
  const running = new Map<string, AbortController>();
  socket.on('message', (data) => {
    if (running.size > 0) running.get(completedId(data) ?? '')?.abort();
  });
  socket.once('close', () => {
    for (const left of running.values()) left.abort();
  });
  return {
    async run(id, left, work) {
      running.set(id, left);
      if (socket.readyState !== socket.OPEN) left.abort();
      try {
        return await work();
      } finally {
        if (running.get(id) === left) running.delete(id);
      }
    },
  };
}

/** `null`: it completes nothing. */
function completedId(data: RawData): string | null {
  try {
    const message = JSON.parse(String(data)) as { readonly type?: unknown; readonly id?: unknown } | null;
    return message?.type === 'complete' && typeof message.id === 'string' ? message.id : null;
  } catch {
    return null;
  }
}

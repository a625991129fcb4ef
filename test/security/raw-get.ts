import { once } from 'node:events';
import { connect } from 'node:net';

/** Asks for a path as it is; fetch would tidy it up. */
export async function rawGet(url: string, path: string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).on('error', () => {});
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  // Not ended from here: who leaves is not answered.
  socket.write(`GET ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\nconnection: close\r\n\r\n`);
  await once(socket, 'close');
  return { status: Number(text.slice(9, 12)), text };
}

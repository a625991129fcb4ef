import { createServer } from 'node:http';
import { Sender, WebSocketServer } from 'ws';

/**
 * The limit of the machine: each subscriber is written the same bytes, as long as Bellhop's, by one write a mutation,
 * and nothing else is done. No database, no GraphQL, no limits.
 */
export async function create() {
  const sockets = new Set();
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { variables } = JSON.parse(Buffer.concat(chunks).toString());
    const inputs = variables.input.reminders ?? [variables.input];
    const frames = Buffer.concat(inputs.flatMap(frameOf));
    for (const socket of sockets) socket.write(frames);
    response.end('{"data":{"__typename":"Success"}}');
  });
  new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false }).on('connection', (client) => {
    const { _socket: socket } = client;
    client.on('message', (text) => {
      const { type } = JSON.parse(text.toString());
      if (type === 'connection_init') client.send('{"type":"connection_ack"}');
      if (type === 'subscribe') sockets.add(socket);
    });
    client.on('close', () => sockets.delete(socket));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: () => `http://127.0.0.1:${server.address().port}` };
}

function frameOf({ phoneNumber, message, scheduledTime }) {
  const id = Buffer.from('Reminder:019ab3f2-0000-7000-8000-000000000000').toString('base64');
  const at = new Date().toISOString();
  const reminder = {
    id,
    phoneNumber,
    message,
    scheduledTime,
    status: 'SCHEDULED',
    retryCount: 0,
    maxRetryAttempts: 3,
    nextAttemptAt: scheduledTime,
    lastRunAt: null,
    callSid: null,
    callResult: null,
    failureReason: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
  const change = {
    cursor: 'MTUzMToy',
    previousStatus: null,
    status: 'SCHEDULED',
    retryCount: 0,
    failureReason: null,
    occurredAt: at,
    reminder,
  };
  const text = JSON.stringify({
    id: '1',
    type: 'next',
    payload: { data: { reminderStatusChanged: change } },
  });
  return Sender.frame(Buffer.from(text), { fin: true, opcode: 1, mask: false, readOnly: true, rsv1: false });
}

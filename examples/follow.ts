/**
 * Prints every status change as it happens, none missed and none twice: not over lost connections, and not over
 * restarts of this program either, since it keeps its cursor in a file. Ctrl-C stops it.
 *
 *     BELLHOP_URL=http://127.0.0.1:4000 node examples/follow.ts cursor.txt
 */
import { readFile, writeFile } from 'node:fs/promises';
import { type ConnectionState, CursorExpiredError, createBellhop } from 'bellhop/client';

const [, , file = 'cursor.txt'] = process.argv;
const { BELLHOP_URL: url = 'http://127.0.0.1:4000', BELLHOP_TOKEN: token } = process.env;
const bellhop = createBellhop({ url, ...(token && { token }) });
const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());

try {
  const after = await readFile(file, 'utf8').catch(() => bellhop.cursor());
  await writeFile(file, after);
  const { signal } = stopping;
  for await (const { cursor, reminder, ...change } of bellhop.watch({ after, signal, onConnection })) {
    console.log(reminder.phoneNumber, change.previousStatus ?? 'NEW', '→', change.status);
    await writeFile(file, cursor);
  }
} catch (error) {
  if (!(error instanceof CursorExpiredError)) throw error;
  console.error(`${error.message} Delete ${file} to begin with what happens from now on.`);
  process.exitCode = 1;
}

function onConnection(state: ConnectionState) {
  console.error(state.kind);
}

import { subscribe } from 'node:diagnostics_channel';

/**
 * Loaded into a process by `--import`: stops it as SIGSTOP does, when undici publishes on the channel STOP_AT for the
 * call number STOP_AT_CALL. So the process stops at a defined point, and not wherever a signal meets it.
 */
const channel = String(process.env['STOP_AT']);
const stopAtCall = Number(process.env['STOP_AT_CALL'] ?? 1);
let calls = 0;

subscribe(channel, (message) => {
  const { request } = message as { readonly request: { readonly method: string } };
  if (request.method !== 'POST') return;
  calls += 1;
  if (calls !== stopAtCall) return;
  console.log(JSON.stringify({ event: 'test.stopped' }));
  process.kill(process.pid, 'SIGSTOP');
});

import { subscribe } from 'node:diagnostics_channel';

/** Loaded into a process by `--import`: after SIGUSR2 its event loop stands still right before the next call leaves. */
const stallMs = Number(process.env['STALL_MS']);
let armed = false;

process.on('SIGUSR2', () => {
  armed = true;
  console.log(JSON.stringify({ event: 'test.armed' }));
});

subscribe('undici:request:create', (message) => {
  const { request } = message as { readonly request: { readonly method: string } };
  if (!armed || request.method !== 'POST') return;
  armed = false;
  console.log(JSON.stringify({ event: 'test.stalled' }));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, stallMs);
});

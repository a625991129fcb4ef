import type { Dispatcher } from 'undici';
import { expect, test, vi } from 'vitest';
import { createHttpClient } from '../../src/vapi/http-client.ts';
import { createManualClock } from '../support/manual-clock.ts';

const TIMEOUT_MS = 15_000;
const created = Buffer.from(JSON.stringify({ id: 'call-1', status: 'queued' }));

/** One request, whose connection and answer are in the test's hand. */
function post({ mayLeave = () => true }: { mayLeave?: () => boolean } = {}) {
  const clock = createManualClock();
  const abort = vi.fn();
  const controller = { abort } as unknown as Dispatcher.DispatchController;
  let handler: Dispatcher.DispatchHandler | undefined;
  const dispatcher = {
    dispatch(_request: unknown, given: Dispatcher.DispatchHandler) {
      handler = given;
      return true;
    },
  } as unknown as Dispatcher;
  const order: string[] = [];
  const onSent = vi.fn(() => void order.push('sent'));
  const abandon = new AbortController();
  const exchange = createHttpClient({ clock, dispatcher }).post({
    url: 'http://vapi.example/call',
    headers: {},
    body: {},
    timeoutMs: TIMEOUT_MS,
    mayLeave,
    onSent,
    abandon: abandon.signal,
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return {
    clock,
    abort,
    abandon,
    order,
    onSent,
    exchange,
    turn,
    /** As undici does: the hook and the write are one turn. */
    async connect() {
      await turn();
      handler?.onRequestStart?.(controller, {});
      order.push('written');
      await turn();
    },
    answer(status = 201) {
      handler?.onResponseStart?.(controller, status, {});
      handler?.onResponseData?.(controller, created);
      handler?.onResponseEnd?.(controller, {});
    },
    fail(code: string) {
      handler?.onResponseError?.(controller, Object.assign(new Error(code), { code }));
    },
  };
}

test('the time for an answer counts from when the request was sent, however long connecting took', async () => {
  const { clock, connect, answer, exchange, turn } = post();
  await turn();
  clock.advance(TIMEOUT_MS - 1);
  await connect();
  const sentAtMs = clock.monotonicMs();
  clock.advance(TIMEOUT_MS - 1);
  await turn();
  answer();
  expect(await exchange).toMatchObject({ kind: 'answer', status: 201, sentAtMs });
});

test('an answer that waits in the socket while the process stands still beyond its time counts', async () => {
  const { clock, connect, answer, exchange } = post();
  await connect();
  // After a stall Node runs the timer first, and reads the socket in the same turn.
  clock.advance(TIMEOUT_MS * 3);
  answer();
  expect(await exchange).toMatchObject({ kind: 'answer', status: 201 });
});

test('a connection stays open after the time is over, and its answer is still read', async () => {
  const { clock, connect, answer, exchange, turn, abort } = post();
  await connect();
  const sentAtMs = clock.monotonicMs();
  clock.advance(TIMEOUT_MS);
  await turn();
  const result = await exchange;
  expect(result).toMatchObject({ kind: 'no-answer', why: 'timeout', sentAtMs });
  clock.advance(TIMEOUT_MS);
  await turn();
  expect(abort).not.toHaveBeenCalled();
  answer();
  expect(await (result.kind === 'no-answer' && result.late?.exchange)).toMatchObject({
    kind: 'answer',
    status: 201,
    body: created.toString(),
  });
});

test.each([
  ['is closed by its owner', 'close', 'timeout'],
  ['is given up as the process stops', 'abandon', 'abandoned'],
  ['is closed by the provider', 'reset', 'transport'],
] as const)('a connection that is waited on for a late answer %s', async (_name, how, why) => {
  const { clock, connect, exchange, turn, abort, abandon, fail } = post();
  await connect();
  clock.advance(TIMEOUT_MS);
  await turn();
  const result = await exchange;
  const late = result.kind === 'no-answer' ? result.late : null;
  if (how === 'close') late?.close();
  else if (how === 'abandon') abandon.abort();
  else fail('ECONNRESET');
  expect(await late?.exchange).toMatchObject({ kind: 'no-answer', why, late: null });
  expect(abort).toHaveBeenCalledTimes(how === 'reset' ? 0 : 1);
});

test('a request is reported as sent only after it was written, and not where it may not leave', async () => {
  const allowed = post();
  await allowed.connect();
  expect(allowed.order).toEqual(['written', 'sent']);
  const forbidden = post({ mayLeave: () => false });
  await forbidden.connect();
  expect(await forbidden.exchange).toMatchObject({ kind: 'no-answer', why: 'not-allowed', sentAtMs: null });
  expect(forbidden.onSent).not.toHaveBeenCalled();
});

import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { askedTogether } from '../src/access/asked-together.ts';
import { systemClock } from '../src/clock.ts';
import { createTask } from '../src/dispatch/task.ts';
import { readScope } from '../src/read-scope.ts';
import { outsideRequest, requestScope } from '../src/request-scope.ts';
import { startBellhop } from './support/bellhop-process.ts';
import { createTestDatabase } from './support/test-database.ts';
import { waitFor } from './support/wait-for.ts';

interface Line {
  readonly event?: string;
  readonly reminderId?: string;
  readonly requestId?: string;
}

const scopes = () => [requestScope.getStore(), readScope.getStore()];
const inRequest = <T>(work: () => T) =>
  requestScope.run('REQ-A', () => readScope.run(AbortSignal.abort(), work));

test('calls are logged without the ids of the requests that scheduled or resumed them', async () => {
  await using database = await createTestDatabase();
  await using bellhop = startBellhop({
    DATABASE_URL: database.url,
    VAPI_PHONE_NUMBER_ID: 'number-1',
    LOG_LEVEL: 'debug',
  });
  const lines: Line[] = [];
  createInterface({ input: bellhop.child.stdout as NodeJS.ReadableStream }).on('line', (line) =>
    lines.push(JSON.parse(line)),
  );
  const { url } = (await bellhop.logged('started')) as { url: string };
  const send = (query: string, requestId: string) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': requestId },
      body: JSON.stringify({ query }),
    });
  const create = (requestId: string, delayMs: number) => {
    const scheduledTime = new Date(Date.now() + delayMs).toISOString();
    return send(
      `mutation { createReminder(input: { phoneNumber: "+14155550100", message: "${requestId}", scheduledTime: "${scheduledTime}" }) { __typename } }`,
      requestId,
    );
  };
  const placed = () => lines.filter(({ event }) => event === 'attempt.placed');

  await Promise.all(['REQ-A', 'REQ-B', 'REQ-C', 'REQ-D'].map((id, index) => create(id, index * 100)));
  await waitFor(() => expect(placed()).toHaveLength(4));
  await send('mutation { pauseDispatch(input: {}) { __typename } }', 'REQ-E');
  await create('REQ-F', 0);
  await send('mutation { resumeDispatch(input: {}) { __typename } }', 'REQ-G');
  await waitFor(() => expect(lines.filter(({ event }) => event === 'reminder.completed')).toHaveLength(5));

  // These two are written while a report of the provider is answered, which is a request too.
  const ofReports = ['call.ended', 'call.cost'];
  const ofCalls = lines.filter(({ reminderId, event }) => reminderId && !ofReports.includes(String(event)));
  expect(ofCalls.filter(({ requestId }) => requestId !== undefined)).toEqual([]);
  const ofRequests = lines.flatMap(({ event, requestId }) =>
    requestId?.startsWith('REQ-') ? [`${event} ${requestId}`] : [],
  );
  expect(ofRequests).toEqual(['dispatch.paused REQ-E', 'dispatch.resumed REQ-G']);
});

test('a timer runs outside the request that set it', async () => {
  const seen = await inRequest(
    () => new Promise((resolve) => systemClock.setTimer(1, () => resolve(scopes()))),
  );
  expect(seen).toEqual([undefined, undefined]);
});

test('a task runs outside the request that asked for it', async () => {
  const seen: unknown[] = [];
  const run = async () => void seen.push(scopes());
  const deps = { clock: systemClock, stopping: new AbortController().signal, onError: () => {} };
  const task = createTask('task', run, deps);
  inRequest(task.request);
  await task.ended();
  expect(seen).toEqual([[undefined, undefined]]);
});

test('a question that several requests share is asked outside all of them', async () => {
  const asked: unknown[] = [];
  const ask = askedTogether(async (keys: readonly string[]) => {
    asked.push(scopes());
    return new Map(keys.map((key) => [key, key]));
  }, 5);
  const answers = await inRequest(async () => [
    ...(await Promise.all(['a', 'b', 'c', 'd'].map(ask))),
    scopes()[0],
  ]);
  expect(answers).toEqual(['a', 'b', 'c', 'd', 'REQ-A']);
  expect(new Set(asked.map(String))).toEqual(new Set([',']));
});

test('a request goes on in its own scope after work outside of it', async () => {
  const seen = await inRequest(async () => [await outsideRequest(async () => scopes()), scopes()[0]]);
  expect(seen).toEqual([[undefined, undefined], 'REQ-A']);
});

import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createBellhop } from '../../src/client/client.ts';
import { createSimulator } from '../../src/vapi/simulator/simulator.ts';
import { startTestApp } from '../support/app.ts';
import { startBellhop } from '../support/bellhop-process.ts';
import { schedule, settled } from '../support/scheduling.ts';

/** So that whatever happens, happens without the tick. */
const noTick = { SCHEDULER_INTERVAL_SECONDS: '3600', METRICS_TOKEN: 'scraper-0123456789' };
const api = { ...noTick, ROLE: 'api' };
const dispatcher = { ...noTick, ROLE: 'dispatcher' };

test('what an api instance schedules for now is rung by a dispatcher, without its tick', async () => {
  await using serving = await startTestApp({ environment: api });
  await using _ringing = await startTestApp({ environment: dispatcher, beside: serving });
  const bellhop = createBellhop({ url: serving.url });
  const reminder = await settled(bellhop, (await schedule(bellhop)).id);
  expect(reminder).toMatchObject({ status: 'COMPLETED' });
  const later = await schedule(bellhop, { scheduledTime: new Date(Date.now() + 3_000_000) });
  await bellhop.update({ id: later.id, scheduledTime: new Date() });
  expect(await settled(bellhop, later.id)).toMatchObject({ status: 'COMPLETED' });
  expect(serving.simulator.ledger.counts()).toMatchObject({ requests: 2, calls: 2 });
});

test('an api instance rings nothing, is on no list, and says that nobody rings', async () => {
  await using serving = await startTestApp({ environment: api });
  const bellhop = createBellhop({ url: serving.url });
  const { id } = await schedule(bellhop);
  const status = await bellhop.dispatcher.status();
  expect(status).toMatchObject({ instances: [], overdue: 1, simulated: true });
  const ready = await fetch(`${serving.url}/readyz`);
  expect(await ready.json()).toEqual({
    status: 'ready',
    checks: { database: 'ok', migrations: 'ok', feed: 'ok' },
  });

  await using ringing = await startTestApp({ environment: dispatcher, beside: serving });
  expect(await settled(bellhop, id)).toMatchObject({ status: 'COMPLETED' });
  expect((await bellhop.dispatcher.status()).instances).toHaveLength(1);
  await ringing.app.stop();
  expect((await bellhop.dispatcher.status()).instances).toEqual([]);
});

test('an api instance pauses and resumes the dispatchers', async () => {
  await using serving = await startTestApp({ environment: api });
  await using _ringing = await startTestApp({ environment: dispatcher, beside: serving });
  const bellhop = createBellhop({ url: serving.url });
  await bellhop.dispatcher.pause();
  const { id } = await schedule(bellhop);
  expect(await bellhop.get(id)).toMatchObject({ status: 'SCHEDULED' });
  await bellhop.dispatcher.resume();
  expect(await settled(bellhop, id)).toMatchObject({ status: 'COMPLETED' });
});

test('a dispatcher serves health and metrics, and neither API nor pages', async () => {
  await using ringing = await startTestApp({ environment: dispatcher });
  const headers = { authorization: `Bearer ${noTick.METRICS_TOKEN}` };
  const get = (path: string) => fetch(new URL(path, ringing.url), { headers });
  expect((await get('/livez')).status).toBe(200);
  expect(await (await get('/readyz')).json()).toMatchObject({ status: 'ready', checks: { lease: 'ok' } });
  expect(await (await get('/metrics')).text()).toContain('bellhop_instances 1');
  for (const path of ['/', '/graphql', '/session', '/assets/x.js', '/reminders/1']) {
    const response = await get(path);
    expect([path, response.status, await response.text()]).toEqual([
      path,
      404,
      expect.stringContaining('this instance only rings'),
    ]);
  }
  expect(
    (await fetch(`${ringing.url}/graphql`, { method: 'POST', body: '{"query":"{__typename}"}' })).status,
  ).toBe(404);
  const socket = new WebSocket(ringing.wsUrl, 'graphql-transport-ws');
  const [error] = await once(socket, 'error');
  expect(String(error)).toContain('404');
});

test('reports of calls are taken by api and dispatcher alike', async () => {
  await using simulator = await createSimulator({
    port: 0,
    latencyMs: 0,
    calls: { ringMs: 10, talkMs: 20, webhookBackoffScale: 0.01 },
  });
  const calls = {
    VAPI_API_KEY: 'roles',
    OPEN: 'on',
    VAPI_BASE_URL: simulator.url,
    VAPI_PHONE_NUMBER_ID: 'number-1',
    VAPI_WEBHOOK_SECRET: 'a secret of the roles'.replaceAll(' ', '-'),
    ALLOWED_COUNTRY_CODES: 'US',
    COMPLETE_WHEN: 'answered',
    // So that nothing is learnt by asking.
    VAPI_POLL_SECONDS: '3600',
  };
  await using serving = await startTestApp({
    environment: { ...api, ...calls, PUBLIC_URL: 'http://127.0.0.1:9' },
  });
  await using ringing = await startTestApp({
    environment: { ...dispatcher, ...calls, PUBLIC_URL: serving.url },
    beside: serving,
  });
  const bellhop = createBellhop({ url: serving.url });
  const throughApi = await settled(bellhop, (await schedule(bellhop)).id);
  expect(throughApi).toMatchObject({ status: 'COMPLETED', callResult: 'ANSWERED' });
  await ringing.app.stop();

  // To whoever rings through a simulator of its own that one reports by itself.
  const { VAPI_API_KEY: _key, VAPI_WEBHOOK_SECRET: _secret, ...simulated } = calls;
  await using _alone = await startTestApp({ environment: { ...dispatcher, ...simulated }, beside: serving });
  const toDispatcher = await settled(bellhop, (await schedule(bellhop)).id);
  expect(toDispatcher).toMatchObject({ status: 'COMPLETED', callResult: 'ANSWERED' });
});

test('processes of both roles share the work, and the embedded database refuses them', async () => {
  await using first = await startTestApp({ environment: api });
  const environment = { ...dispatcher, DATABASE_URL: first.databaseUrl };
  await using ringing = startBellhop(environment);
  expect(await ringing.logged('started')).toMatchObject({ role: 'dispatcher' });
  await using serving = startBellhop({ ...environment, ROLE: 'api' });
  const { url } = await serving.logged('started');
  const bellhop = createBellhop({ url: String(url) });
  expect(await settled(bellhop, (await schedule(bellhop)).id)).toMatchObject({ status: 'COMPLETED' });
  ringing.kill('SIGTERM');
  serving.kill('SIGTERM');
  expect(await ringing.ended).toMatchObject({ code: 0 });
  expect(await serving.ended).toMatchObject({ code: 0 });

  await using refused = startBellhop({ ROLE: 'api' });
  const { code, stderr } = await refused.ended;
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringContaining('ROLE: "api" needs DATABASE_URL'),
  });
});

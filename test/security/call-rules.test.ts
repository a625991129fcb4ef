import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CreateReminderDocument } from '../../src/client/generated/graphql.ts';
import { systemClock } from '../../src/clock.ts';
import { createGuardedPlacer } from '../../src/dispatch/guarded-placer.ts';
import { type CallRules, refuseNumber } from '../../src/reminders/call-rules.ts';
import { createRefuseCalls } from '../../src/reminders/refuse-calls.ts';
import { type GraphQLServer, startGraphQLServer } from '../server/start-graphql-server.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { waitFor } from '../support/wait-for.ts';
import { post } from './posting.ts';

const options = {
  mayLeave: () => true,
  beforeRetry: async () => 'retry' as const,
  stopping: AbortSignal.any([]),
  abandon: AbortSignal.any([]),
};
const request = (phoneNumber: string) => ({
  reminderId: 'r',
  attemptId: 'a',
  idempotencyKey: 'k',
  phoneNumber,
  message: 'x',
});
const lax: CallRules = { allowedCountries: null, refusedTypes: [], perNumberAndDay: null };

describe('a number', () => {
  test.each([
    ['+14155550123', ['US'], null],
    ['+14155550123', ['1'], null],
    ['+18765550123', ['US'], 'COUNTRY_NOT_ALLOWED'],
    ['+18765550123', ['1'], null],
    ['+4930123456', ['US', 'CA'], 'COUNTRY_NOT_ALLOWED'],
    ['+4930123456', ['49'], null],
    ['+4930123456', ['4'], 'COUNTRY_NOT_ALLOWED'],
    ['+883510000000', ['US'], 'COUNTRY_NOT_ALLOWED'],
    ['+883510000000', [''], 'COUNTRY_NOT_ALLOWED'],
    ['+14155550123', [], 'COUNTRY_NOT_ALLOWED'],
    ['+883510000000', null, null],
  ])('%s, where %j may be rung: %s', (number, allowedCountries, code) => {
    expect(refuseNumber(number, { ...lax, allowedCountries })?.code ?? null).toBe(code);
  });

  test.each([
    ['+19005550123', 'premium'],
    ['+449090123456', 'premium'],
    ['+491801234567', 'shared-cost'],
    ['+447012345678', 'personal'],
    ['+15002345678', 'personal'],
  ] as const)('%s is refused as %s, and only as that', (number, type) => {
    expect(refuseNumber(number, { ...lax, refusedTypes: [type] })?.code).toBe('NUMBER_TYPE_REFUSED');
    expect(refuseNumber(number, lax)).toBeNull();
    expect(refuseNumber('+14155550123', { ...lax, refusedTypes: [type] })).toBeNull();
  });

  test('that may not be rung by now is not, and the attempt tells why', async () => {
    const placed: string[] = [];
    const placer = createGuardedPlacer(
      {
        place: async ({ phoneNumber }: { phoneNumber: string }) => {
          placed.push(phoneNumber);
          return { kind: 'placed', callSid: null, httpStatus: 202 };
        },
      } as never,
      (phoneNumber) => (phoneNumber.startsWith('+49') ? 'Not there.' : null),
    );
    expect(await placer.place(request('+4930123456'), options)).toEqual({
      kind: 'rejected',
      reason: 'Not there.',
      httpStatus: null,
    });
    expect(await placer.place(request('+14155550123'), options)).toMatchObject({ kind: 'placed' });
    expect(placed).toEqual(['+14155550123']);
  });
});

describe('over GraphQL', () => {
  let server: GraphQLServer;
  beforeAll(async () => {
    server = await startGraphQLServer({
      clock: { ...systemClock, monotonicMs: () => 0 },
      limits: { creationsPerMinute: 5 },
    });
    const rules: CallRules = {
      allowedCountries: ['US', 'DE'],
      refusedTypes: ['premium'],
      perNumberAndDay: 2,
    };
    const { store, doNotCall } = server.services;
    Object.assign(server.services.useCases, { refuseCalls: createRefuseCalls({ store, doNotCall }, rules) });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const input = (phoneNumber: string, overrides: object = {}) => ({
    phoneNumber,
    message: 'x',
    scheduledTime: '2030-01-01T12:00:00Z',
    ...overrides,
  });
  const create = async (phoneNumber: string, overrides?: object) =>
    (
      await post(server, String(CreateReminderDocument), {
        variables: { input: input(phoneNumber, overrides) },
      })
    ).json.data.createReminder;
  const codes = (result: { issues?: { code: string }[] }) => result.issues?.map(({ code }) => code) ?? [];

  test('a reminder to a number that may not be rung is a typed error', async () => {
    expect(codes(await create('+448081570000'))).toEqual(['COUNTRY_NOT_ALLOWED']);
    expect(codes(await create('+19005550123'))).toEqual(['NUMBER_TYPE_REFUSED']);
    expect(await create('+448081570000')).toMatchObject({
      __typename: 'ValidationError',
      path: ['phoneNumber'],
    });
  });

  test('a number on the do-not-call list is refused until it is off, at creation and at an edit', async () => {
    const add =
      'mutation { addDoNotCall(input: { phoneNumber: "+1 415 555 0001", reason: " asked " }) { entry { phoneNumber reason } } }';
    expect((await post(server, add)).json.data.addDoNotCall.entry).toEqual({
      phoneNumber: '+14155550001',
      reason: 'asked',
    });
    expect(codes(await create('+14155550001'))).toEqual(['DO_NOT_CALL']);
    const other = await create('+14155550002');
    const update = `mutation { updateReminder(input: { id: "${other.reminder.id}", phoneNumber: "+14155550001" }) { ... on ValidationError { issues { code } } } }`;
    expect(codes((await post(server, update)).json.data.updateReminder)).toEqual(['DO_NOT_CALL']);
    expect((await post(server, '{ doNotCallEntries { id reason } }')).json.data.doNotCallEntries).toEqual([
      { id: '+14155550001', reason: 'asked' },
    ]);
    const remove = 'mutation { removeDoNotCall(input: { phoneNumber: "+14155550001" }) { removed } }';
    expect((await post(server, remove)).json.data.removeDoNotCall).toEqual({ removed: true });
    expect((await post(server, remove)).json.data.removeDoNotCall).toEqual({ removed: false });
    expect((await create('+14155550001')).__typename).toBe('CreateReminderSuccess');
  });

  test('a number has so many reminders a day and no more, also within one batch, and a repeat is none', async () => {
    const number = '+14155550003';
    const key = { idempotencyKey: 'one' };
    const first = await create(number, key);
    expect((await create(number)).__typename).toBe('CreateReminderSuccess');
    expect(codes(await create(number))).toEqual(['TOO_MANY_CALLS']);
    expect(await create(number, key)).toEqual(first);
    expect((await create(number, { scheduledTime: '2030-01-02T00:00:00Z' })).__typename).toBe(
      'CreateReminderSuccess',
    );
    const bulk = `mutation($input: CreateRemindersInput!) { createReminders(input: $input) { ... on CreateRemindersSuccess { created results { ... on ValidationError { issues { code path } } } } ... on ValidationError { issues { code path } } } }`;
    const reminders = Array.from({ length: 3 }, () => input('+14155550004'));
    const all = await post(server, bulk, { variables: { input: { reminders } } });
    expect(all.json.data.createReminders.issues).toEqual([
      { code: 'TOO_MANY_CALLS', path: ['reminders', '2', 'phoneNumber'] },
    ]);
    const some = await post(server, bulk, {
      variables: { input: { reminders, errorPolicy: 'REJECT_FAILED_ROWS' } },
    });
    expect(some.json.data.createReminders).toMatchObject({
      created: 2,
      results: [{}, {}, { issues: [{ code: 'TOO_MANY_CALLS' }] }],
    });
  });

  test('one token creates so many reminders a minute and no more, counted by row', async () => {
    const { secret } = await server.createToken('write');
    const bulk = `mutation($input: CreateRemindersInput!) { createReminders(input: $input) { ... on CreateRemindersSuccess { created } ... on ValidationError { issues { code } } } }`;
    const rows = (count: number, from: number) => ({
      reminders: Array.from({ length: count }, (_, index) => input(`+1415555${1000 + from + index}`)),
    });
    const send = async (count: number, from: number) =>
      (await post(server, bulk, { secret, variables: { input: rows(count, from) } })).json.data
        .createReminders;
    expect(await send(4, 0)).toEqual({ created: 4 });
    expect(await send(2, 10)).toEqual({ issues: [{ code: 'RATE_LIMITED' }] });
    expect(await send(1, 20)).toEqual({ created: 1 });
    // To call again is to call one more.
    const retry =
      'mutation { retryReminder(input: { id: "x" }) { ... on ValidationError { issues { code } } } }';
    const { json } = await post(server, retry, { secret });
    expect(json.data.retryReminder).toEqual({ issues: [{ code: 'RATE_LIMITED' }] });
  });
});

describe('a claim', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app[Symbol.asyncDispose]());

  test('of a number that came on the do-not-call list meanwhile rings nobody, and tells why', async () => {
    const create = (phoneNumber: string, seconds: number) =>
      app.execute<{ createReminder: { reminder: { id: string } } }>(CreateReminderDocument, {
        input: {
          phoneNumber,
          message: 'x',
          scheduledTime: new Date(Date.now() + seconds * 1_000).toISOString(),
        },
      });
    await app.execute('mutation { pauseDispatch(input: {}) { dispatcher { paused } } }');
    const listed = await create('+14155550011', 0);
    const other = await create('+14155550012', 0);
    await app.execute('mutation { addDoNotCall(input: { phoneNumber: "+14155550011" }) { entry { id } } }');
    await app.execute('mutation { resumeDispatch(input: {}) { dispatcher { paused } } }');
    const reminder = async (id: string | undefined) => {
      const query = `{ reminder(id: "${id}") { status failureReason retryCount attempts { outcome failureReason } } }`;
      const { data } = await app.execute<{ reminder: { status: string } }>(query);
      return data?.reminder;
    };
    const [listedId, otherId] = [listed, other].map(({ data }) => data?.createReminder.reminder.id);
    await waitFor(async () => {
      expect((await reminder(otherId))?.status).toBe('COMPLETED');
      expect((await reminder(listedId))?.status).toBe('FAILED');
    });
    const reason = 'The number is on the do-not-call list.';
    expect(await reminder(listedId)).toEqual({
      status: 'FAILED',
      failureReason: reason,
      retryCount: 1,
      attempts: [{ outcome: 'REJECTED', failureReason: reason }],
    });
    const rung = app.simulator.ledger.requests.map(({ phoneNumber }) => phoneNumber);
    expect(rung).toEqual(['+14155550012']);
  });
});

test('the do-not-call list is read a page at a time, and keeps the first entry of a number', async () => {
  await using server = await startGraphQLServer();
  const { doNotCall } = server.services;
  for (const last of [3, 1, 2]) await doNotCall.add(`+1415555000${last}`, `reason ${last}`);
  expect((await doNotCall.add('+14155550001', 'later')).reason).toBe('reason 1');
  expect((await doNotCall.list(2, null)).map(({ phoneNumber }) => phoneNumber)).toEqual([
    '+14155550001',
    '+14155550002',
  ]);
  expect((await doNotCall.list(2, '+14155550002')).map(({ phoneNumber }) => phoneNumber)).toEqual([
    '+14155550003',
  ]);
  expect(await doNotCall.among([])).toEqual(new Set());
});

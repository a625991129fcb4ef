import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CancelReminderDocument,
  CreateReminderDocument,
  type CreateReminderInput,
  CreateRemindersDocument,
  PauseDispatchDocument,
  ReminderDocument,
  ResumeDispatchDocument,
  RetryReminderDocument,
  UpdateReminderDocument,
} from '../../src/client/generated/graphql.ts';
import { encodeGlobalId } from '../../src/graphql/global-id.ts';
import { type GraphQLServer, startGraphQLServer } from '../server/start-graphql-server.ts';

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const valid = (): CreateReminderInput => ({
  phoneNumber: '+1 (415) 555-0123',
  message: '  Hello  ',
  scheduledTime: inMs(3_600_000),
});
const foreignIds = [
  '',
  'x',
  'UmVtaW5kZXI6',
  'Ünïcode',
  encodeGlobalId('Reminder', 'not-a-uuid'),
  encodeGlobalId('CallAttempt', '01890a5d-ac96-774b-bcce-b302099a8057'),
  encodeGlobalId('Reminder', '01890a5d-ac96-774b-bcce-b302099a8057'),
  '01890a5d-ac96-774b-bcce-b302099a8057',
];

describe('mutations', () => {
  let server: GraphQLServer;
  beforeAll(async () => {
    server = await startGraphQLServer();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  async function created(input: CreateReminderInput = valid()) {
    const { data } = await server.execute(CreateReminderDocument, { input });
    if (data?.createReminder.__typename !== 'CreateReminderSuccess') throw new Error(JSON.stringify(data));
    return data.createReminder.reminder;
  }

  test('createReminder answers the reminder, normalised', async () => {
    const input = valid();
    expect(await created(input)).toMatchObject({
      phoneNumber: '+14155550123',
      message: 'Hello',
      scheduledTime: input.scheduledTime,
      nextAttemptAt: input.scheduledTime,
      status: 'SCHEDULED',
      retryCount: 0,
      maxRetryAttempts: 3,
      version: 1,
    });
  });

  test('createReminder answers every issue at once, each with its path', async () => {
    const input = { phoneNumber: '555', message: ' ', scheduledTime: inMs(-120_000), maxRetryAttempts: 11 };
    const { data } = await server.execute(CreateReminderDocument, { input });
    expect(data?.createReminder).toMatchObject({
      __typename: 'ValidationError',
      code: 'INVALID_INPUT',
      path: null,
      issues: [
        { code: 'INVALID_PHONE_NUMBER', path: ['phoneNumber'] },
        { code: 'BLANK', path: ['message'] },
        { code: 'TIME_IN_PAST', path: ['scheduledTime'] },
        { code: 'OUT_OF_RANGE', path: ['maxRetryAttempts'] },
      ],
    });
  });

  test('createReminder under a known key answers the first reminder, or a conflict', async () => {
    const input = { ...valid(), idempotencyKey: 'a key' };
    const first = await created(input);
    expect(await created(input)).toEqual(first);
    const { data } = await server.execute(CreateReminderDocument, { input: { ...input, message: 'Other' } });
    expect(data?.createReminder).toMatchObject({
      __typename: 'IdempotencyConflictError',
      code: 'IDEMPOTENCY_CONFLICT',
      path: ['idempotencyKey'],
    });
  });

  test('createReminders creates all, or says of each row why not', async () => {
    const reminders = [valid(), { ...valid(), message: '' }, valid(), { ...valid(), phoneNumber: '1' }];
    const rejected = await server.execute(CreateRemindersDocument, { input: { reminders } });
    expect(rejected.data?.createReminders).toMatchObject({
      __typename: 'ValidationError',
      issues: [{ path: ['reminders', '1', 'message'] }, { path: ['reminders', '3', 'phoneNumber'] }],
    });
    const { data } = await server.execute(CreateRemindersDocument, {
      input: { reminders, errorPolicy: 'REJECT_FAILED_ROWS' },
    });
    expect(data?.createReminders).toMatchObject({
      created: 2,
      results: [
        { __typename: 'CreateReminderSuccess' },
        { __typename: 'ValidationError', path: ['reminders', '1', 'message'] },
        { __typename: 'CreateReminderSuccess' },
        { issues: [{ path: ['reminders', '3', 'phoneNumber'] }] },
      ],
    });
  });

  test('createReminders says where in the input a conflicting key stands', async () => {
    const row = { ...valid(), idempotencyKey: 'bulk' };
    const input = { reminders: [row, { ...row, message: 'Other' }] };
    const { data } = await server.execute(CreateRemindersDocument, {
      input: { ...input, errorPolicy: 'REJECT_FAILED_ROWS' },
    });
    expect(data?.createReminders).toMatchObject({
      results: [
        { __typename: 'CreateReminderSuccess' },
        { __typename: 'IdempotencyConflictError', path: ['reminders', '1', 'idempotencyKey'] },
      ],
    });
  });

  test('createReminders takes 1,000 rows and refuses 1,001', async () => {
    const reminders = Array.from({ length: 1_001 }, valid);
    const refused = await server.execute(CreateRemindersDocument, { input: { reminders } });
    expect(refused.data?.createReminders).toMatchObject({
      issues: [{ code: 'TOO_MANY', path: ['reminders'] }],
    });
    const { data } = await server.execute(CreateRemindersDocument, {
      input: { reminders: reminders.slice(1) },
    });
    expect(data?.createReminders).toMatchObject({ created: 1_000 });
  });

  test('updateReminder, cancelReminder and retryReminder go through a reminder’s life', async () => {
    const { id } = await created();
    const edited = await server.execute(UpdateReminderDocument, {
      input: { id, message: 'New', expectedVersion: 1 },
    });
    expect(edited.data?.updateReminder).toMatchObject({ reminder: { message: 'New', version: 2 } });
    const stale = await server.execute(UpdateReminderDocument, {
      input: { id, message: 'Newer', expectedVersion: 1 },
    });
    expect(stale.data?.updateReminder).toMatchObject({
      __typename: 'VersionConflictError',
      code: 'VERSION_CONFLICT',
      path: ['expectedVersion'],
      reminder: { id, version: 2 },
    });
    const early = await server.execute(RetryReminderDocument, { input: { id } });
    expect(early.data?.retryReminder).toMatchObject({
      __typename: 'StatusConflictError',
      code: 'STATUS_CONFLICT',
    });
    const cancelled = await server.execute(CancelReminderDocument, { input: { id } });
    expect(cancelled.data?.cancelReminder).toMatchObject({
      reminder: { status: 'CANCELLED', nextAttemptAt: null },
    });
    const again = await server.execute(CancelReminderDocument, { input: { id } });
    expect(again.data?.cancelReminder).toMatchObject({
      __typename: 'StatusConflictError',
      message: `The reminder "${id}" is cancelled, which does not allow to cancel it.`,
      reminder: { status: 'CANCELLED' },
    });
    const past = await server.execute(RetryReminderDocument, {
      input: { id, scheduledTime: inMs(-120_000) },
    });
    expect(past.data?.retryReminder).toMatchObject({
      issues: [{ code: 'TIME_IN_PAST' }],
      path: ['scheduledTime'],
    });
    const retried = await server.execute(RetryReminderDocument, { input: { id } });
    expect(retried.data?.retryReminder).toMatchObject({ reminder: { status: 'SCHEDULED', retryCount: 0 } });
  });

  test.each(foreignIds)('an id that names no reminder, "%s", is not found', async (id) => {
    const notFound = { __typename: 'NotFoundError', code: 'NOT_FOUND', path: ['id'] };
    const input = { id };
    expect((await server.execute(CancelReminderDocument, { input })).data?.cancelReminder).toMatchObject(
      notFound,
    );
    expect((await server.execute(UpdateReminderDocument, { input })).data?.updateReminder).toMatchObject(
      notFound,
    );
    expect((await server.execute(RetryReminderDocument, { input })).data?.retryReminder).toMatchObject({
      ...notFound,
      message: `There is no reminder with the id "${id}".`,
    });
    expect(await server.execute(ReminderDocument, { id })).toEqual({ data: { reminder: null } });
    const query = 'query($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }';
    expect(await server.execute(query, { id })).toEqual({ data: { node: null, nodes: [null] } });
  });

  test('pauseDispatch and resumeDispatch', async () => {
    const paused = await server.execute(PauseDispatchDocument, { input: { reason: '  Holiday ' } });
    expect(paused.data?.pauseDispatch.dispatcher).toMatchObject({
      paused: true,
      pauseReason: 'Holiday',
      simulated: true,
    });
    expect(server.pokes).not.toContain('resumed');
    const resumed = await server.execute(ResumeDispatchDocument, { input: {} });
    expect(resumed.data?.resumeDispatch.dispatcher).toMatchObject({ paused: false, pauseReason: null });
    expect(server.pokes).toContain('resumed');
  });

  test.each(['x'.repeat(501), 'NUL \0', 'half \ud800'])(
    'a reason that cannot be kept is refused',
    async (reason) => {
      const { errors } = await server.execute(PauseDispatchDocument, { input: { reason } });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    },
  );
});

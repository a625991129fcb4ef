import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CallPlacer, CallReader, ReadCall } from '../../src/dispatch/call-placer.ts';
import type { CallReport, CallStatus } from '../../src/reminders/call-report.ts';
import { placed, refused } from '../support/call-outcomes.ts';
import { callReport } from '../support/call-report.ts';
import { createFakeCallPlacer } from '../support/fake-call-placer.ts';
import { testPolicy } from '../support/policy.ts';
import { createDraft } from '../support/reminder-drafts.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { startDispatcher } from '../support/test-dispatcher.ts';
import { createStores, type SqlStores } from '../support/test-stores.ts';
import { waitFor } from '../support/wait-for.ts';

let stores: SqlStores;
beforeAll(async () => {
  const database = await createTestDatabase();
  stores = createStores(await database.open());
  return () => database[Symbol.asyncDispose]();
});
beforeEach(() => stores.clear());

const followed = { ...testPolicy, completeWhen: 'answered', longestCallMs: 60_000 } as const;
/** No call lasts longer than an instant, so that each is overdue. */
const brief = { ...followed, longestCallMs: 100, retryDelayMs: () => 3_600_000 };

async function schedule(overrides: Parameters<typeof createDraft>[0] = {}) {
  const draft = createDraft(overrides);
  await stores.reminders.insert([draft], { allOrNothing: true });
  return draft;
}

const report = (overrides: Partial<CallReport> = {}) =>
  callReport({ status: 'in-progress', reportedAt: new Date(), ...overrides });

const takesCalls = () => createFakeCallPlacer(() => ({ ...placed('CA1'), providerCallId: 'call-1' }));
const shows = (status: CallStatus): ReadCall => ({ kind: 'report', report: report({ status }) });
const withReader = (placer: CallPlacer, reader: Partial<CallReader>): CallPlacer => ({
  ...placer,
  reader: { read: async () => ({ kind: 'none' }), remove: async () => {}, ...reader },
});

describe('a report that the call is up', () => {
  test('keeps a reminder that waits for its next attempt from being called again', async () => {
    const draft = await schedule();
    const fake = createFakeCallPlacer(() =>
      refused({ reason: 'The provider says that no call came of it.' }),
    );
    const { dispatcher, log } = await startDispatcher({ store: stores.dispatch, policy: followed }, fake);
    const first = await fake.next();
    await stores.untilStatus(draft.id, 'scheduled');
    await dispatcher.onCallReport(report({ attemptId: first.request.attemptId }));
    expect(await stores.reminder(draft.id)).toMatchObject({
      status: 'calling',
      retryCount: 0,
      nextAttemptAt: null,
    });
    expect(log.lines.map(({ event }) => event)).toContain('call.adopted');
    await dispatcher.onCallReport(
      report({ status: 'ended', result: 'answered', endedReason: 'customer-ended-call' }),
    );
    await stores.untilStatus(draft.id, 'completed');
    expect(fake.calls).toHaveLength(1);
  });

  test('completes the reminder at once where a call that rings is enough', async () => {
    const draft = await schedule({ maxRetryAttempts: 1 });
    const fake = createFakeCallPlacer(() => refused());
    const policy = { ...followed, completeWhen: 'accepted' } as const;
    const { dispatcher } = await startDispatcher({ store: stores.dispatch, policy }, fake);
    const first = await fake.next();
    await stores.untilStatus(draft.id, 'failed');
    await dispatcher.onCallReport(report({ attemptId: first.request.attemptId, status: 'ringing' }));
    expect(await stores.reminder(draft.id)).toMatchObject({ status: 'completed', retryCount: 1 });
  });
});

describe('a call that outlasts every limit', () => {
  test.each(['in-progress', 'ringing', 'forwarding'] as const)(
    'is given up and named, though the provider says for ever that it is %s',
    async (status) => {
      const draft = await schedule();
      const placer = withReader(takesCalls(), { read: async () => shows(status) });
      const { log } = await startDispatcher(
        { store: stores.dispatch, policy: brief, quietCallMs: 50 },
        placer,
      );
      await stores.untilStatus(draft.id, 'failed');
      expect(await stores.reminder(draft.id)).toMatchObject({ callResult: 'other', retryCount: 1 });
      expect(log.lines.filter(({ event }) => event === 'call.overdue')).toHaveLength(1);
    },
  );

  test.each([
    ['knows no such call', { kind: 'none' }],
    ['does not answer', { kind: 'unanswered', reason: 'Vapi answered 503.' }],
  ] as const)('is given up where the provider %s', async (_what, read) => {
    const draft = await schedule();
    const placer = withReader(takesCalls(), { read: async () => read });
    await startDispatcher({ store: stores.dispatch, policy: brief, quietCallMs: 50 }, placer);
    await stores.untilStatus(draft.id, 'failed');
    expect((await stores.reminder(draft.id)).callResult).toBe('other');
  });

  test('is given up by an instance that can ask nobody', async () => {
    const draft = await schedule();
    const before = await startDispatcher({ store: stores.dispatch, policy: brief }, takesCalls());
    await stores.untilStatus(draft.id, 'calling');
    await before.dispatcher.stop(0);
    const { log } = await startDispatcher({ store: stores.dispatch, quietCallMs: 3_600_000 });
    await stores.untilStatus(draft.id, 'completed');
    expect(log.lines.map(({ event }) => event)).toContain('call.overdue');
  });
});

describe('a call that waits at the provider beyond its time', () => {
  test('is deleted there, and its reminder called again without spending budget once it is gone', async () => {
    const draft = await schedule();
    let isThere = true;
    const placer = withReader(takesCalls(), {
      read: async () => (isThere ? shows('scheduled') : { kind: 'none' }),
      remove: async () => {
        isThere = false;
      },
    });
    await startDispatcher({ store: stores.dispatch, policy: brief, quietCallMs: 50 }, placer);
    await waitFor(async () => {
      const expected = { status: 'scheduled', retryCount: 0, callResult: 'capacity' };
      expect(await stores.reminder(draft.id)).toMatchObject(expected);
    });
  });

  test('counts as gone where the instance that deleted it died before it wrote that down', async () => {
    const draft = await schedule();
    const options = { store: stores.dispatch, policy: brief, quietCallMs: 50 };
    const deleted = Promise.withResolvers<void>();
    const dying = withReader(takesCalls(), {
      read: async () => shows('queued'),
      remove: () => {
        deleted.resolve();
        return new Promise(() => {});
      },
    });
    await startDispatcher(options, dying);
    await deleted.promise;
    await startDispatcher(options, withReader(takesCalls(), { read: async () => ({ kind: 'none' }) }));
    await waitFor(async () => {
      const expected = { status: 'scheduled', retryCount: 0, callResult: 'capacity' };
      expect(await stores.reminder(draft.id)).toMatchObject(expected);
    });
  });

  test('is followed on, and named, while the provider shows it', async () => {
    const draft = await schedule();
    let status: CallStatus = 'queued';
    const placer = withReader(takesCalls(), { read: async () => shows(status) });
    const { dispatcher, log } = await startDispatcher(
      { store: stores.dispatch, policy: brief, quietCallMs: 50 },
      placer,
    );
    await waitFor(() => expect(log.lines.map(({ event }) => event)).toContain('call.not-removed'));
    expect((await stores.reminder(draft.id)).status).toBe('calling');
    status = 'in-progress';
    await dispatcher.onCallReport(
      report({ status: 'ended', result: 'answered', endedReason: 'customer-ended-call' }),
    );
    await stores.untilStatus(draft.id, 'completed');
  });

  test('is followed on where it has begun to ring by then', async () => {
    const draft = await schedule();
    const end = { status: 'ended', result: 'answered', endedReason: 'customer-ended-call' } as const;
    const reads = [shows('ringing'), { kind: 'report', report: report(end) }] as const;
    let asked = 0;
    const placer = withReader(takesCalls(), {
      read: async () => reads[asked++] ?? { kind: 'none' },
    });
    const { dispatcher, log } = await startDispatcher({ store: stores.dispatch, policy: followed }, placer);
    await stores.untilStatus(draft.id, 'calling');
    for (const status of ['calling', 'completed']) {
      await stores.sql(
        `update call_attempts set call_live_until = now(), call_quiet_since = now() - interval '2 seconds'`,
      );
      await dispatcher.onUnreadableReport();
      expect((await stores.reminder(draft.id)).status).toBe(status);
    }
    expect(log.lines.map(({ event }) => event)).not.toContain('call.overdue');
  });

  test('counts as it ended where it rang while it was being deleted', async () => {
    const draft = await schedule();
    let read: ReadCall = shows('scheduled');
    const placer = withReader(takesCalls(), {
      read: async () => read,
      remove: async () => {
        const end = { status: 'ended', result: 'answered', endedReason: 'customer-ended-call' } as const;
        read = { kind: 'report', report: report(end) };
      },
    });
    await startDispatcher({ store: stores.dispatch, policy: brief, quietCallMs: 50 }, placer);
    await stores.untilStatus(draft.id, 'completed');
  });
});

test('an unknown reason for an end is a warning once, and counted each time', async () => {
  const placer = createFakeCallPlacer(({ request }) => ({
    ...placed(),
    providerCallId: request.attemptId,
  }));
  const { dispatcher, log } = await startDispatcher({ store: stores.dispatch, policy: followed }, placer);
  for (let n = 0; n < 2; n += 1) {
    const draft = await schedule();
    dispatcher.onScheduled(draft.scheduledTime);
    const { request } = await placer.next();
    await stores.untilStatus(draft.id, 'calling');
    const end = { status: 'ended', result: 'other', endedReason: 'hung-up-v2' } as const;
    await dispatcher.onCallReport(report({ providerCallId: request.attemptId, ...end }));
  }
  const lines = log.lines.filter(({ event }) => event === 'call.reason-unknown');
  expect(lines.map(({ level }) => level)).toEqual(['warn', 'debug']);
});

test('a report that cannot be read makes calls be asked for at once', async () => {
  const draft = await schedule();
  const ended = { status: 'ended', result: 'answered', endedReason: 'customer-ended-call' } as const;
  const placer = withReader(takesCalls(), {
    read: async () => ({ kind: 'report', report: report(ended) }),
  });
  const { dispatcher } = await startDispatcher(
    { store: stores.dispatch, policy: followed, quietCallMs: 3_600_000 },
    placer,
  );
  await stores.untilStatus(draft.id, 'calling');
  await waitFor(async () => {
    await dispatcher.onUnreadableReport();
    expect((await stores.reminder(draft.id)).status).toBe('completed');
  });
});

import { describe, expect, test } from 'vitest';
import type { ReminderDetail } from '../../src/client/client.ts';
import { type Attempt, type Change, historyOf, missingWords } from '../../src/dashboard/history.ts';

type State = Change['reminder'];
type Step = Partial<State> & { readonly was?: Change['previousStatus'] };

const at = (minute: number) => new Date(Date.UTC(2031, 4, 4, 12, minute)).toISOString();
const first: State = {
  status: 'SCHEDULED',
  phoneNumber: '+4930901820',
  message: 'before',
  scheduledTime: at(30),
  retryCount: 0,
  maxRetryAttempts: 3,
  failureReason: null,
  nextAttemptAt: at(30),
  deferral: null,
  version: 1,
};

/** A change a minute, each from what the one before left; the first is the creation. */
function changes(...steps: readonly Step[]): readonly Change[] {
  const made: Change[] = [{ occurredAt: at(0), previousStatus: null, reminder: first }];
  for (const { was, ...step } of steps) {
    const before = made.at(-1)?.reminder ?? first;
    const reminder = { ...before, version: before.version + 1, ...step };
    made.push({ occurredAt: at(made.length), previousStatus: was ?? before.status, reminder });
  }
  return made;
}

function attempt(startedAt: string, failureReason: string | null = null): Attempt {
  return { id: startedAt, number: 1, startedAt, outcome: 'REFUSED', failureReason } as Attempt;
}

function detail(overrides: Partial<ReminderDetail> = {}): ReminderDetail {
  return { ...first, attempts: [], updatedAt: at(59), ...overrides } as unknown as ReminderDetail;
}

function lines(all: readonly Change[], reminder = detail({ version: all.length })): readonly string[] {
  return historyOf(reminder, all).map((each) => (each.kind === 'attempt' ? 'attempt' : each.title));
}

const dialled: Step = { status: 'DISPATCHING' };

describe('the history of a reminder', () => {
  test('says each time that a reminder was deferred, and why', () => {
    const deferred = { deferral: 'TOO_MANY_CALLS' } as const;
    const all = changes(
      { ...deferred, nextAttemptAt: at(40) },
      { ...deferred, nextAttemptAt: at(50) },
      { ...deferred, message: 'after' },
      {},
    );
    expect(lines(all)).toEqual([
      'Moved to a later time',
      'Moved to a later time',
      'Edited: text changed',
      'Saved as it was',
    ]);
    expect(historyOf(detail(), all)[0]).toMatchObject({
      reason: 'This number has had all the calls it may have in 24 hours',
    });
  });

  test('says of an edit what was changed, and what it was before', () => {
    const all = changes(
      { scheduledTime: at(40), message: 'after' },
      { phoneNumber: '+4930901821' },
      { message: 'after' },
    );
    expect(lines(all)).toEqual([
      'Edited: time moved, text changed',
      'Edited: number changed',
      'Saved as it was',
    ]);
    expect(historyOf(detail(), all)[0]).toMatchObject({
      time: { from: at(30), to: at(40) },
      text: { from: 'before', to: 'after' },
      number: null,
    });
  });

  test('says that it was cancelled, and asked to ring again for another time', () => {
    const all = changes({ status: 'CANCELLED' }, { status: 'SCHEDULED', scheduledTime: at(50) });
    expect(lines(all)).toEqual(['Cancelled', 'Asked to ring again']);
    expect(historyOf(detail(), all)[1]).toMatchObject({ time: { from: at(30), to: at(50) } });
  });

  test('leaves to attempts what they say, and stands between them', () => {
    const all = changes(
      dialled,
      { status: 'SCHEDULED', retryCount: 1, failureReason: 'Busy.' },
      { message: 'after' },
      dialled,
      { status: 'COMPLETED', retryCount: 2, failureReason: null },
    );
    const attempts = [attempt(at(1), 'Busy.'), attempt(at(4))];
    expect(lines(all, detail({ version: 6, attempts }))).toEqual([
      'attempt',
      'Edited: text changed',
      'attempt',
    ]);
  });

  test('says that it gave up once the budget is spent', () => {
    const spent: Step = { status: 'FAILED', retryCount: 3, failureReason: 'Busy.' };
    expect(lines(changes(dialled, spent))).toEqual(['Gave up: all attempts are spent']);
    expect(lines(changes(dialled, { ...spent, retryCount: 1, maxRetryAttempts: 1 }))).toEqual([
      'Gave up: the only attempt is spent',
    ]);
    expect(lines(changes(dialled, { status: 'FAILED', retryCount: 1, failureReason: 'No.' }))).toEqual([]);
  });

  test('says of an attempt that was given back that it does not count, and why where nothing else says it', () => {
    const all = changes(dialled, { status: 'SCHEDULED', failureReason: 'Bellhop was stopped.' });
    const reasons = (attempts: Attempt[]) =>
      historyOf(detail({ attempts }), all).map((each) => (each.kind === 'deed' ? each.reason : each.kind));
    expect(lines(all)).toEqual(['Given back: the attempt does not count']);
    expect(reasons([])).toEqual(['Bellhop was stopped.']);
    expect(reasons([attempt(at(1), 'Bellhop was stopped.')])).toEqual(['attempt', null]);
  });

  test('compares nothing with what is not kept any more', () => {
    const kept = changes({ message: 'after' }, dialled, { status: 'SCHEDULED', retryCount: 1 });
    expect(lines(kept.slice(1))).toEqual(['Edited']);
    expect(lines(kept.slice(3))).toEqual([]);
  });

  test('has a cancellation before its change is heard of, once', () => {
    const cancelled = detail({ status: 'CANCELLED', version: 2 });
    expect(lines(changes(), cancelled)).toEqual(['Cancelled']);
    expect(lines(changes({ status: 'CANCELLED' }), cancelled)).toEqual(['Cancelled']);
  });

  test('says where it does not begin at the creation', () => {
    const kept = changes({ message: 'after' });
    const many = changes(...Array.from({ length: 100 }, () => ({})));
    expect(missingWords(detail({ version: 2 }), kept)).toBeNull();
    expect(missingWords(detail({ version: 1 }), [])).toBeNull();
    expect(missingWords(detail({ version: 2 }), [])).toBe('Earlier changes are not kept any more.');
    expect(missingWords(detail({ version: 2 }), kept.slice(1))).toBe(
      'Earlier changes are not kept any more.',
    );
    expect(missingWords(detail({ version: 101 }), many.slice(1))).toBe(
      'Of its changes, the last 100 are shown.',
    );
  });
});

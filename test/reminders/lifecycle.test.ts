import { readFileSync } from 'node:fs';
import { v7 as uuidv7 } from 'uuid';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Database } from '../../src/persistence/open-database.ts';
import { run } from '../../src/persistence/statement.ts';
import { lifecycle, type ReminderStatus, reminderStatuses } from '../../src/reminders/lifecycle.ts';
import { createTestDatabase } from '../support/test-database.ts';

const page = readFileSync(new URL('../../docs/lifecycle.md', import.meta.url), 'utf8');
const budget = 3;

type Row = Record<string, string | number | Date | null>;

/** A row that each status may have. */
function rowOf(status: ReminderStatus): Row {
  const wasRun = status === 'completed' || status === 'failed';
  return {
    id: uuidv7(),
    phone_number: '+14155550123',
    message: 'Hello',
    scheduled_time: new Date(),
    status,
    max_retry_attempts: budget,
    attempt_count: 1,
    retry_count: wasRun ? 1 : 0,
    next_attempt_at: status === 'scheduled' ? new Date() : null,
    claimed_by: status === 'dispatching' ? uuidv7() : null,
    last_run_at: wasRun || status === 'calling' ? new Date() : null,
    failure_reason: status === 'failed' ? 'No route.' : null,
    call_sid: null,
  };
}

let database: Database;
beforeAll(async () => {
  const testDatabase = await createTestDatabase();
  database = await testDatabase.open();
  return () => testDatabase[Symbol.asyncDispose]();
});

/** `null` when the database takes the row, or the name of the constraint that refuses it. */
async function refusalOf(row: Row): Promise<string | null> {
  const columns = Object.keys(row);
  const sql = `insert into reminders (${columns}) values (${columns.map((_, index) => `$${index + 1}`)})`;
  try {
    await run(database.fork(), sql, Object.values(row));
    return null;
  } catch (error) {
    const name = /constraint "(\w+)"/.exec(String(error))?.[1];
    if (!name) throw error;
    return name;
  }
}

const filled: Row = {
  next_attempt_at: new Date(),
  deferral: 'too-many-calls',
  claimed_by: uuidv7(),
  last_run_at: new Date(),
  failure_reason: 'No route.',
  call_sid: 'call-1',
};

/** The page's table: column → status → what it says. */
const cells = [...page.matchAll(/^\| `(\w+)` *\|(.*)\|$/gm)].flatMap(([, column = '', rest = '']) =>
  rest.split('|').map((cell, index) => ({
    column,
    status: reminderStatuses[index] as ReminderStatus,
    says: cell.trim(),
  })),
);

describe('the lifecycle', () => {
  test('is drawn in docs/lifecycle.md, step by step', () => {
    const drawn = [...page.matchAll(/^ {2}(\S+) --> (\w+): (\w+)$/gm)].map(
      ([, from, to, step]) => `${step}: ${from} → ${to}`,
    );
    const steps = Object.entries(lifecycle).flatMap(([step, { from, to }]) =>
      from.map((each: ReminderStatus | null) => `${step}: ${each ?? '[*]'} → ${to}`),
    );
    expect(drawn.toSorted()).toEqual(steps.toSorted());
  });

  test('names every status in the page in the same order', () => {
    const [, header] = /^\| column +\|(.*)\|$/m.exec(page) ?? [];
    expect(header?.split('|').map((cell) => cell.trim())).toEqual([...reminderStatuses]);
    expect(cells).toHaveLength(7 * reminderStatuses.length);
  });

  test('every status but those that need a person leads on', () => {
    const byItself = new Set(['claim', 'await', 'complete', 'giveBack', 'fail']);
    const left = new Set(
      Object.entries(lifecycle).flatMap(([step, { from }]) => (byItself.has(step) ? [...from] : [])),
    );
    expect([...left].toSorted()).toEqual(['calling', 'dispatching', 'scheduled']);
  });
});

describe('the database', () => {
  test.each(reminderStatuses)('takes a well-formed row that is %s', async (status) => {
    expect(await refusalOf(rowOf(status))).toBeNull();
  });

  test('refuses a status that the lifecycle does not know', async () => {
    expect(await refusalOf({ ...rowOf('cancelled'), status: 'ringing' })).toBe('reminders_status');
  });

  test.each(cells.filter(({ column }) => column in filled))(
    'holds $column of a $status reminder to be "$says"',
    async ({ column, status, says }) => {
      const withNull = await refusalOf({ ...rowOf(status), [column]: null });
      const withValue = await refusalOf({ ...rowOf(status), [column]: filled[column] ?? null });
      const takes = { null: withNull === null, value: withValue === null };
      expect(takes).toEqual({ null: says !== 'set', value: says !== 'null' });
      expect(['set', 'null', 'either']).toContain(says);
    },
  );

  test.each(cells.filter(({ column }) => column === 'retry_count'))(
    'holds the retry count of a $status reminder within $says',
    async ({ status, says }) => {
      const [least, most] = says
        .split(' … ')
        .map((text) => (text === 'budget' ? budget : text === 'budget − 1' ? budget - 1 : Number(text)));
      const taken: number[] = [];
      for (const retryCount of [-1, 0, 1, 2, 3, 4]) {
        if ((await refusalOf({ ...rowOf(status), retry_count: retryCount })) === null) taken.push(retryCount);
      }
      expect([taken[0], taken.at(-1)]).toEqual([least, most]);
    },
  );

  test('refuses a dispatching reminder without an attempt', async () => {
    expect(await refusalOf({ ...rowOf('dispatching'), attempt_count: 0 })).toBe('reminders_dispatching');
  });

  test.each([
    ['a phone number without +', { phone_number: '14155550123' }, 'reminders_phone_number_e164'],
    [
      'a phone number that is too long',
      { phone_number: `+${'1'.repeat(16)}` },
      'reminders_phone_number_e164',
    ],
    [
      'a phone number with a second line',
      { phone_number: '+14155550123\n+1' },
      'reminders_phone_number_e164',
    ],
    ['an empty message', { message: '' }, 'reminders_message_length'],
    ['a message of 1,001 characters', { message: '🔔'.repeat(1_001) }, 'reminders_message_length'],
    ['a budget of none', { max_retry_attempts: 0 }, 'reminders_budget'],
    ['a budget of 11', { max_retry_attempts: 11 }, 'reminders_budget'],
    ['a key without a fingerprint', { idempotency_key: 'k' }, 'reminders_idempotency'],
    ['a fingerprint without a key', { idempotency_fingerprint: 'f' }, 'reminders_idempotency'],
  ])('refuses %s', async (_, change: Row, constraint) => {
    expect(await refusalOf({ ...rowOf('scheduled'), ...change })).toBe(constraint);
  });

  test('refuses a second reminder with one idempotency key', async () => {
    const keyed = () => ({ ...rowOf('scheduled'), idempotency_key: 'same', idempotency_fingerprint: 'f' });
    onTestFinished(async () => void (await run(database.fork(), 'delete from reminders')));
    expect(await refusalOf(keyed())).toBeNull();
    expect(await refusalOf(keyed())).toBe('reminders_idempotency_key');
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { guardCell, unguardCell } from '../../src/cli/spreadsheet-cell.ts';
import { exportReminders } from '../../src/persistence/export-reminders.ts';
import type { Database } from '../../src/persistence/open-database.ts';
import { run } from '../../src/persistence/statement.ts';
import { processEnvironment } from '../support/bellhop-process.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { main, runBellhop } from './run-bellhop.ts';

/** Far enough ahead to be scheduled, and near enough. */
const year = new Date().getUTCFullYear() + 1;
const messages = [
  'plain',
  '=HYPERLINK("http://evil.example","x")',
  "'=already",
  "''+twice",
  '+1 and more',
  '@SUM(1)',
  'quote " comma , semicolon ;',
  'two\nlines\r\nand more',
  '😀 Grüße',
  "it's fine",
  '＝wide',
];

describe('bellhop export', () => {
  let url: string;
  let database: Database;
  beforeAll(async () => {
    const made = await createTestDatabase();
    url = made.url;
    database = await made.open();
    const insert = `insert into reminders (id, phone_number, message, scheduled_time, status, next_attempt_at, max_retry_attempts, idempotency_key, idempotency_fingerprint)
      select gen_random_uuid(), '+1415555' || lpad(n::text, 4, '0'), coalesce(($1::text[])[n], 'row ' || n), $2::timestamptz + n * interval '1 hour', 'scheduled',
        now() + interval '1 day', 3 + n % 3, case when n % 2 = 0 then 'key ' || n end, case when n % 2 = 0 then 'f' end
      from generate_series(1, 2500) n`;
    await run(database.fork(), insert, [messages, `${year}-01-01T00:00:00Z`]);
    await run(
      database.fork(),
      `update reminders set status = 'cancelled', next_attempt_at = null where phone_number = '+14155550001'`,
    );
    return () => made[Symbol.asyncDispose]();
  });

  const bellhop = (...args: string[]) => runBellhop(['export', ...args], { DATABASE_URL: url });
  const contents = async (of: Database) =>
    run(
      of.fork(),
      `select phone_number, message, scheduled_time::text, max_retry_attempts from reminders where status = 'scheduled' order by phone_number`,
    );

  test('comes back by import as it was, and is not created twice where it came from', async () => {
    const { code, stdout } = await bellhop('--status', 'scheduled');
    expect(code).toBe(0);
    const here = await runBellhop(['import', '-'], { DATABASE_URL: url }, stdout);
    expect(here.stdout).toBe('2499 rows: 0 created, 2499 there already, 0 refused.\n');
    await using elsewhere = await createTestDatabase();
    const there = await runBellhop(['import', '-'], { DATABASE_URL: elsewhere.url }, stdout);
    expect(there).toMatchObject({
      code: 0,
      stdout: '2499 rows: 2499 created, 0 there already, 0 refused.\n',
    });
    expect(await contents(await elsewhere.open())).toEqual(await contents(database));
    const twice = await runBellhop(['import', '-'], { DATABASE_URL: elsewhere.url }, stdout);
    expect(twice.stdout).toBe('2499 rows: 0 created, 2499 there already, 0 refused.\n');
    const edited = await runBellhop(
      ['import', '-'],
      { DATABASE_URL: url },
      stdout.replace('row 2000', 'other'),
    );
    expect(edited.stderr).toContain('is there, and says something else. Change it with updateReminder');
  });

  test('has no cell that a spreadsheet would run', async () => {
    const { stdout } = await bellhop();
    expect(stdout).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
    expect(stdout).not.toMatch(/(^|,)"?[=@＝-]/m);
    expect(stdout).not.toMatch(/(^|,)"?\+(?!\d+,)/m);
  });

  test('narrows by status and time, and writes NDJSON', async () => {
    const { stdout } = await bellhop(
      '--format',
      'ndjson',
      '--from',
      `${year}-01-01T01:00:00Z`,
      '--until',
      `${year}-01-01T05:00:00+01:00`,
    );
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.map(({ phone }) => phone).toSorted()).toEqual([
      '+14155550001',
      '+14155550002',
      '+14155550003',
    ]);
    expect(rows.find(({ phone }) => phone === '+14155550002')).toMatchObject({
      status: 'scheduled',
      message: messages[1],
      time: `${year}-01-01T02:00:00.000Z`,
      idempotency_key: 'key 2',
      max_attempts: 5,
      call_sid: null,
    });
    const cancelled = await bellhop('--status', 'cancelled,failed');
    expect(cancelled.stdout.trim().split('\n')).toHaveLength(2);
    expect((await bellhop('--status', 'completed')).stdout).toBe(`${stdoutHeader}\n`);
  });

  test('holds one page at a time, however slowly it is read', async () => {
    let pages = 0;
    const fork = () => {
      pages += 1;
      return database.fork();
    };
    const reminders = exportReminders(fork, {});
    for (let count = 0; count < 1_000; count += 1) await reminders.next();
    expect(pages).toBe(1);
    const rest = await Array.fromAsync(reminders);
    expect(rest).toHaveLength(1_500);
    expect(pages).toBe(3);
  });

  test('ends in peace where its reader has had enough', async () => {
    const child = spawn(process.execPath, [main, 'export'], {
      env: processEnvironment({ DATABASE_URL: url }),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  test.each([
    [['--format', 'xml'], '--format must be csv or ndjson.'],
    [['--status', 'done'], '--status "done" is not one of: scheduled,'],
    [['--from', 'yesterday'], '--from: "yesterday" is no time'],
    [
      ['--until', '2031-01-01 00:00'],
      '--until: "2031-01-01 00:00" does not say in which time zone: add its offset.',
    ],
    [['all'], '"all" is not understood.'],
  ])('%j fails and says what to do', async (args, message) => {
    expect(await bellhop(...args)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(message),
    });
  });
});

const stdoutHeader =
  'id,status,phone,message,time,idempotency_key,max_attempts,retry_count,call_sid,failure_reason,created_at';

test('a guarded cell is no formula, and gives its text back', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom("'", '=', '+', '@', '1', 'a', '\t') }),
  );
  fc.assert(
    fc.property(cell, (text) => {
      const guarded = guardCell(text);
      expect(unguardCell(guarded)).toBe(text);
      if (!/^\+\d+$/.test(text)) expect(guarded).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
    }),
  );
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createDoNotCallList } from '../../src/persistence/do-not-call-list.ts';
import { createReminderStore } from '../../src/persistence/reminder-store.ts';
import type { ReminderStore } from '../../src/reminders/reminder-store.ts';
import { startTestApp } from '../support/app.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { runBellhop } from './run-bellhop.ts';

/** Far enough ahead to be scheduled, and near enough. */
const year = new Date().getUTCFullYear() + 1;
/** When clocks in Europe are put forward, and back. */
const [march, october] = [lastSunday(3), lastSunday(10)];

describe('bellhop import', () => {
  let url: string;
  let store: ReminderStore;
  let folder: string;
  beforeAll(async () => {
    const database = await createTestDatabase();
    url = database.url;
    const { fork } = await database.open();
    store = createReminderStore({ fork, onEvents: () => {} });
    await createDoNotCallList({ fork }).add('+14155550000', null);
    folder = await mkdtemp(join(tmpdir(), 'bellhop-import-'));
    return async () => {
      await rm(folder, { recursive: true, force: true });
      await database[Symbol.asyncDispose]();
    };
  });

  const bellhop = (args: string[], stdin = '', environment = {}) =>
    runBellhop(['import', ...args], { DATABASE_URL: url, ...environment }, stdin);
  const total = () => store.count({});
  const to = async (phoneNumber: string) => {
    const order = { field: 'scheduledTime', direction: 'asc' } as const;
    const take = { from: 'start', count: 100 } as const;
    return (await store.list({ filter: { phoneNumber }, order, after: null, before: null, take })).reminders;
  };

  test('schedules each row of a file, once, however often it is run', async () => {
    const file = join(folder, 'rows.csv');
    const text = [
      'phone,message,time,idempotency_key,max_attempts,note',
      `+1 415 555 1001,"Bring ""two"" forms,\nand a pen",${year}-01-02T09:00:00+01:00,,,x`,
      '',
      `+14155551001,'=SUM(A1),${year}-01-02 10:00:00.250Z,appointment-7,5,y`,
    ].join('\r\n');
    await writeFile(file, `\uFEFF${text}`);
    const first = await bellhop([file]);
    expect(first).toMatchObject({ code: 0, stdout: '2 rows: 2 created, 0 there already, 0 refused.\n' });
    expect(await to('+14155551001')).toMatchObject([
      {
        message: 'Bring "two" forms,\nand a pen',
        scheduledTime: new Date(`${year}-01-02T08:00:00Z`),
        maxRetryAttempts: 3,
        status: 'scheduled',
      },
      { message: '=SUM(A1)', scheduledTime: new Date(`${year}-01-02T10:00:00.250Z`), maxRetryAttempts: 5 },
    ]);
    const before = await total();
    const again = await bellhop([file]);
    expect(again).toMatchObject({ code: 0, stdout: '2 rows: 0 created, 2 there already, 0 refused.\n' });
    expect(await total()).toBe(before);
  });

  test('lists every bad row with its line before it creates anything', async () => {
    const before = await total();
    const rows = [
      'phone,message,time',
      `+14155551002,fine,${year}-01-02T09:00:00Z`,
      `4155551002,no country,${year}-01-02T09:00:00Z`,
      '"+14155551002","two\nlines",tomorrow',
      '+14155551002, ,2020-01-02T09:00:00Z',
      '+14155551002,past,2020-01-02T09:00:00Z',
      `+14155550000,listed,${year}-01-02T09:00:00Z`,
      `+14155551002,fine,${year}-01-02T10:00:00+01:00`,
      `+14155551002,no such day,${year}-02-30T10:00:00Z`,
      '+14155551002',
    ];
    const { code, stdout, stderr } = await bellhop(['-'], rows.join('\n'));
    expect(code).toBe(1);
    expect(stdout).toBe('9 rows: 1 to create, 0 there already, 8 bad. Nothing was created.\n');
    expect(stderr.split('\n').map((line) => line.slice(0, 60))).toEqual([
      expect.stringContaining('line 3: The phone number is not a complete'),
      expect.stringContaining('line 4: "tomorrow" is no time such as'),
      expect.stringContaining('line 6: message is blank.'),
      expect.stringContaining('line 7: The scheduled time 2020-01-02T09:00:00.000Z lies'),
      expect.stringContaining('line 8: The number is on the do-not-call list.'),
      expect.stringContaining('line 9: The same as line 2'),
      expect.stringContaining(`line 10: "${year}-02-30T10:00:00Z" is no day and time`),
      expect.stringContaining('line 11: message is blank. "" is no time'),
      expect.stringContaining('Mend the rows above'),
      '',
    ]);
    expect(await total()).toBe(before);
    const skipping = await bellhop(['-', '--skip-bad-rows'], rows.join('\n'));
    expect(skipping.code).toBe(1);
    expect(skipping.stdout).toBe('9 rows: 1 created, 0 there already, 8 refused.\n');
    expect(await total()).toBe(before + 1);
  });

  test('holds rows against what may be rung', async () => {
    const rows = `phone,message,time\n+4915112345678,x,${year}-01-02T09:00:00Z\n+14155551003,x,${year}-01-02T09:00:00Z\n+14155551003,y,${year}-01-02T10:00:00Z`;
    const rules = { ALLOWED_COUNTRY_CODES: 'US', MAX_REMINDERS_PER_NUMBER_AND_DAY: '1' };
    const { stderr } = await bellhop(['-', '--dry-run'], rows, rules);
    expect(stderr).toContain('line 2: Numbers of DE may not be rung');
    expect(stderr).not.toContain('line 3:');
    expect(stderr).toContain(
      `line 4: The number has 1 reminders on ${year}-01-02 (UTC); at most 1 are allowed.`,
    );
  });

  test('reads times on a wall in the zone that is given, and refuses those that the clocks skip or repeat', async () => {
    const rows = [
      'phone,message,time',
      `+14155551004,summer,${year}-07-01 09:00`,
      `+14155551004,winter,${year}-12-01T09:00:30`,
      `+14155551004,with an offset,${year}-12-01T09:00Z`,
      `+14155551004,skipped,${march} 02:30`,
      `+14155551004,twice,${october} 02:30`,
    ];
    const { stderr } = await bellhop(
      ['-', '--time-zone', 'Europe/Berlin', '--skip-bad-rows'],
      rows.join('\n'),
    );
    expect(stderr).toContain(`line 5: "${march} 02:30" does not exist in Europe/Berlin`);
    expect(stderr).toContain(`line 6: "${october} 02:30" comes twice in Europe/Berlin`);
    expect((await to('+14155551004')).map(({ scheduledTime }) => scheduledTime.toISOString())).toEqual([
      `${year}-07-01T07:00:00.000Z`,
      `${year}-12-01T08:00:30.000Z`,
      `${year}-12-01T09:00:00.000Z`,
    ]);
    const without = await bellhop(['-'], rows.slice(0, 2).join('\n'));
    expect(without.stderr).toContain('does not say in which time zone: add its offset, or give --time-zone.');
  });

  test('takes columns by the names that flags give, and other delimiters', async () => {
    const rows = `Wann;Nummer;Was;Akte\n${year}-01-02T09:00:00Z;+14155551005;Guten Tag;a-1\n`;
    const flags = ['--time', 'Wann', '--phone', 'Nummer', '--message', 'Was', '--key', 'Akte'];
    const { code } = await bellhop(['-', '--delimiter', ';', ...flags], rows);
    expect(code).toBe(0);
    expect((await store.findByIdempotencyKey('a-1'))?.reminder.message).toBe('Guten Tag');
    const changed = await bellhop(['-', '--delimiter', ';', ...flags], rows.replace('Guten', 'Schönen'));
    expect(changed).toMatchObject({ code: 1, stderr: expect.stringContaining('"a-1" was used before') });
    const tabs = await bellhop(
      ['-', '--delimiter', 'tab', ...flags, '--dry-run'],
      rows.replaceAll(';', '\t'),
    );
    expect(tabs.stdout).toBe('1 rows: 0 to create, 1 there already, 0 bad. Nothing was created.\n');
  });

  test('does nothing on a dry run, and says what it would do', async () => {
    const before = await total();
    const rows = `phone,message,time\n+14155551006,x,${year}-01-02T09:00:00Z`;
    const { code, stdout } = await bellhop(['-', '--dry-run'], rows);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: '1 rows: 1 to create, 0 there already, 0 bad. Nothing was created.\n',
    });
    expect(await total()).toBe(before);
  });

  test('creates a thousand rows in a transaction, says how far it is, and writes what came of each', async () => {
    const count = 2_500;
    const rows = Array.from(
      { length: count },
      (_, index) => `+14155551007,row ${index},${year}-01-02T09:00:00Z`,
    );
    const result = join(folder, 'result.csv');
    const text = `phone,message,time\n${rows.join('\n')}`;
    const { code, stdout, stderr } = await bellhop(['-', '--result', result], text);
    expect(code).toBe(0);
    expect(stdout).toBe(`${count} rows: ${count} created, 0 there already, 0 refused.\n`);
    expect(stderr).toBe(`1000 of ${count}\n2000 of ${count}\n${count} of ${count}\n`);
    expect(await store.count({ phoneNumber: '+14155551007' })).toBe(count);
    const lines = (await readFile(result, 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(count + 1);
    expect(lines[1]).toMatch(/^2,created,[0-9a-f-]{36},$/);
    const again = await bellhop(['-', '--result', result], text);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('result.csv is there already') });
  });

  test('is seen and rung by instances that run', async () => {
    await using app = await startTestApp();
    const time = new Date(Date.now() + 1_000).toISOString();
    const rung = app.simulator.ledger.whenCalls(1);
    await runBellhop(
      ['import', '-'],
      { DATABASE_URL: app.databaseUrl },
      `phone,message,time\n+14155551008,now,${time}`,
    );
    await rung;
    expect(app.simulator.ledger.callsTo('+14155551008')).toMatchObject([{ text: 'now' }]);
  });

  test.each([
    ['no file', ['nowhere.csv'], '', 'There is no file nowhere.csv.'],
    ['no file named', [], '', 'Name one, and only one.'],
    ['nothing', ['-'], '', 'There is nothing in it'],
    ['other columns', ['-'], 'a,b\n1,2', 'must name the columns phone, message, time; it names: a | b'],
    ['another delimiter', ['-'], 'phone;message;time\n1;2;3', 'say --delimiter'],
    ['a column that is not there', ['-', '--phone', 'tel'], 'phone\n', 'There is no column "tel".'],
    ['an unknown zone', ['-', '--time-zone', 'Mars/Base'], '', '--time-zone "Mars/Base" is not one'],
    ['a long delimiter', ['-', '--delimiter', '::'], '', '--delimiter must be one character'],
    ['a stray quote', ['-'], 'phone,message,time\n1,a"b,2', 'is no CSV'],
  ])('with %s fails and says what to do', async (_, args, stdin, message) => {
    const before = await total();
    expect(await bellhop(args, stdin)).toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
    expect(await total()).toBe(before);
  });

  test('refuses text that is not in UTF-8, rather than say it wrongly', async () => {
    const file = join(folder, 'latin1.csv');
    onTestFinished(() => rm(file));
    await writeFile(
      file,
      Buffer.from(`phone,message,time\n+14155551009,Müller,${year}-01-02T09:00:00Z`, 'latin1'),
    );
    expect((await bellhop([file])).stderr).toContain('is not in UTF-8. Save it as "CSV UTF-8"');
  });
});

function lastSunday(month: number): string {
  const last = new Date(Date.UTC(year, month, 0));
  last.setUTCDate(last.getUTCDate() - last.getUTCDay());
  return last.toISOString().slice(0, 10);
}

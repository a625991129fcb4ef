import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBellhop } from '../../src/client/client.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { processEnvironment } from '../support/bellhop-process.ts';
import { addNodeTypes, type Consumer, installPackedClient } from './consumer.ts';
import { examplesInComments, examplesInPage } from './documented-examples.ts';
import { settle } from './settle.ts';

const documented = [
  ...(await examplesInComments('src/client/bellhop.ts')),
  ...(await examplesInComments('src/client/client.ts')),
  ...(await examplesInPage('docs/client.md')),
  ...(await examplesInPage('README.md')),
];
const browser = { lib: ['es2022', 'dom'], types: [] };

describe('the packed client, installed in an empty project', () => {
  let consumer: Consumer;
  beforeAll(async () => {
    consumer = await installPackedClient();
  });
  afterAll(() => consumer?.[Symbol.asyncDispose]());

  test('brings no other package along', async () => {
    const installed = await readdir(join(consumer.folder, 'node_modules'));
    expect(installed.filter((name) => !name.startsWith('.'))).toEqual(['bellhop']);
    const lock = JSON.parse(await readFile(join(consumer.folder, 'package-lock.json'), 'utf8'));
    expect(Object.keys(lock.packages)).toEqual(['', 'node_modules/bellhop']);
  });

  test('imports nothing but its own files, and needs nothing of Node’s', async () => {
    const files = (await readdir(consumer.packageFolder)).filter((name) => /\.(js|d\.ts)$/.test(name));
    expect(files).toContain('client.js');
    for (const file of files) {
      const text = await readFile(join(consumer.packageFolder, file), 'utf8');
      const imports = [...text.matchAll(/(?:from|import\() ?["']([^"']+)["']/g)].map(([, name]) => name);
      const foreign = imports.filter(
        (name) => !name?.startsWith('./') && name !== 'ws' && name !== 'bellhop/client',
      );
      expect(foreign, file).toEqual([]);
      if (file.endsWith('.js')) expect(text, file).not.toMatch(/\b(process|Buffer|require)\b\s*[.(]/);
    }
  });

  test('is imported by plain JavaScript', async () => {
    await consumer.write(
      'plain.js',
      `import * as client from 'bellhop/client'; console.log(Object.keys(client).join());`,
    );
    const { stdout } = await consumer.node(['plain.js']);
    expect(stdout.trim()).toBe(
      'AuthError,BellhopError,CursorExpiredError,OperationError,TransportError,createBellhop',
    );
  });

  test.each([
    ['a page, bundled', { module: 'esnext', moduleResolution: 'bundler', ...browser }],
    ['strict to the utmost', { module: 'nodenext', exactOptionalPropertyTypes: true, ...browser }],
  ])('is typed for %s', async (_name, options) => {
    await consumer.write('types.ts', typed);
    expect(await consumer.check(['types.ts'], options)).toBe('');
  });

  test('tells wrong uses when they are compiled', async () => {
    const wrong = `import { createBellhop } from 'bellhop/client';
      const bellhop = createBellhop({});
      bellhop.schedule({ phoneNumber: '+14155550123', message: 'x' });
      (await bellhop.cancel('x')).reminder;
      bellhop.watch({ filter: { status: ['RINGING'] } });`;
    await consumer.write('wrong.ts', wrong);
    const told = await consumer.check(['wrong.ts'], { module: 'nodenext', ...browser });
    expect([...told.matchAll(/wrong\.ts\((\d)/g)].map(([, line]) => line)).toEqual(['2', '3', '4', '5']);
  });

  test('is a handful of KiB: the core, and what is loaded when something is watched', async () => {
    const bundled = await rolldown({ input: join(consumer.packageFolder, 'client.js'), platform: 'browser' });
    const { output } = await bundled.generate({ minify: true });
    const kib: Record<string, number> = {};
    for (const chunk of output) {
      if (chunk.type !== 'chunk') continue;
      const kind = /web-socket|server-sent-events/.exec(chunk.fileName)?.[0] ?? 'core';
      kib[kind] = (kib[kind] ?? 0) + gzipSync(chunk.code).length / 1024;
    }
    expect(Object.keys(kib).sort()).toEqual(['core', 'server-sent-events', 'web-socket']);
    // Measured: 4.7, 3.8 and 2.0.
    expect(kib['core']).toBeLessThan(5);
    expect(kib['web-socket']).toBeLessThan(4.5);
    expect(kib['server-sent-events']).toBeLessThan(2.5);
  });

  describe('runs', () => {
    let app: TestApp;
    const examples = ['examples/schedule-from-csv.ts', 'examples/follow.ts', 'examples/call-off.js'];
    beforeAll(async () => {
      await addNodeTypes(consumer);
      app = await startTestApp();
    });
    afterAll(() => app[Symbol.asyncDispose]());
    const env = () => processEnvironment({ BELLHOP_URL: app.url });
    const node = { module: 'nodenext', lib: ['es2024'], types: ['node'], allowJs: true, checkJs: true };

    test('the examples, which are type-checked', async () => {
      // Node's own types do not fit each other without it.
      expect(await consumer.check(examples, { ...node, skipLibCheck: true })).toBe('');
    });

    test('examples/schedule-from-csv.ts', async () => {
      const csv = `+14155550123,${new Date(Date.now() + 3_600_000).toISOString()},Dentist, at nine
nobody,2999-01-01T00:00:00Z,Far ahead

+14155550123,tomorrow,When?
`;
      await consumer.write('reminders.csv', csv);
      for (const _ of ['once', 'and again']) {
        const { stdout, stderr } = await consumer.node([examples[0] as string, 'reminders.csv'], {
          env: env(),
        });
        expect(stdout).toBe('Scheduled: 1, not scheduled: 2\n');
        expect(stderr).toMatch(/^Line 4: "tomorrow" is not an instant.*\nLine 2: .*\n$/);
      }
      const [page] = await Array.fromAsync(createBellhop({ url: app.url }).list());
      expect(page?.reminders.map(({ message }) => message)).toEqual(['Dentist, at nine']);
    });

    test('examples/follow.ts, which goes on where it was when it is started again', async () => {
      const bellhop = createBellhop({ url: app.url });
      const reminder = { phoneNumber: '+14155550199', message: 'x', scheduledTime: '2027-01-01T00:00:00Z' };
      const { reminder: earlier } = await settle(bellhop, () => bellhop.schedule(reminder));
      await settle(bellhop, () => bellhop.cancel(earlier.id));
      let id = '';
      const first = await follow(async (connected) => {
        await connected;
        const result = await bellhop.schedule(reminder);
        if (result.__typename === 'CreateReminderSuccess') id = result.reminder.id;
      });
      expect(first).toBe('+14155550199 NEW → SCHEDULED');
      await bellhop.cancel(id);
      expect(await follow(async () => {})).toBe('+14155550199 SCHEDULED → CANCELLED');
    });

    /** Runs it until its first line, and stops it as a person would. */
    async function follow(act: (connected: Promise<unknown>) => Promise<void>): Promise<string> {
      const child = spawn(process.execPath, [examples[1] as string, 'cursor.txt'], {
        cwd: consumer.folder,
        env: env(),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      try {
        const line = once(createInterface(child.stdout), 'line');
        await act(once(child.stderr, 'data'));
        const [text] = await line;
        const ended = once(child, 'exit');
        child.kill('SIGINT');
        expect(await ended).toEqual([0, null]);
        return text;
      } finally {
        child.kill('SIGKILL');
      }
    }

    test('examples/call-off.js', async () => {
      const bellhop = createBellhop({ url: app.url });
      const scheduledTime = '2027-01-01T00:00:00Z';
      const rows = Array.from({ length: 25 }, () => ({
        phoneNumber: '+14155550177',
        message: 'x',
        scheduledTime,
      }));
      await bellhop.scheduleMany(rows);
      const { stdout } = await consumer.node([examples[2] as string, '+14155550177'], { env: env() });
      expect(stdout).toBe('Called off: 25\n');
      const filter = { phoneNumber: '+14155550177' };
      expect(await bellhop.counts({ filter })).toMatchObject({ CANCELLED: 25, SCHEDULED: 0 });
    });

    test('the documented examples, which are type-checked', async () => {
      const files = documented.map((_, index) => `documented-${index}.ts`);
      for (const [index, { program }] of documented.entries())
        await consumer.write(files[index] as string, program);
      expect(await consumer.check(files, { ...node, skipLibCheck: true })).toBe('');
    });

    test.each(documented.map((example, index) => [example.name, example, index] as const))(
      '%s',
      async (_name, { program, prints }, index) => {
        await using fresh = await startTestApp();
        const bellhop = createBellhop({ url: fresh.url });
        const scheduledTime = new Date(Date.now() + 3_600_000);
        const { reminder } = await settle(bellhop, () =>
          bellhop.schedule({ phoneNumber: '+14155550123', message: 'Water the plants.', scheduledTime }),
        );
        const file = `documented-${index}.ts`;
        await consumer.write(file, program);
        const { stdout, stderr } = await consumer.node([file], {
          env: processEnvironment({ BELLHOP_URL: fresh.url, REMINDER_ID: reminder.id }),
        });
        expect(stderr).toBe('');
        expect(stdout.split('\n').slice(0, -1)).toEqual(prints);
      },
    );
  });
});

test('every method of the client has an example', () => {
  const names = documented.map(({ name }) => name.split(': ')[1]);
  const { dispatcher, ...methods } = createBellhop({ url: 'http://127.0.0.1:4000' });
  expect(names).toEqual(
    expect.arrayContaining([...Object.keys(methods), ...Object.keys(dispatcher), 'createBellhop']),
  );
});

const typed = `
import { createBellhop, type Reminder, type ScheduleResult, type StatusChange, type TypedDocument } from 'bellhop/client';
const bellhop = createBellhop({ url: 'http://127.0.0.1:4000', token: async () => 'x' });

export function reminderOf(result: ScheduleResult): Reminder {
  switch (result.__typename) {
    case 'CreateReminderSuccess':
      return result.reminder;
    case 'ValidationError':
      throw new Error(result.issues.map(({ code, path }) => code + path.join('.')).join());
    case 'IdempotencyConflictError':
      throw new Error(result.message);
    default:
      return result satisfies never;
  }
}

export async function titles(signal: AbortSignal): Promise<readonly string[]> {
  const document: TypedDocument<{ a: string[] }, { b: number }> = 'query ($b: Int) { a(b: $b) }';
  // @ts-expect-error: the variables are typed.
  await bellhop.execute(document, { b: 'x' });
  return (await bellhop.execute(document, { b: 1 }, { signal })).a;
}

export const changes: AsyncIterable<StatusChange> = bellhop.watch({ after: await bellhop.cursor() });
// @ts-expect-error: there is no such status.
export const isRinging = (await bellhop.get('x'))?.status === 'RINGING';
`;

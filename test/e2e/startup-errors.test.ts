import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBellhop } from '../support/bellhop-process.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { closedPort } from '../vapi/closed-port.ts';

let folder: string;
let database: TestDatabase;
let occupied: Server;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-startup-'));
  writeFileSync(join(folder, 'file'), '');
  database = await createTestDatabase();
  occupied = createServer();
  await new Promise<void>((listening) => occupied.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  await new Promise((closed) => occupied.close(closed));
  await database[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** What it printed to stderr before it ended with code 1, as lines. */
async function refusal(environment: Record<string, string>): Promise<string[]> {
  // In a folder of its own, so that no file .env of whoever runs the tests has a say.
  await using bellhop = startBellhop({ DATA_DIR: join(folder, 'data'), ...environment }, folder);
  const { code, stderr } = await bellhop.ended;
  expect({ code, stderr }).toMatchObject({ code: 1 });
  expect(stderr).not.toMatch(/^\s+at /m);
  return stderr.trimEnd().split('\n');
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

describe('a process that cannot start', () => {
  test('lists everything that is wrong with its configuration, with its value and what is allowed', async () => {
    const [head, ...problems] = await refusal({
      PORT: '70000',
      SCHEDULER_INTERVAL_SECONDS: 'often',
      MAX_RETRY_ATTEMPTS: '11',
      UNKNOWN_OUTCOME: 'shrug',
      DATABASE_URL: 'mysql://user:hunter2@127.0.0.1/bellhop',
      LEASE_SECONDS: '3',
      HEARTBEAT_SECONDS: '2',
      TWILIO_PHONE_NUMBER: '+15005550006',
      VAPI_PHONE_NUMBER_ID: 'number-1',
    });
    expect(head).toBe('The configuration has 7 problems:');
    expect(problems).toEqual([
      '  - PORT: "70000" must be a whole number from 0 to 65535.',
      expect.stringMatching(/^ {2}- DATABASE_URL: its value must be a URL that begins with postgres:\/\//),
      '  - SCHEDULER_INTERVAL_SECONDS: "often" must be a number from 0.1 to 86400.',
      '  - MAX_RETRY_ATTEMPTS: "11" must be a whole number from 1 to 10.',
      '  - UNKNOWN_OUTCOME: "shrug" must be one of: retry, fail.',
      expect.stringMatching(/^ {2}- VAPI_PHONE_NUMBER_ID: only one number can ring\./),
      expect.stringMatching(/^ {2}- LEASE_SECONDS: 3 must be at least twice HEARTBEAT_SECONDS \(2\)/),
    ]);
    expect(problems.join()).not.toContain('hunter2');
  });

  test('since its port is in use says so, and what to set', async () => {
    const port = String(portOf(occupied));
    const lines = await refusal({ DATABASE_URL: database.url, PORT: port });
    expect(lines).toEqual([
      `The port ${port} on 127.0.0.1 is in use; set PORT to another, or to 0 for a free one.`,
    ]);
  });

  test("since the simulator's port is in use says so, and what to set", async () => {
    const port = String(portOf(occupied));
    const lines = await refusal({ DATABASE_URL: database.url, SIMULATOR_PORT: port });
    expect(lines).toEqual([expect.stringMatching(new RegExp(`:${port}\\b.*\\bSIMULATOR_PORT\\b.*\\.$`))]);
  });

  test('since nothing answers at DATABASE_URL says so, without the password', async () => {
    const lines = await refusal({
      DATABASE_URL: `postgres://somebody:hunter2@127.0.0.1:${await closedPort()}/bellhop`,
    });
    expect(lines).toEqual([
      expect.stringMatching(/^The database bellhop at .*ECONNREFUSED.*DATABASE_URL.*\.$/),
    ]);
    expect(lines[0]).not.toContain('hunter2');
  });

  test('since its database does not exist says so', async () => {
    const url = Object.assign(new URL(database.url), { pathname: '/no_such_database' });
    const lines = await refusal({ DATABASE_URL: url.href });
    expect(lines).toEqual([expect.stringMatching(/no_such_database.*does not exist.*DATABASE_URL.*\.$/)]);
  });

  test('since its folder cannot be written says so, and what to set', async () => {
    // Below a file, since permissions would not keep root out.
    const lines = await refusal({ DATA_DIR: join(folder, 'file', 'data') });
    expect(lines).toEqual([expect.stringMatching(/cannot be written: ENOTDIR.*DATA_DIR.*DATABASE_URL.*\.$/)]);
  });
});

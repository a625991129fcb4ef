import { beforeAll, describe, expect, test } from 'vitest';
import { hashSecret } from '../../src/access/api-token.ts';
import type { TokenStore } from '../../src/access/token-store.ts';
import { expiryTime } from '../../src/cli/expiry-time.ts';
import { createTokenStore } from '../../src/persistence/token-store.ts';
import { runBellhop } from '../cli/run-bellhop.ts';
import { createTestDatabase } from '../support/test-database.ts';

describe('bellhop token', () => {
  let tokens: TokenStore;
  let url: string;
  beforeAll(async () => {
    const database = await createTestDatabase();
    url = database.url;
    tokens = createTokenStore(await database.open());
    return () => database[Symbol.asyncDispose]();
  });

  const bellhop = (...args: string[]) => runBellhop(args, { DATABASE_URL: url });

  test('create refuses a first token that would lock every administrator out, unless an issuer is set', async () => {
    const first = ['token', 'create', '--name', 'first', '--scope', 'read'];
    const refused = await bellhop(...first);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('The first token must be of the scope admin');
    expect(await tokens.list()).toEqual([]);
    await using other = await createTestDatabase();
    const issuer = { JWT_JWKS_URL: 'https://id.example/keys', JWT_ISSUER: 'x', JWT_AUDIENCE: 'y' };
    expect((await runBellhop(first, { DATABASE_URL: other.url, ...issuer })).stdout).toMatch(/^bh_/);
    expect((await bellhop('token', 'create', '--name', 'first', '--scope', 'admin')).code).toBe(0);
  });

  test('create prints the secret alone to stdout, and keeps only its hash', async () => {
    const { stdout, stderr } = await bellhop(
      'token',
      'create',
      '--name',
      'clinic',
      '--scope',
      'write',
      '--expires',
      '90d',
    );
    expect(stdout).toMatch(/^bh_[\w-]{43}\n$/);
    expect(stderr).not.toContain(stdout.trim());
    const token = await tokens.findByHash(hashSecret(stdout.trim()));
    expect(token).toMatchObject({ name: 'clinic', scope: 'write', revokedAt: null });
    const days = ((token?.expiresAt?.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(89);
    expect(days).toBeLessThan(91);
  });

  test.each([
    ['expires after a year by default', [], 365],
    ['never expires where that is asked for', ['--expires', 'never'], null],
  ])('a token %s', async (_, expires, days) => {
    const { stdout } = await bellhop('token', 'create', '--name', 'x', '--scope', 'read', ...expires);
    const token = await tokens.findByHash(hashSecret(stdout.trim()));
    const life = token?.expiresAt ? (token.expiresAt.getTime() - Date.now()) / 86_400_000 : null;
    expect(life && Math.round(life)).toBe(days);
  });

  test('list shows every token, and revoke ends one', async () => {
    await bellhop('token', 'create', '--name', 'to revoke', '--scope', 'read');
    const id = (await tokens.list())[0]?.id ?? '';
    expect((await bellhop('token', 'list')).stdout).toContain(`${id}  read   to revoke, created `);
    expect((await bellhop('token', 'revoke', id)).stdout).toContain('REVOKED');
    expect((await tokens.list()).find((token) => token.id === id)?.revokedAt).toBeInstanceOf(Date);
  });

  test('do-not-call adds, lists and removes numbers', async () => {
    await bellhop('do-not-call', 'add', '+1 415 555 0001', '--reason', 'asked for it');
    expect((await bellhop('do-not-call', 'list')).stdout).toMatch(
      /^\+14155550001, since .*: asked for it\n$/,
    );
    expect((await bellhop('do-not-call', 'remove', '+14155550001')).stdout).toContain('may be rung again');
    expect((await bellhop('do-not-call', 'list')).stdout).toBe('');
  });

  test('no command writes escape sequences of names, reasons and messages to a terminal', async () => {
    const name = 'clinic\u001b]0;owned\u0007\u202e\nforged';
    await bellhop('token', 'create', '--name', name, '--scope', 'read');
    const shown = String.raw`clinic\u001b]0;owned\u0007\u202e\nforged`;
    expect((await bellhop('token', 'list')).stdout).toContain(shown);
    await bellhop('do-not-call', 'add', '+14155550002', '--reason', name);
    expect((await bellhop('do-not-call', 'list')).stdout).toContain(`: ${shown}\n`);

    const file = `phone,message,time\n+14155550100,"Dr. Ü: \u001b[31mred",${new Date(Date.now() + 3_600_000).toISOString()}\n`;
    await runBellhop(['import', '-'], { DATABASE_URL: url }, file);
    for (const format of ['csv', 'ndjson']) {
      const args = ['export', '--format', format];
      const onTerminal = await runBellhop(args, { DATABASE_URL: url }, '', { isTTY: true });
      expect(onTerminal.stdout).toContain(String.raw`Dr. Ü: \u001b[31mred`);
      expect(onTerminal.stdout).not.toContain('\u001b');
      const inFile = (await bellhop(...args)).stdout;
      expect(inFile).toContain(format === 'csv' ? 'Ü: \u001b[31mred' : String.raw`Ü: \u001b[31mred`);
    }
  });

  test.each([
    [['token', 'create', '--name', 'x'], '--scope must be one of: read, write, admin.'],
    [['token', 'create', '--name', ' ', '--scope', 'read'], 'name is blank.'],
    [['token', 'create', '--name', 'x', '--scope', 'read', '--expires', 'soon'], '--expires "soon" must be'],
    [
      ['token', 'create', '--name', 'x', '--scope', 'read', '--expires', '2020-01-01T00:00Z'],
      'lies in the past',
    ],
    [['token', 'create', '--secret', 'x'], "Unknown option '--secret'"],
    [['token', 'revoke', '1'], '"1" is not the id of a token'],
    [['token', 'revoke', '00000000-0000-7000-8000-000000000000'], 'There is no API token with the id'],
    [['do-not-call', 'add', '4155550123'], 'is not a phone number'],
    [['do-not-call', 'add'], 'Name one'],
    [['do-not-call', 'remove', '+14155550123'], '+14155550123 is not on the do-not-call list.'],
    [['token', 'steal'], 'token has no action "steal".'],
    [['toString'], 'There is no command "toString".'],
    [[], 'No command was given.'],
  ])('%j fails and says why', async (args, message) => {
    const before = (await tokens.list()).length;
    expect(await bellhop(...args)).toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
    expect((await tokens.list()).length).toBe(before);
  });
});

test('an expiry is a span from now, or an instant with its offset', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  expect(expiryTime('30m', now)).toEqual(new Date('2026-01-01T00:30:00Z'));
  expect(expiryTime('2d', now)).toEqual(new Date('2026-01-03T00:00:00Z'));
  expect(expiryTime('2026-02-01T00:00+02:00', now)).toEqual(new Date('2026-01-31T22:00:00Z'));
  for (const wrong of ['', '0d', '5', '2026-02-01', '2026-02-01T00:00', '2026-13-01T00:00Z', 'd', '-5d']) {
    expect(expiryTime(wrong, now), wrong).toBeNull();
  }
});

import { describe, expect, test } from 'vitest';
import type { ApiToken } from '../../src/access/api-token.ts';
import { createSecret, hashSecret } from '../../src/access/api-token.ts';
import { createAuthenticator } from '../../src/access/authenticator.ts';
import type { TokenStore } from '../../src/access/token-store.ts';

const now = new Date('2030-01-01T00:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

function createFakes({ mayBeOpen = true, ...overrides }: Partial<ApiToken> & { mayBeOpen?: boolean } = {}) {
  const secret = createSecret();
  const token: ApiToken = {
    id: '00000000-0000-7000-8000-000000000001',
    name: 'clinic',
    scope: 'write',
    createdAt: minutesAgo(1_000),
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
    ...overrides,
  };
  const calls: [string, unknown][] = [];
  let exists = true;
  const call = <T>(name: string, argument: unknown, answer: T) => {
    calls.push([name, argument]);
    return Promise.resolve(answer);
  };
  const tokens: TokenStore = {
    any: () => call('any', null, exists),
    findByHash: (hash) => call('findByHash', hash, hash === hashSecret(secret) ? token : null),
    usable: (ids) => call('usable', ids, new Set(ids)),
    touch: (id) => call('touch', id, undefined),
    create: () => Promise.reject(new Error('not here')),
    revoke: () => Promise.reject(new Error('not here')),
    list: () => Promise.reject(new Error('not here')),
  };
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const authenticator = createAuthenticator({ tokens, jwt: null, now: () => now, logger }, { mayBeOpen });
  return {
    authenticator,
    secret,
    calls,
    forgetTokens: () => (exists = false),
    makeToken: () => (exists = true),
  };
}

describe('a secret', () => {
  test('is prefixed, and never the same twice', () => {
    const secrets = Array.from({ length: 1_000 }, createSecret);
    expect(new Set(secrets).size).toBe(1_000);
    for (const secret of secrets) expect(secret).toMatch(/^bh_[\w-]{43}$/);
  });

  test('lets in whose token it is', async () => {
    const { authenticator, secret } = createFakes();
    expect(await authenticator.authenticate(secret)).toEqual({
      kind: 'token',
      key: 'token:00000000-0000-7000-8000-000000000001',
      name: 'clinic',
      scope: 'write',
      expiresAt: null,
    });
  });

  test.each([
    ['was revoked', { revokedAt: minutesAgo(1) }, 'This token was revoked.'],
    ['has expired', { expiresAt: now }, 'This token has expired.'],
    ['was revoked and has expired', { revokedAt: minutesAgo(1), expiresAt: now }, 'This token was revoked.'],
  ])('that %s is refused', async (_, overrides, message) => {
    const { authenticator, secret, calls } = createFakes(overrides);
    expect(await authenticator.authenticate(secret)).toEqual({
      kind: 'refused',
      reason: message.includes('revoked') ? 'revoked' : 'expired',
      message,
    });
    expect(calls.map(([name]) => name)).not.toContain('touch');
  });

  // The look-up's time depends on what reaches the database: a hash, of which a guess that is nearly right tells nothing.
  test('reaches the database as its hash only, which differs all over for a secret that differs in one place', async () => {
    const { authenticator, secret, calls } = createFakes();
    const nearly = secret.slice(0, -1) + (secret.endsWith('A') ? 'E' : 'A');
    await authenticator.authenticate(secret);
    await authenticator.authenticate(nearly);
    const hashes = calls.filter(([name]) => name === 'findByHash').map(([, hash]) => String(hash));
    expect(hashes).toEqual([hashSecret(secret), hashSecret(nearly)]);
    const same = [...(hashes[0] ?? '')].filter((digit, index) => digit === hashes[1]?.[index]).length;
    expect(same).toBeLessThan(24);
    expect(JSON.stringify(calls)).not.toContain(secret.slice(3));
  });

  test.each(['', 'bh_', 'bh_short', `bh_${'A'.repeat(44)}`, `bh_${'A'.repeat(42)}'`, `xx_${'A'.repeat(43)}`])(
    'that cannot be one costs no query: %j',
    async (nonsense) => {
      const { authenticator, calls } = createFakes();
      expect(await authenticator.authenticate(nonsense)).toMatchObject({ kind: 'refused' });
      expect(calls).toEqual([]);
    },
  );

  test.each([
    [null, 1],
    [minutesAgo(0.9), 0],
    [minutesAgo(1), 1],
  ])('last used at %s is noted %i times', async (lastUsedAt, times) => {
    const { authenticator, secret, calls } = createFakes({ lastUsedAt });
    await authenticator.authenticate(secret);
    expect(calls.filter(([name]) => name === 'touch')).toHaveLength(times);
  });
});

describe('without credentials', () => {
  test('nobody gets in where there is a token, or beyond the loopback', async () => {
    for (const fakes of [createFakes(), createFakes({ mayBeOpen: false })]) {
      expect(await fakes.authenticator.authenticate(null)).toMatchObject({ kind: 'refused' });
    }
    const outside = createFakes({ mayBeOpen: false });
    outside.forgetTokens();
    expect(await outside.authenticator.authenticate(null)).toMatchObject({ kind: 'refused' });
  });

  test('anybody gets in on the loopback until there is a token, and never again after', async () => {
    const { authenticator, forgetTokens, makeToken } = createFakes();
    forgetTokens();
    expect(await authenticator.authenticate(null)).toMatchObject({ kind: 'open', scope: 'admin' });
    makeToken();
    expect(await authenticator.authenticate(null)).toMatchObject({ kind: 'refused' });
    forgetTokens();
    expect(await authenticator.authenticate(null)).toMatchObject({ kind: 'refused' });
  });

  test('a wrong secret is refused also where none would be needed', async () => {
    const { authenticator, forgetTokens } = createFakes();
    forgetTokens();
    expect(await authenticator.authenticate(createSecret())).toMatchObject({ kind: 'refused' });
  });
});

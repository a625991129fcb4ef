import { v7 as uuidv7 } from 'uuid';
import { beforeAll, describe, expect, test } from 'vitest';
import { hashSecret } from '../../src/access/api-token.ts';
import type { NewApiToken, TokenStore } from '../../src/access/token-store.ts';
import { run } from '../../src/persistence/statement.ts';
import { createTokenStore } from '../../src/persistence/token-store.ts';
import { createTestDatabase } from '../support/test-database.ts';

describe('the token store', () => {
  let tokens: TokenStore;
  let sql: (statement: string, parameters?: unknown[]) => Promise<readonly unknown[]>;
  beforeAll(async () => {
    const database = await createTestDatabase();
    const { fork } = await database.open();
    tokens = createTokenStore({ fork });
    sql = (statement, parameters) => run(fork(), statement, parameters);
    return () => database[Symbol.asyncDispose]();
  });

  const draft = (overrides: Partial<NewApiToken> = {}): NewApiToken => {
    const id = uuidv7();
    return { id, name: 'booking', scope: 'write', secretHash: hashSecret(id), expiresAt: null, ...overrides };
  };

  test('says whether there is any token, and still does when all are revoked', async () => {
    expect(await tokens.any()).toBe(false);
    const { id } = await tokens.create(draft());
    await tokens.revoke(id);
    expect(await tokens.any()).toBe(true);
  });

  test('finds a token by the hash of its secret, and by nothing else', async () => {
    const expiresAt = new Date('2030-01-02T03:04:05.678Z');
    const made = await tokens.create(draft({ expiresAt, secretHash: hashSecret('the secret') }));
    expect(made).toMatchObject({
      name: 'booking',
      scope: 'write',
      expiresAt,
      lastUsedAt: null,
      revokedAt: null,
    });
    expect(await tokens.findByHash(hashSecret('the secret'))).toEqual(made);
    expect(await tokens.findByHash(hashSecret('the secreT'))).toBeNull();
  });

  test('keeps the instant of the first revocation, and knows no other ids', async () => {
    const { id } = await tokens.create(draft());
    const first = await tokens.revoke(id);
    expect(first?.revokedAt).toBeInstanceOf(Date);
    expect(await tokens.revoke(id)).toEqual(first);
    expect(await tokens.revoke(uuidv7())).toBeNull();
  });

  test('tells which tokens are usable: not revoked, not expired', async () => {
    const good = await tokens.create(draft());
    const expired = await tokens.create(draft({ expiresAt: new Date(Date.now() - 1_000) }));
    const revoked = await tokens.create(draft());
    await tokens.revoke(revoked.id);
    expect(await tokens.usable([good.id, expired.id, revoked.id, uuidv7()])).toEqual(new Set([good.id]));
  });

  test('writes the last use once a minute at most', async () => {
    const { id, secretHash } = draft();
    await tokens.create(draft({ id, secretHash }));
    const versions = () => sql('select xmin::text from api_tokens where id = $1::uuid', [id]);
    await tokens.touch(id);
    const [touched, version] = [await tokens.findByHash(secretHash), await versions()];
    expect(touched?.lastUsedAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
    await tokens.touch(id);
    expect(await versions()).toEqual(version);
    await sql(
      `update api_tokens set last_used_at = last_used_at - interval '61 seconds' where id = $1::uuid`,
      [id],
    );
    await tokens.touch(id);
    expect((await tokens.findByHash(secretHash))?.lastUsedAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  test('lists the newest first, and never a secret or its hash', async () => {
    const { id } = await tokens.create(draft());
    const list = await tokens.list();
    expect(list[0]?.id).toBe(id);
    expect(Object.keys(list[0] ?? {}).sort()).toEqual(
      ['id', 'name', 'scope', 'createdAt', 'expiresAt', 'lastUsedAt', 'revokedAt'].sort(),
    );
  });
});

import type { SqlEntityManager } from '@mikro-orm/sql';
import type { ApiToken } from '../access/api-token.ts';
import { askedTogether } from '../access/asked-together.ts';
import type { Scope } from '../access/scope.ts';
import type { TokenStore } from '../access/token-store.ts';
import { prepared } from './prepared.ts';
import { run } from './statement.ts';

/** Half of a pool, so that connections that fall silent leave others to ask by. */
const QUESTIONS_AT_ONCE = 5;

const columns = 'id, name, scope, created_at, expires_at, last_used_at, revoked_at';

const createSql = `
  insert into api_tokens (id, name, scope, secret_hash, expires_at)
  values ($1::uuid, $2::text, $3::text, decode($4::text, 'hex'), $5::timestamptz)
  returning ${columns}`;

const revokeSql = `
  update api_tokens set revoked_at = coalesce(revoked_at, statement_timestamp())
  where id = $1::uuid
  returning ${columns}`;

const listSql = `select ${columns} from api_tokens order by created_at desc, id desc`;

const anySql = prepared('any_token', 'select exists (select from api_tokens) as any');

const findByHashSql = prepared(
  'find_tokens',
  `select ${columns}, encode(secret_hash, 'hex') as hash from api_tokens
  where secret_hash = any (array(select decode(hash, 'hex') from unnest($1::text[]) as hash))`,
);

const usableSql = `
  select id from api_tokens
  where id = any ($1::uuid[]) and revoked_at is null
    and (expires_at is null or expires_at > statement_timestamp())`;

// The condition keeps a thousand requests in one minute from writing the row a thousand times.
const touchSql = `
  update api_tokens set last_used_at = statement_timestamp()
  where id = $1::uuid
    and (last_used_at is null or last_used_at <= statement_timestamp() - interval '1 minute')`;

interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly scope: Scope;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly last_used_at: string | null;
  readonly revoked_at: string | null;
}

export function createTokenStore({ fork }: { readonly fork: () => SqlEntityManager }): TokenStore {
  const rows = async (sql: string, parameters: readonly unknown[] = []) =>
    (await run<TokenRow>(fork(), sql, parameters)).map(fromRow);
  // Every request asks one of these two.
  const any = askedTogether(async ([key = '']: readonly string[]) => {
    const [answer] = await run<{ any: boolean }>(fork(), anySql);
    return new Map([[key, answer?.any === true]]);
  }, QUESTIONS_AT_ONCE);
  const byHash = askedTogether(async (hashes: readonly string[]) => {
    const found = await run<TokenRow & { hash: string }>(fork(), findByHashSql, [hashes]);
    return new Map(found.map((row) => [row.hash, fromRow(row)]));
  }, QUESTIONS_AT_ONCE);
  return {
    async create({ id, name, scope, secretHash, expiresAt }) {
      const [token] = await rows(createSql, [id, name, scope, secretHash, expiresAt?.toISOString() ?? null]);
      if (!token) throw new Error(`The API token ${id} was not stored.`);
      return token;
    },
    revoke: async (id) => (await rows(revokeSql, [id]))[0] ?? null,
    list: () => rows(listSql),
    any: async () => (await any('')) === true,
    findByHash: async (secretHash) => (await byHash(secretHash)) ?? null,
    async usable(ids) {
      const found = await run<{ id: string }>(fork(), usableSql, [ids]);
      return new Set(found.map(({ id }) => id));
    },
    async touch(id) {
      await run(fork(), touchSql, [id]);
    },
  };
}

function fromRow(row: TokenRow): ApiToken {
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return {
    id: row.id,
    name: row.name,
    scope: row.scope,
    createdAt: new Date(row.created_at),
    expiresAt: date(row.expires_at),
    lastUsedAt: date(row.last_used_at),
    revokedAt: date(row.revoked_at),
  };
}

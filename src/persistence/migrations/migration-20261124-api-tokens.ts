import { Migration } from '@mikro-orm/migrations';

/** API tokens, of whose secrets only the SHA-256 is kept; see hashSecret in src/access/api-token.ts. */
export class Migration20261124ApiTokens extends Migration {
  override up(): void {
    this.addSql(`
      create table api_tokens (
        id uuid primary key,
        name text not null,
        scope text not null,
        secret_hash bytea not null,
        created_at timestamptz(3) not null default now(),
        expires_at timestamptz(3),
        last_used_at timestamptz(3),
        revoked_at timestamptz(3),
        constraint api_tokens_name check (char_length(name) between 1 and 100),
        constraint api_tokens_scope check (scope in ('read', 'write', 'admin')),
        constraint api_tokens_secret_hash check (octet_length(secret_hash) = 32)
      )`);
    this.addSql('create unique index api_tokens_secret_hash on api_tokens (secret_hash)');
  }

  override down(): void {
    this.addSql('drop table api_tokens');
  }
}

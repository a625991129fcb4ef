import type { ApiToken } from './api-token.ts';
import type { Scope } from './scope.ts';

export interface NewApiToken {
  readonly id: string;
  readonly name: string;
  readonly scope: Scope;
  readonly secretHash: string;
  readonly expiresAt: Date | null;
}

/** Where API tokens are kept. They are never deleted: the list says who could come in when. */
export interface TokenStore {
  create(token: NewApiToken): Promise<ApiToken>;
  /** `null`: there is no such token. One that was revoked before stays revoked since then. */
  revoke(id: string): Promise<ApiToken | null>;
  /** All of them, the newest first. */
  list(): Promise<ApiToken[]>;
  /** Whether there is any, usable or not. */
  any(): Promise<boolean>;
  findByHash(secretHash: string): Promise<ApiToken | null>;
  /** Those among the ids that are neither revoked nor expired, by the database's clock. */
  usable(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Notes that the token was used now, once a minute at most. */
  touch(id: string): Promise<void>;
}

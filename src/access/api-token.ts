import { createHash, randomBytes } from 'node:crypto';
import type { Scope } from './scope.ts';

/** What is known of an API token: everything but its secret. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly scope: Scope;
  readonly createdAt: Date;
  /** `null`: never. */
  readonly expiresAt: Date | null;
  /** To the minute; `null`: never used. */
  readonly lastUsedAt: Date | null;
  /** `null`: not revoked. */
  readonly revokedAt: Date | null;
}

/** So that people, log scrubbers and secret scanners know one when they see it. */
export const tokenPrefix = 'bh_';
const wellFormed = /^bh_[A-Za-z0-9_-]{43}$/;

/** A new secret of 256 random bits. */
export function createSecret(): string {
  return tokenPrefix + randomBytes(32).toString('base64url');
}

/** Whether it can be a secret of ours at all, so that nonsense costs no query. */
export function isWellFormed(secret: string): boolean {
  return wellFormed.test(secret);
}

/**
 * What the database keeps of a secret, in hex. A plain SHA-256 is right for it: slow, salted hashes make up for
 * passwords that can be guessed, and nobody guesses 256 random bits. It also makes the look-up safe: how long the
 * index takes to compare depends on the hash, of which a caller cannot choose one byte.
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

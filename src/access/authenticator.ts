import type { Log } from '../log.ts';
import { hashSecret, isWellFormed, tokenPrefix } from './api-token.ts';
import { type Caller, openCaller, type Refusal, type RefusalReason } from './caller.ts';
import type { JwtVerifier } from './jwt-verifier.ts';
import type { TokenStore } from './token-store.ts';

/** Decides who a caller is: the same way for HTTP, server-sent events, WebSocket and the sign-in cookie. */
export interface Authenticator {
  /** Whether callers need no credentials. Rejects where the database cannot be read. */
  isOpen(): Promise<boolean>;
  /**
   * `credentials`: an API token or a JWT without `Bearer`; `null` where nothing was sent.
   * Rejects only where it cannot be told, such as without the database.
   */
  authenticate(credentials: string | null): Promise<Caller | Refusal>;
  /** Those among the callers whose credentials are not good any more, each with the reason. */
  ended(callers: Iterable<Caller>): Promise<ReadonlyMap<Caller, string>>;
}

export interface AuthenticatorDeps {
  readonly tokens: TokenStore;
  /** `null`: JWTs are not accepted. */
  readonly jwt: JwtVerifier | null;
  readonly now: () => Date;
  readonly logger: Log;
}

export interface AuthenticatorOptions {
  /** Whether anybody may do anything as long as there is no token: for the loopback only. */
  readonly mayBeOpen: boolean;
}

const TOUCH_AFTER_MS = 60_000;

export function createAuthenticator(
  { tokens, jwt, now, logger }: AuthenticatorDeps,
  { mayBeOpen }: AuthenticatorOptions,
): Authenticator {
  // Tokens are never deleted, so once there was one there always is. It never opens again.
  let closed = !mayBeOpen || jwt !== null;

  async function isOpen(): Promise<boolean> {
    closed ||= await tokens.any();
    return !closed;
  }

  async function fromToken(secret: string): Promise<Caller | Refusal> {
    const token = isWellFormed(secret) ? await tokens.findByHash(hashSecret(secret)) : null;
    if (token === null) return refusal('unknown', 'This is not a token of this Bellhop.');
    if (token.revokedAt !== null) return refusal('revoked', 'This token was revoked.');
    if (token.expiresAt !== null && token.expiresAt <= now())
      return refusal('expired', 'This token has expired.');
    if (token.lastUsedAt === null || now().getTime() - token.lastUsedAt.getTime() >= TOUCH_AFTER_MS) {
      tokens.touch(token.id).catch((error) => {
        logger.warn({ event: 'token.untouched', err: error }, 'The last use of a token could not be noted');
      });
    }
    const { id, name, scope, expiresAt } = token;
    return { kind: 'token', key: `token:${id}`, name, scope, expiresAt };
  }

  return {
    isOpen,
    async authenticate(credentials) {
      if (credentials === null) {
        if (await isOpen()) return openCaller;
        return refusal(
          'missing',
          'No credentials were sent. Send an API token: "Authorization: Bearer bh_…".',
        );
      }
      if (jwt === null || credentials.startsWith(tokenPrefix)) return fromToken(credentials);
      return jwt.verify(credentials);
    },
    async ended(callers) {
      const all = [...callers];
      const ids = new Set(all.filter(({ kind }) => kind === 'token').map(tokenIdOf));
      const usable = ids.size === 0 ? new Set<string>() : await tokens.usable([...ids]);
      const stillOpen = all.some(({ kind }) => kind === 'open') && (await isOpen());
      const reasons = all.flatMap((caller): [Caller, string][] => {
        if (caller.expiresAt !== null && caller.expiresAt <= now())
          return [[caller, 'This token has expired.']];
        switch (caller.kind) {
          case 'token':
            return usable.has(tokenIdOf(caller)) ? [] : [[caller, 'This token was revoked.']];
          case 'open':
            return stillOpen ? [] : [[caller, 'There are API tokens now: send one.']];
          case 'jwt':
            return [];
          default:
            return caller.kind satisfies never;
        }
      });
      return new Map(reasons);
    },
  };
}

function tokenIdOf({ key }: Caller): string {
  return key.slice('token:'.length);
}

function refusal(reason: RefusalReason, message: string): Refusal {
  return { kind: 'refused', reason, message };
}

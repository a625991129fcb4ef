import type { Invalid } from '../reminders/problem.ts';
import { checkText, issue } from '../reminders/reminder-draft.ts';
import { type ApiToken, createSecret, hashSecret } from './api-token.ts';
import type { Scope } from './scope.ts';
import type { TokenStore } from './token-store.ts';

export const tokenNameLength = 100;
/** The default lifetime of a token. */
export const tokenLifeDays = 365;
const DAY_MS = 86_400_000;

export interface CreateApiTokenRequest {
  readonly name: string;
  readonly scope: Scope;
  /** Default: a year from now. `null`: never. */
  readonly expiresAt?: Date | null | undefined;
}

export interface CreatedApiToken {
  readonly kind: 'created-token';
  readonly token: ApiToken;
  /** Shown this once; only its hash is kept. */
  readonly secret: string;
}

export interface TokenContext {
  readonly tokens: TokenStore;
  /** Whether callers also get in with JWTs, so that the first token need not be an admin's. */
  readonly hasIssuer: boolean;
  readonly now: () => Date;
  /** A new UUIDv7. */
  readonly newId: () => string;
}

export async function createApiToken(
  { tokens, hasIssuer, now, newId }: TokenContext,
  request: CreateApiTokenRequest,
): Promise<CreatedApiToken | Invalid> {
  const name = request.name.trim();
  const { expiresAt = new Date(now().getTime() + tokenLifeDays * DAY_MS) } = request;
  const issues = checkText(name, 'name', tokenNameLength);
  if (expiresAt !== null && expiresAt <= now()) {
    const message = `The expiry ${expiresAt.toISOString()} lies in the past; it is ${now().toISOString()} now.`;
    issues.push(issue('TIME_IN_PAST', message, 'expiresAt'));
  }
  if (request.scope !== 'admin' && !hasIssuer && !(await tokens.any())) {
    const message = `The first token must be of the scope admin, since every caller needs one afterwards and a ${request.scope} token cannot create others.`;
    issues.push(issue('FIRST_TOKEN_NOT_ADMIN', message, 'scope'));
  }
  if (issues.length > 0) return { kind: 'invalid', issues };
  const secret = createSecret();
  const token = await tokens.create({
    id: newId(),
    name,
    scope: request.scope,
    secretHash: hashSecret(secret),
    expiresAt,
  });
  return { kind: 'created-token', token, secret };
}

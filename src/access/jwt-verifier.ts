import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { Caller, Refusal } from './caller.ts';
import { IssuerUnreachableError } from './issuer-unreachable-error.ts';
import { type Scope, scopes } from './scope.ts';

export interface JwtOptions {
  /** Where the issuer publishes its keys. */
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  /** The claim that lists scopes, as a string with spaces or a list: `read`, `write`, `admin`. */
  readonly scopeClaim: string;
}

export interface JwtVerifier {
  /** Rejects with an IssuerUnreachableError where the issuer's keys cannot be fetched. */
  verify(jwt: string): Promise<Caller | Refusal>;
}

// Signatures only that a public key verifies: never `none`, and never HMAC with a public key as its secret.
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const toleranceSeconds = 5;

export function createJwtVerifier({ jwksUrl, issuer, audience, scopeClaim }: JwtOptions): JwtVerifier {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 5_000 });
  return {
    async verify(jwt) {
      try {
        const { payload } = await jwtVerify(jwt, keys, {
          issuer,
          audience,
          algorithms,
          requiredClaims: ['exp', 'sub'],
          clockTolerance: toleranceSeconds,
        });
        const scope = highest(payload[scopeClaim]);
        if (scope === null) {
          return refusal(`The JWT's claim "${scopeClaim}" names none of the scopes ${scopes.join(', ')}.`);
        }
        const { sub = '', exp = 0 } = payload;
        // All without one would be one caller, to the limits and in the log.
        if (sub.trim() === '') return refusal('The JWT\'s claim "sub" is empty.');
        const expiresAt = new Date((exp + toleranceSeconds) * 1_000);
        return { kind: 'jwt', key: `jwt:${sub}`, name: sub, scope, expiresAt };
      } catch (error) {
        if (isFaultOfTheJwt(error)) return refusal(`The JWT is not accepted: ${error.code}.`);
        throw new IssuerUnreachableError(`The keys at ${jwksUrl} cannot be fetched.`, { cause: error });
      }
    },
  };
}

/** Whether the JWT is to blame, rather than the way to the issuer's keys. */
function isFaultOfTheJwt(error: unknown): error is errors.JOSEError {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== 'ERR_JOSE_GENERIC'
  );
}

function highest(claim: unknown): Scope | null {
  const named = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
  return scopes.findLast((scope) => named.includes(scope)) ?? null;
}

function refusal(message: string): Refusal {
  return { kind: 'refused', reason: 'jwt', message };
}

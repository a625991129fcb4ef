import type { Scope } from './scope.ts';

/** Who sends a request, as far as it has been proved. */
export interface Caller {
  /** `open`: nobody was asked, since this Bellhop has no tokens and listens on the loopback only. */
  readonly kind: 'token' | 'jwt' | 'open';
  /** What its limits are counted by: the same for all requests with one token, or of one JWT's subject. */
  readonly key: string;
  /** For people and the log: the token's name, or the JWT's subject. */
  readonly name: string;
  readonly scope: Scope;
  /** `null`: never. */
  readonly expiresAt: Date | null;
}

export const openCaller: Caller = {
  kind: 'open',
  key: 'open',
  name: 'anybody on this machine',
  scope: 'admin',
  expiresAt: null,
};

export const refusalReasons = ['missing', 'unknown', 'revoked', 'expired', 'jwt'] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** Why somebody is not let in: one sentence for them, which never holds what they sent. */
export interface Refusal {
  readonly kind: 'refused';
  /** For the log and the metrics. */
  readonly reason: RefusalReason;
  readonly message: string;
}

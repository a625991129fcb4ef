import { BellhopError } from './bellhop-error.ts';

/** The token is missing, wrong or expired, or does not allow this. Nothing was changed; trying again does not help. */
export class AuthError extends BellhopError {
  override readonly name = 'AuthError';
}

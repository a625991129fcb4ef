import { BellhopError, type ErrorDetails } from './bellhop-error.ts';

/**
 * No usable answer came: the server could not be reached, hung up, took too long, or something between answered in
 * its place. It does not mean that nothing was changed: the request may have arrived and only its answer been lost.
 */
export class TransportError extends BellhopError {
  override readonly name = 'TransportError';
  /** The HTTP status that was answered; `null` where there was no answer. */
  readonly status: number | null;
  /** How long the server asks to wait before the next try, in milliseconds; `null` where it did not. */
  readonly retryAfterMs: number | null;

  constructor(message: string, details: TransportErrorDetails = {}) {
    super(message, details);
    this.status = details.status ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
  }
}

export interface TransportErrorDetails extends ErrorDetails {
  readonly status?: number;
  readonly retryAfterMs?: number | null;
}

/** What every error that this client throws has in common; see the classes that extend it. */
export abstract class BellhopError extends Error {
  /** The id under which the server's log has the request; `null` where the server told none. */
  readonly requestId: string | null;

  constructor(message: string, { requestId = null, cause }: ErrorDetails = {}) {
    super(message, cause === undefined ? {} : { cause });
    this.requestId = requestId;
  }
}

export interface ErrorDetails {
  readonly requestId?: string | null;
  readonly cause?: unknown;
}

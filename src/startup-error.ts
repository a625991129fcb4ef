/**
 * The process cannot start for a reason that its operator can mend. The message is one plain sentence that says
 * what to do; `cause` holds what the system said. It does not mean that data was lost.
 */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}

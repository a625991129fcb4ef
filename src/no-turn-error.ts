/** A key got no turn: it waited longer than it may, or too many wait. The others of the same key still hold theirs. */
export class NoTurnError extends Error {
  override readonly name = 'NoTurnError';
}

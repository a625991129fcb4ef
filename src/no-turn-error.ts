/** A key waited longer than it may for a turn. The others of the same key still hold theirs. */
export class NoTurnError extends Error {
  override readonly name = 'NoTurnError';
}

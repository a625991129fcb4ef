/** A number that is never rung, whoever asks. */
export interface DoNotCallEntry {
  /** E.164. */
  readonly phoneNumber: string;
  readonly reason: string | null;
  readonly createdAt: Date;
}

/** The numbers that are never rung. A claim looks here by itself, so that an entry holds for what is scheduled already. */
export interface DoNotCallList {
  /** Adds a number; one that is there stays as it is. */
  add(phoneNumber: string, reason: string | null): Promise<DoNotCallEntry>;
  /** `false`: it was not there. */
  remove(phoneNumber: string): Promise<boolean>;
  /** Those among the numbers that are on it. */
  among(phoneNumbers: readonly string[]): Promise<ReadonlySet<string>>;
  /** In the order of the numbers, at most `count`, those after `after`. */
  list(count: number, after: string | null): Promise<DoNotCallEntry[]>;
}

/** `warn`: Bellhop runs, but perhaps not as was meant. `fail`: it does not start, or does not ring. */
export type Level = 'ok' | 'warn' | 'fail';

/** What one check found. */
export interface Finding {
  /** Which check, such as `clock`. */
  readonly check: string;
  readonly level: Level;
  readonly message: string;
  /** What to do about it; `null` where nothing is to be done. */
  readonly advice: string | null;
}

export function well(check: string, message: string): Finding {
  return { check, level: 'ok', message, advice: null };
}

export function unwell(level: 'warn' | 'fail', check: string, [message, advice]: [string, string]): Finding {
  return { check, level, message, advice };
}

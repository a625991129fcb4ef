import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

/** The options and positionals of a command. @throws UsageError where they are not these options, or not so many. */
export function parse<const O extends NonNullable<Parameters<typeof parseArgs>[0]>['options']>(
  args: readonly string[],
  options: O,
  count: number,
) {
  const parsed = (() => {
    try {
      return parseArgs({ args: [...args], options: options as O & {}, allowPositionals: true, strict: true });
    } catch (error) {
      throw new UsageError((error as Error).message, { cause: error });
    }
  })();
  if (parsed.positionals.length === count) return parsed;
  throw new UsageError(
    count === 0 ? `"${parsed.positionals[0]}" is not understood.` : 'Name one, and only one.',
  );
}

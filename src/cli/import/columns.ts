import { UsageError } from '../usage-error.ts';

export type Column = 'id' | 'phone' | 'message' | 'time' | 'key' | 'maxAttempts';

/** Where in a row each is; -1: the file does not have it. */
export type Columns = Readonly<Record<Column, number>>;

/** What columns are called where no flag says otherwise, without regard to case, spaces and underscores. */
const names: Readonly<Record<Column, readonly string[]>> = {
  id: ['id'],
  phone: ['phone', 'phonenumber', 'number'],
  message: ['message', 'text'],
  time: ['time', 'scheduledtime'],
  key: ['idempotencykey', 'key'],
  maxAttempts: ['maxattempts'],
};

const needed = ['phone', 'message', 'time'] as const;

/** Finds the columns by their names. @throws UsageError where one that is needed is missing, or named and not there. */
export function findColumns(header: readonly string[], given: Partial<Record<Column, string>>): Columns {
  const plain = header.map((name) => name.toLowerCase().replaceAll(/[\s_-]/g, ''));
  const find = (column: Column): number => {
    const name = given[column];
    if (name === undefined) return plain.findIndex((each) => names[column].includes(each));
    const at = header.indexOf(name);
    if (at >= 0) return at;
    throw new UsageError(`There is no column "${name}". The first line names: ${header.join(' | ')}`);
  };
  const columns: Columns = {
    id: find('id'),
    phone: find('phone'),
    message: find('message'),
    time: find('time'),
    key: find('key'),
    maxAttempts: find('maxAttempts'),
  };
  const missing = needed.filter((column) => columns[column] < 0);
  if (missing.length === 0) return columns;
  const flags = missing.map((column) => `--${column} <column>`).join(' ');
  const hint = header.length === 1 ? ' If something else than a comma is between them, say --delimiter.' : '';
  throw new UsageError(
    `The first line must name the columns ${needed.join(', ')}; it names: ${header.join(' | ')}. Say which they are: ${flags}.${hint}`,
  );
}

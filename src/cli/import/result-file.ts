import { type FileHandle, open } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { StartupError } from '../../startup-error.ts';
import { guardCell } from '../spreadsheet-cell.ts';
import type { RowResult } from './create-rows.ts';

export interface ResultFile extends AsyncDisposable {
  write(results: readonly RowResult[]): Promise<void>;
}

/** A new CSV file with a line for each row: its line, what came of it, the reminder's id, what was wrong. */
export async function openResultFile(path: string | null): Promise<ResultFile> {
  const file = path === null ? null : await create(path);
  const append = async (rows: readonly (readonly string[])[]) =>
    void (await file?.appendFile(stringify(rows.map((cells) => cells.map(guardCell)))));
  await append([['line', 'outcome', 'id', 'problem']]);
  return {
    write: (results) =>
      append(
        results.map((result) => [
          String(result.line),
          result.outcome,
          'id' in result ? result.id : '',
          'problem' in result ? result.problem : '',
        ]),
      ),
    [Symbol.asyncDispose]: async () => file?.close(),
  };
}

async function create(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why =
      code === 'EEXIST' ? 'is there already. Name another with --result' : `cannot be written: ${message}`;
    throw new StartupError(`${path} ${why}.`, { cause: error });
  }
}

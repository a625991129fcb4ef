import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { StartupError } from '../startup-error.ts';
import { unguardCell } from './spreadsheet-cell.ts';

export interface CsvRow {
  /** Where it begins, as an editor counts lines. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows of a file, or of `stdin` for `-`, that have anything in them; rejects with a StartupError where it is no CSV. */
export async function* readCsv(
  file: string,
  stdin: Readable,
  delimiter: string,
): AsyncGenerator<CsvRow, undefined, undefined> {
  const source: Readable = file === '-' ? stdin : createReadStream(file);
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
  });
  // What it throws comes out of the parser too.
  pipeline(source, decode, parser).catch(() => {});
  let line = 1;
  try {
    for await (const record of parser as AsyncIterable<readonly string[]>) {
      const begins = line;
      // Only cells in quotes hold line breaks. The parser's own count takes \r\n in them for two.
      line += record.join('').split('\n').length;
      const cells = record.map((cell) => unguardCell(cell.trim()));
      if (cells.some((cell) => cell !== '')) yield { line: begins, cells };
    }
  } catch (error) {
    throw new StartupError(whyUnreadable(error, file), { cause: error });
  }
}

/** Anything but UTF-8 would be spoken wrongly, so it is refused rather than replaced. */
async function* decode(source: AsyncIterable<Uint8Array>) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of source) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function whyUnreadable(error: unknown, file: string): string {
  const name = file === '-' ? 'What came on stdin' : file;
  const { code = '', message } = error as Error & { code?: string };
  if (error instanceof CsvError) {
    return `${name} is no CSV: ${message}. A cell that holds a quote is put in quotes, with each quote in it doubled. If something else than a comma is between cells, say --delimiter.`;
  }
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return `${name} is not in UTF-8. Save it as "CSV UTF-8", or convert it: iconv -f WINDOWS-1252 -t UTF-8.`;
  }
  if (code === 'ENOENT') return `There is no file ${file}.`;
  return `${name} cannot be read: ${message}.`;
}

import { StartupError } from '../startup-error.ts';
import type { DatabaseWork } from './command.ts';
import { findColumns } from './import/columns.ts';
import { createRows } from './import/create-rows.ts';
import { planImport } from './import/import-plan.ts';
import { type BadRow, type ImportRow, readRow } from './import/import-row.ts';
import { openResultFile } from './import/result-file.ts';
import { parse } from './parse-command.ts';
import { type CsvRow, readCsv } from './read-csv.ts';
import { isTimeZone } from './read-time.ts';
import { UsageError } from './usage-error.ts';
import { createUseCases } from './use-cases.ts';

export const importHelp = `Usage: npm run bellhop -- import <file.csv | -> [options]

Schedules one reminder for each row of a CSV file in UTF-8, or of stdin for "-". The first line names the columns:
phone, message and time, and where you have them idempotency_key and max_attempts. Others are left alone.

  --phone, --message, --time, --key <column>  which column it is, where it is called something else
  --time-zone <zone>      of times without an offset, such as Europe/Berlin
  --delimiter <character> what is between cells; default a comma, "tab" for a tab
  --dry-run               says what would be done, and does nothing
  --skip-bad-rows         schedules the others where some rows are bad
  --result <file.csv>     writes what came of each line to a new file

Every row is looked at before anything is created. Where one is bad, it is listed with its line and what is wrong,
nothing is created, and it ends with 1. Rows are created 1,000 in a transaction. A row that was imported before is not
created again: it is known by its idempotency key, or without one by its phone, message and time; so after a
failure run the same command again. A time that the clocks skip or show twice is refused.`;

const options = {
  phone: { type: 'string' },
  message: { type: 'string' },
  time: { type: 'string' },
  key: { type: 'string' },
  'time-zone': { type: 'string' },
  delimiter: { type: 'string', default: ',' },
  'dry-run': { type: 'boolean', default: false },
  'skip-bad-rows': { type: 'boolean', default: false },
  result: { type: 'string' },
} as const;

export function importCommand(args: readonly string[]): DatabaseWork {
  const { values, positionals } = parse(args, options, 1);
  const [file = ''] = positionals;
  const timeZone = values['time-zone'] ?? null;
  if (timeZone !== null && !isTimeZone(timeZone)) {
    throw new UsageError(`--time-zone "${timeZone}" is not one, such as Europe/Berlin or America/New_York.`);
  }
  const delimiter = values.delimiter === 'tab' ? '\t' : values.delimiter;
  if ([...delimiter].length !== 1) throw new UsageError('--delimiter must be one character, or "tab".');
  const { phone, message, time, key } = values;
  const given = {
    ...(phone !== undefined && { phone }),
    ...(message !== undefined && { message }),
    ...(time !== undefined && { time }),
    ...(key !== undefined && { key }),
  };

  return async (terminal, database, config) => {
    const { console, stdin } = terminal;
    const rows = readCsv(file, stdin, delimiter);
    const read = await readRows(rows, (header) => findColumns(header, given), timeZone);
    const context = await createUseCases(database, config);
    const { toCreate, existing, bad } = await planImport(database, context, read);
    for (const { line, problems } of bad) console.error(`line ${line}: ${problems.join(' ')}`);
    const summary = `${read.length} rows: ${toCreate.length} to create, ${existing.length} there already, ${bad.length} bad.`;
    const isRefused = bad.length > 0 && !values['skip-bad-rows'];
    if (bad.length > 0) terminal.exitCode = 1;
    if (values['dry-run'] || isRefused) {
      console.log(`${summary} Nothing was created.`);
      if (isRefused) console.error('Mend the rows above, or leave them out with --skip-bad-rows.');
      return;
    }
    await using resultFile = await openResultFile(values.result ?? null);
    await resultFile.write([
      ...existing.map((row) => ({ ...row, outcome: 'existing' }) as const),
      ...bad.map(
        ({ line, problems }) => ({ line, outcome: 'refused', problem: problems.join(' ') }) as const,
      ),
    ]);
    let done = 0;
    let created = 0;
    for await (const results of createRows(context, toCreate)) {
      await resultFile.write(results);
      for (const each of results) {
        if (each.outcome === 'created') created += 1;
        if (each.outcome !== 'refused') continue;
        console.error(`line ${each.line}: ${each.problem}`);
        terminal.exitCode = 1;
      }
      done += results.length;
      console.error(`${done} of ${toCreate.length}`);
    }
    console.log(
      `${read.length} rows: ${created} created, ${existing.length} there already, ${read.length - created - existing.length} refused.`,
    );
  };
}

async function readRows(
  csv: AsyncIterable<CsvRow>,
  columnsOf: (header: readonly string[]) => ReturnType<typeof findColumns>,
  timeZone: string | null,
): Promise<(ImportRow | BadRow)[]> {
  const rows: (ImportRow | BadRow)[] = [];
  let columns: ReturnType<typeof findColumns> | null = null;
  for await (const row of csv) {
    if (columns === null) columns = columnsOf(row.cells);
    else rows.push(readRow(row, columns, timeZone));
  }
  if (columns === null)
    throw new StartupError('There is nothing in it, not even a line that names the columns.');
  return rows;
}

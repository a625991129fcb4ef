import type { ImportRow } from '../import-rows.ts';
import type { ImportRun } from '../import-run.ts';
import { saveCsv } from '../save-file.ts';
import { count } from '../words.ts';
import { BadRows } from './bad-rows.tsx';
import { Problem } from './page.tsx';

interface ImportProgressProps {
  readonly run: ImportRun;
  readonly rows: readonly ImportRow[];
  readonly onAgain: () => void;
}

/** How far it is, and in the end what came of each row. */
export function ImportProgress({ run, rows, onAgain }: ImportProgressProps) {
  const results = run.results.value;
  const total = rows.filter(({ input }) => input !== null).length;
  const refused = results.filter(({ problem }) => problem !== null);
  const state = run.state.value;
  const byLine = new Map(rows.map((row) => [row.line, row]));
  const bad: readonly ImportRow[] = refused.map(({ line, problem }) => ({
    line,
    cells: byLine.get(line)?.cells ?? [],
    input: null,
    problems: [problem ?? ''],
  }));

  function save() {
    const byResult = new Map(results.map((result) => [result.line, result]));
    const lines = rows.map(({ line, cells, problems }) => {
      const result = byResult.get(line);
      const outcome = result
        ? result.problem
          ? 'refused'
          : 'created'
        : problems.length > 0
          ? 'left out'
          : 'not sent';
      return [String(line), outcome, result?.problem ?? problems.join(' '), result?.id ?? '', ...cells];
    });
    saveCsv('bellhop-import.csv', [['line', 'outcome', 'reason', 'reminder'], ...lines]);
  }

  return (
    <section class="card form narrow">
      <progress max={total} value={results.length} aria-label="How far it is" />
      <p role="status">
        {state === 'done'
          ? `${count(results.length - refused.length, 'reminder')} created${refused.length > 0 ? `, ${count(refused.length, 'row')} refused` : ''}.`
          : `${results.length} of ${total}${state === 'interrupted' ? ' – interrupted.' : '…'}`}
      </p>
      {run.problem.value && <Problem text={run.problem.value} />}
      {bad.length > 0 && <BadRows rows={bad} />}
      <div class="actions">
        {state === 'running' && (
          <button type="button" onClick={run.stop}>
            Stop
          </button>
        )}
        {state === 'interrupted' && (
          <button type="button" class="primary" onClick={() => void run.run()}>
            Go on
          </button>
        )}
        {state !== 'running' && (
          <>
            <button type="button" onClick={save}>
              Save the result as a file
            </button>
            <button type="button" onClick={onAgain}>
              Import another list
            </button>
            <a class="button" href="/reminders?status=scheduled">
              See what is scheduled
            </a>
          </>
        )}
      </div>
    </section>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { parseCsv, writeCsv } from '../csv.ts';
import {
  type Field,
  fieldWords,
  guessMapping,
  hasHeader,
  type ImportRow,
  type Mapping,
  readRows,
} from '../import-rows.ts';
import { createImport, type ImportItem, type ImportRun } from '../import-run.ts';
import { Page, Problem } from '../parts/page.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { readNumber } from '../phones.ts';
import { mayWrite, viewer } from '../viewer.ts';
import { count } from '../words.ts';
import { zone, zones } from '../zone.ts';

const SHOWN = 100;
const TYPING_PAUSE_MS = 250;

export function ImportPage() {
  const run = useSignal<{ readonly run: ImportRun; readonly rows: readonly ImportRow[] } | null>(null);
  if (viewer.value && !mayWrite.value) {
    return (
      <Page title="Import a list">
        <p>Your token may look but not change anything. Ask whoever gave it to you for one that may.</p>
      </Page>
    );
  }
  return (
    <Page title="Import a list">
      {run.value ? (
        <Progress {...run.value} onAgain={() => (run.value = null)} />
      ) : (
        <Prepare
          onStart={(rows) => {
            const items = rows.filter((row): row is ImportRow & ImportItem => row.input !== null);
            const started = createImport(items);
            run.value = { run: started, rows };
            void started.run();
          }}
        />
      )}
    </Page>
  );
}

function Prepare({ onStart }: { readonly onStart: (rows: readonly ImportRow[]) => void }) {
  const text = useSignal('');
  const timeZone = useSignal(zone.peek());
  const mapping = useSignal<Mapping | null>(null);
  const read = useSignal<readonly ImportRow[] | null>(null);
  const all = useMemo(zones, []);
  const parsed = useMemo(() => parseCsv(text.value), [text.value]);
  const isHeaded = hasHeader(parsed);
  const header = isHeaded ? (parsed[0] ?? null) : null;
  const width = Math.max(0, ...parsed.map((row) => row.length));
  const used = mapping.value ?? guessMapping(header, width);
  const usedKey = JSON.stringify(used);

  // The key stands for the mapping.
  useEffect(() => {
    if (parsed.length === 0) {
      read.value = null;
      return;
    }
    let isOver = false;
    const timer = setTimeout(async () => {
      const rows = isHeaded ? parsed.slice(1) : parsed;
      const options = { mapping: used, timeZone: timeZone.value, firstLine: isHeaded ? 2 : 1, readNumber };
      const found = await readRows(rows, options);
      if (!isOver) read.value = found;
    }, TYPING_PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [parsed, usedKey, timeZone.value]);

  async function take(file: File | undefined) {
    if (!file) return;
    mapping.value = null;
    text.value = await file.text();
  }

  const rows = read.value;
  const good = rows?.filter(({ input }) => input !== null).length ?? 0;
  const bad = rows?.filter(({ input }) => input === null) ?? [];
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the field inside does the same for the keyboard */}
      <section
        class="card form"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void take(event.dataTransfer?.files[0]);
        }}
      >
        <h2>1. The list</h2>
        <label>
          A CSV file, as spreadsheets save it; or drop it here
          <input
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            onChange={(event) => void take(event.currentTarget.files?.[0])}
          />
        </label>
        <div class="field">
          <label for="csv">Or paste it: one reminder on each line</label>
          <textarea
            id="csv"
            class="code"
            rows={6}
            spellcheck={false}
            value={text.value}
            placeholder={
              'phone,message,date,time\n+49 170 1234567,Your appointment is tomorrow at nine.,2027-04-03,17:00'
            }
            onInput={(event) => {
              mapping.value = null;
              text.value = event.currentTarget.value;
            }}
          />
        </div>
      </section>
      {parsed.length > 0 && (
        <section class="card form">
          <h2>2. What the columns mean</h2>
          <div class="mapping">
            {(Object.keys(fieldWords) as Field[]).map((field) => (
              <label key={field}>
                {fieldWords[field]}
                <select
                  value={String(used[field])}
                  onChange={(event) =>
                    (mapping.value = { ...used, [field]: Number(event.currentTarget.value) })
                  }
                >
                  <option value="-1">– none –</option>
                  {Array.from({ length: width }, (_, index) => (
                    <option key={index} value={String(index)}>
                      {header?.[index] || `Column ${index + 1}`}
                      {parsed[isHeaded ? 1 : 0]?.[index]
                        ? ` (${(parsed[isHeaded ? 1 : 0]?.[index] ?? '').slice(0, 24)})`
                        : ''}
                    </option>
                  ))}
                </select>
              </label>
            ))}
            <label>
              Times are in the time of
              <select
                value={timeZone.value}
                onChange={(event) => (timeZone.value = event.currentTarget.value)}
              >
                {all.map((each) => (
                  <option key={each} value={each}>
                    {each.replaceAll('_', ' ')}
                  </option>
                ))}
              </select>
            </label>
          </div>
        </section>
      )}
      {rows && (
        <section class="card form">
          <h2>3. Check, then create</h2>
          <p role="status">
            {count(good, 'row')} can be created
            {bad.length > 0
              ? `, ${count(bad.length, 'row')} cannot as ${bad.length === 1 ? 'it is' : 'they are'}.`
              : '.'}
          </p>
          {bad.length > 0 && <BadRows rows={bad} />}
          <p class="muted">
            Nothing is created yet. Numbers that this Bellhop may not ring are found out then, and listed with
            the result.
          </p>
          <div class="actions">
            <button type="button" class="primary" disabled={good === 0} onClick={() => onStart(rows)}>
              Create {count(good, 'reminder')}
              {bad.length > 0 && `, leave out ${bad.length}`}
            </button>
          </div>
        </section>
      )}
    </>
  );
}

function BadRows({ rows }: { readonly rows: readonly ImportRow[] }) {
  return (
    <Scroll label="Rows that cannot be created">
      <table>
        <caption class="hidden">Rows that cannot be created, and why</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">What is wrong</th>
            <th scope="col">What it holds</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map(({ line, cells, problems }) => (
            <tr key={line}>
              <th scope="row">{line}</th>
              <td class="field-problem">{problems.join(' ')}</td>
              <td>{cells.join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > SHOWN && <p>…and {rows.length - SHOWN} more</p>}
    </Scroll>
  );
}

interface ProgressProps {
  readonly run: ImportRun;
  readonly rows: readonly ImportRow[];
  readonly onAgain: () => void;
}

function Progress({ run, rows, onAgain }: ProgressProps) {
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
    const csv = writeCsv([['line', 'outcome', 'reason', 'reminder'], ...lines]);
    const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }));
    const anchor = document.createElement('a');
    anchor.href = url;
    anchor.download = 'bellhop-import.csv';
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(url), 1_000);
  }

  return (
    <section class="card form">
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

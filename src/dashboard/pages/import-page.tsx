import { useSignal } from '@preact/signals';
import type { ImportRow } from '../import-rows.ts';
import { createImport, type ImportItem, type ImportRun } from '../import-run.ts';
import { ImportPreparation } from '../parts/import-preparation.tsx';
import { ImportProgress } from '../parts/import-progress.tsx';
import { Page } from '../parts/page.tsx';
import { ReadOnly } from '../parts/read-only.tsx';
import { mayWrite, viewer } from '../viewer.ts';

export function ImportPage() {
  const run = useSignal<{ readonly run: ImportRun; readonly rows: readonly ImportRow[] } | null>(null);
  if (viewer.value && !mayWrite.value) {
    return (
      <Page title="Import a list">
        <ReadOnly />
      </Page>
    );
  }
  function start(rows: readonly ImportRow[]) {
    const items = rows.filter((row): row is ImportRow & ImportItem => row.input !== null);
    const started = createImport(items);
    run.value = { run: started, rows };
    void started.run();
  }
  return (
    <Page title="Import a list" actions={<a href="/new">Only one: new reminder</a>}>
      {run.value ? (
        <ImportProgress {...run.value} onAgain={() => (run.value = null)} />
      ) : (
        <ImportPreparation onStart={start} />
      )}
    </Page>
  );
}

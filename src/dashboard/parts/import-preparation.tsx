import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { parseCsv } from '../csv.ts';
import { guessMapping, hasHeader, type ImportRow, type Mapping, readRows } from '../import-rows.ts';
import { readNumber } from '../phones.ts';
import { zone } from '../zone.ts';
import { ImportCheck } from './import-check.tsx';
import { ImportMapping } from './import-mapping.tsx';
import { ImportSource } from './import-source.tsx';

const TYPING_PAUSE_MS = 250;

interface ImportPreparationProps {
  readonly onStart: (rows: readonly ImportRow[]) => void;
}

/** A list is given, its columns are named, its rows are checked: nothing is created before all that was seen. */
export function ImportPreparation({ onStart }: ImportPreparationProps) {
  const text = useSignal('');
  const timeZone = useSignal(zone.peek());
  const mapping = useSignal<Mapping | null>(null);
  const read = useSignal<{ readonly rows: readonly ImportRow[]; readonly of: object } | null>(null);
  const parsed = useMemo(() => parseCsv(text.value), [text.value]);
  const isHeaded = hasHeader(parsed);
  const header = isHeaded ? (parsed[0] ?? null) : null;
  const width = Math.max(0, ...parsed.map((row) => row.length));
  const used = mapping.value ?? guessMapping(header, width);

  // What rows are read from: anew where the text, a column (its text stands for the mapping) or the zone is another.
  const source = useMemo(() => ({}), [parsed, JSON.stringify(used), timeZone.value]);
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
      if (!isOver) read.value = { rows: found, of: source };
    }, TYPING_PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [source]);

  return (
    <div class="beside">
      <div>
        <ImportSource
          text={text.value}
          onText={(given) => {
            mapping.value = null;
            text.value = given;
          }}
        />
        {parsed.length > 0 && (
          <ImportMapping
            mapping={used}
            columns={{ header, example: parsed[isHeaded ? 1 : 0] ?? [], width }}
            timeZone={timeZone}
            onMapping={(changed) => (mapping.value = changed)}
          />
        )}
        {read.value && (
          <ImportCheck
            rows={read.value.rows}
            isCurrent={read.value.of === source}
            timeZone={timeZone.value}
            onStart={onStart}
          />
        )}
      </div>
      <ImportHelp />
    </div>
  );
}

function ImportHelp() {
  return (
    <aside class="aside">
      <h2>What a list looks like</h2>
      <p>One reminder on each line: the phone number with + and country code, what is said, and when.</p>
      <p>
        The first line may name the columns. Days are written <code>2027-04-03</code> or <code>3.4.2027</code>
        , times <code>17:00</code>, together or in a column each.
      </p>
      <p>Every line is checked before anything is created, and a line that is there twice rings once.</p>
      <p>If the connection breaks on the way, go on: nothing is created a second time.</p>
    </aside>
  );
}

import type { ImportRow } from '../import-rows.ts';
import { spaced } from '../phones.ts';
import { saveCsv } from '../save-file.ts';
import { count } from '../words.ts';
import { longTime, placeOf } from '../zone.ts';
import { BadRows } from './bad-rows.tsx';

/** So many are shown of what is understood: to see that days and columns are meant that way. */
const SAMPLES = 3;

interface ImportCheckProps {
  readonly rows: readonly ImportRow[];
  /** Whether they were read as the list and its columns are meant now: else they must not be created. */
  readonly isCurrent: boolean;
  readonly timeZone: string;
  readonly onStart: (rows: readonly ImportRow[]) => void;
}

/** What would be created, and every row that would not, before anything is. */
export function ImportCheck({ rows, isCurrent, timeZone, onStart }: ImportCheckProps) {
  const good = rows.filter(({ input }) => input !== null);
  const bad = rows.filter(({ input }) => input === null);
  return (
    <section class="card form">
      <h2>3. Check, then create</h2>
      <p role="status">{isCurrent ? summary(good.length, bad.length) : 'Checking…'}</p>
      {good.length > 0 && (
        <dl class="samples">
          {good.slice(0, SAMPLES).map(({ line, input }) => (
            <div key={line}>
              <dt>Line {line} rings</dt>
              <dd>
                <strong>{spaced(input?.phoneNumber ?? '')}</strong> on{' '}
                {longTime(Date.parse(String(input?.scheduledTime)), timeZone)}, {placeOf(timeZone)} time:{' '}
                <span class="muted">{input?.message}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {bad.length > 0 && <BadRows rows={bad} />}
      <p class="muted">
        Nothing is created yet. Numbers that this Bellhop may not ring are found out then, and listed with the
        result.
      </p>
      <div class="actions">
        <button
          type="button"
          class="primary"
          disabled={!isCurrent || good.length === 0}
          onClick={() => onStart(rows)}
        >
          Create {count(good.length, 'reminder')}
          {bad.length > 0 && `, leave out ${bad.length}`}
        </button>
        {bad.length > 0 && (
          <button type="button" onClick={() => saveBad(bad)}>
            Save the bad rows as a file
          </button>
        )}
      </div>
    </section>
  );
}

function summary(good: number, bad: number): string {
  const created = `${count(good, 'row')} can be created`;
  return bad === 0
    ? `${created}.`
    : `${created}, ${count(bad, 'row')} cannot as ${bad === 1 ? 'it is' : 'they are'}.`;
}

function saveBad(rows: readonly ImportRow[]): void {
  const lines = rows.map(({ line, cells, problems }) => [String(line), problems.join(' '), ...cells]);
  saveCsv('bellhop-bad-rows.csv', [['line', 'reason'], ...lines]);
}

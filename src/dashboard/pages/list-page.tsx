import { type Signal, useComputed, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { ReminderFilter } from '../../client/client.ts';
import { followList, keepList, takeList } from '../kept-list.ts';
import { filterOf, isCounted, type ListQuery, listPath, readQuery, sortOf, sorts } from '../list-query.ts';
import { BulkBar } from '../parts/bulk-bar.tsx';
import { EmptyList } from '../parts/empty-list.tsx';
import { ListFilters } from '../parts/list-filters.tsx';
import { Page, Problem } from '../parts/page.tsx';
import { ReminderRow } from '../parts/reminder-row.tsx';
import { spaced } from '../phones.ts';
import { createReminderList, type ReminderList, type Row } from '../reminder-list.ts';
import { cameFrom, route } from '../route.ts';
import { mayWrite } from '../viewer.ts';
import { count } from '../words.ts';

export function ListPage() {
  const query = readQuery(route.value.search);
  const filter = filterOf(query);
  const key = JSON.stringify([filter, sortOf(query)]);
  return (
    <Page title="Reminders">
      <ListFilters query={query} isNumberWhole={filter !== null} />
      {filter && <List key={key} id={key} filter={filter} query={query} />}
    </Page>
  );
}

interface ListProps {
  /** Tells filter and order. */
  readonly id: string;
  readonly filter: ReminderFilter;
  readonly query: ListQuery;
}

function List({ id, filter, query }: ListProps) {
  const picked = useSignal<ReadonlySet<string>>(new Set());
  const element = useRef<HTMLUListElement>(null);
  const latest = useRef(query);
  latest.current = query;
  // Made anew for each filter and order: they are this component's key.
  const { live, isTaken } = useMemo(() => {
    const taken = takeList(id);
    const { orderBy } = sorts[sortOf(query)];
    const made = () => followList(createReminderList({ filter, orderBy, isCounted: isCounted(query) }));
    return { live: taken ?? made(), isTaken: taken !== null };
  }, []);
  const { list } = live;
  useEffect(
    () => () => {
      if (route.peek().path.startsWith('/reminders/')) keepList(id, listPath(latest.current), live);
      else live.close();
    },
    [live],
  );
  useLayoutEffect(() => {
    if (isTaken) showAgain(element.current, cameFrom());
  }, []);
  return (
    <>
      {list.problem.value && <Problem text={list.problem.value} onRetry={() => void list.reload()} />}
      <div class="list-head">
        <p role="status">{headline(list)}</p>
        {list.newer.value > 0 && (
          <button type="button" class="newer" onClick={() => void list.reload()}>
            {sortOf(query) === 'changed'
              ? count(list.newer.value, 'new reminder or change', 'new reminders or changes')
              : count(list.newer.value, 'new reminder')}{' '}
            – show
          </button>
        )}
      </div>
      {mayWrite.value && <BulkBar list={list} filter={filter} picked={picked} />}
      <ul class="rows list" ref={element}>
        {list.chunks.value.map((rows) => (
          <Rows key={rows[0]?.id} rows={rows} picked={picked} />
        ))}
      </ul>
      {list.rows.value.length === 0 && list.wasRead.value && !list.problem.value && (
        <EmptyList query={query} />
      )}
      <Sentinel list={list} />
    </>
  );
}

function headline({ wasRead, total, rows, problem }: ReminderList): string {
  if (!wasRead.value) return problem.value ? '' : 'Reading…';
  if (total.value !== null) return count(total.value, 'reminder');
  return `The first ${count(rows.value.length, 'reminder')}; more follow`;
}

/** Where somebody comes back from a reminder they find it again, under the same eyes. */
function showAgain(list: HTMLElement | null, path: string | null): void {
  const link = list?.querySelector<HTMLElement>(`a[href="${CSS.escape(path ?? '')}"]`);
  link?.scrollIntoView({ block: 'center' });
  link?.focus({ preventScroll: true });
}

/** Rows that were read together. Thousands may stand there while few change: they are not even compared. */
function Rows({
  rows,
  picked,
}: {
  readonly rows: readonly Row[];
  readonly picked: Signal<ReadonlySet<string>>;
}) {
  return useMemo(
    () => (
      <>
        {rows.map((row) => (
          <ListRow key={row.id} row={row} picked={picked} />
        ))}
      </>
    ),
    [rows, picked],
  );
}

function ListRow({ row, picked }: { readonly row: Row; readonly picked: Signal<ReadonlySet<string>> }) {
  const reminder = row.reminder.value;
  const isPicked = useComputed(() => picked.value.has(row.id)).value;
  return (
    <li class="row" data-picked={isPicked} data-left={!row.matches.value}>
      <ReminderRow
        reminder={reminder}
        before={
          mayWrite.value && (
            <label class="pick">
              <input
                type="checkbox"
                checked={isPicked}
                aria-label={`Select ${spaced(reminder.phoneNumber)}`}
                onChange={() => {
                  const next = new Set(picked.value);
                  if (!next.delete(row.id)) next.add(row.id);
                  picked.value = next;
                }}
              />
            </label>
          )
        }
      />
    </li>
  );
}

/** Reads the next page when the end comes near. */
function Sentinel({ list }: { readonly list: ReminderList }) {
  const end = useRef<HTMLDivElement>(null);
  const isActive = list.hasMore.value && !list.isReading.value && !list.problem.value;
  useEffect(() => {
    if (!isActive || !end.current) return;
    const observer = new IntersectionObserver(
      // Several where somebody scrolls fast; the last says how it is.
      (entries) => {
        if (entries.at(-1)?.isIntersecting) void list.more();
      },
      { rootMargin: '800px' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [isActive, list]);
  return (
    <div ref={end} class="sentinel">
      {list.hasMore.value && (
        <button type="button" class="quiet" onClick={() => void list.more()}>
          More
        </button>
      )}
    </div>
  );
}

import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ReminderFilter } from '../../client/client.ts';
import type { BulkAction, BulkTarget } from '../bulk.ts';
import { filterOf, isNarrowed, type ListQuery, readQuery, sorts } from '../list-query.ts';
import { missed, onChanges } from '../live.ts';
import { BulkDialog } from '../parts/bulk-dialog.tsx';
import { ListFilters } from '../parts/list-filters.tsx';
import { Page, Problem } from '../parts/page.tsx';
import { ReminderRow } from '../parts/reminder-row.tsx';
import { spaced } from '../phones.ts';
import { createReminderList, type ReminderList, type Row } from '../reminder-list.ts';
import { route } from '../route.ts';
import { mayWrite } from '../viewer.ts';
import { count } from '../words.ts';

export function ListPage() {
  const query = readQuery(route.value.search);
  const filter = filterOf(query);
  const key = JSON.stringify([filter, query.sort]);
  return (
    <Page title="Reminders">
      <ListFilters query={query} isNumberWhole={filter !== null} />
      {filter && <List key={key} filter={filter} query={query} />}
    </Page>
  );
}

function List({ filter, query }: { readonly filter: ReminderFilter; readonly query: ListQuery }) {
  const picked = useSignal<ReadonlySet<string>>(new Set());
  // Made anew for each filter and order: they are this component's key.
  const list = useMemo(() => createReminderList(filter, sorts[query.sort].orderBy), []);
  useEffect(() => {
    void list.reload();
    const stopFollowing = onChanges(list.apply);
    let seen = missed.peek();
    const stopMissing = missed.subscribe((value) => {
      if (value !== seen) void list.reload();
      seen = value;
    });
    return () => {
      stopFollowing();
      stopMissing();
      list.close();
    };
  }, [list]);
  const rows = list.rows.value;
  const isFirstReading = list.isReading.value && list.total.value === null;
  return (
    <>
      {list.problem.value && <Problem text={list.problem.value} onRetry={() => void list.reload()} />}
      <div class="list-head">
        <p role="status">
          {isFirstReading ? 'Reading…' : list.total.value !== null && count(list.total.value, 'reminder')}
        </p>
        {list.newer.value > 0 && (
          <button type="button" class="newer" onClick={() => void list.reload()}>
            {count(list.newer.value, 'new reminder')} – show
          </button>
        )}
      </div>
      {mayWrite.value && <BulkBar list={list} filter={filter} picked={picked} />}
      <ul class="rows list">
        {rows.map((row) => (
          <ListRow key={row.id} row={row} picked={picked} />
        ))}
      </ul>
      {rows.length === 0 && list.total.value !== null && !list.problem.value && <EmptyList query={query} />}
      <Sentinel list={list} />
    </>
  );
}

function ListRow({ row, picked }: { readonly row: Row; readonly picked: Signal<ReadonlySet<string>> }) {
  const reminder = row.reminder.value;
  const isPicked = picked.value.has(row.id);
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

interface BulkBarProps {
  readonly list: ReminderList;
  readonly filter: ReminderFilter;
  readonly picked: Signal<ReadonlySet<string>>;
}

function BulkBar({ list, filter, picked }: BulkBarProps) {
  const isAll = useSignal(false);
  const asked = useSignal<{ readonly action: BulkAction; readonly target: BulkTarget } | null>(null);
  const rows = list.rows.value;
  const total = list.total.value ?? 0;
  const hasAllShown = rows.length > 0 && picked.value.size >= rows.length;
  // Picking others by hand means those and no more.
  useEffect(() => {
    isAll.value = false;
  }, [picked.value]);
  const none = () => {
    isAll.value = false;
    picked.value = new Set();
  };
  if (rows.length === 0) return null;
  function ask(action: BulkAction) {
    const reminders = list.rows.peek().map(({ reminder }) => reminder.peek());
    const target: BulkTarget = isAll.value
      ? { kind: 'all', filter, count: total }
      : { kind: 'picked', reminders: reminders.filter(({ id }) => picked.value.has(id)) };
    asked.value = { action, target };
  }
  return (
    <div class="bulk" data-active={picked.value.size > 0}>
      <label class="pick">
        <input
          type="checkbox"
          checked={hasAllShown}
          aria-label="Select all that are shown"
          onChange={() => {
            if (hasAllShown) none();
            else picked.value = new Set(rows.map(({ id }) => id));
          }}
        />
      </label>
      {picked.value.size === 0 ? (
        <span class="muted">Select to cancel or ring again</span>
      ) : (
        <>
          <strong>
            {isAll.value
              ? `All ${count(total, 'reminder')} that match`
              : `${count(picked.value.size, 'reminder')} selected`}
          </strong>
          {hasAllShown && list.hasMore.value && !isAll.value && (
            <button type="button" class="quiet" onClick={() => (isAll.value = true)}>
              Select all {total.toLocaleString('en')} that match
            </button>
          )}
          <button type="button" onClick={() => ask('cancel')}>
            Cancel…
          </button>
          <button type="button" onClick={() => ask('retry')}>
            Ring again…
          </button>
          <button type="button" class="quiet" onClick={none}>
            Clear selection
          </button>
        </>
      )}
      {asked.value && (
        <BulkDialog
          {...asked.value}
          onChanged={list.put}
          onClose={(hasRun) => {
            asked.value = null;
            if (hasRun) none();
          }}
        />
      )}
    </div>
  );
}

function EmptyList({ query }: { readonly query: ListQuery }) {
  if (isNarrowed(query)) {
    return (
      <div class="empty big">
        <p>No reminder matches these filters.</p>
        <a href="/reminders">See all reminders</a>
      </div>
    );
  }
  return (
    <div class="empty big">
      <p>There are no reminders yet.</p>
      <p>
        A reminder is one message, one phone number and one time. At that time Bellhop rings and says the
        message; if nobody can be reached it tries again.
      </p>
      {mayWrite.value && (
        <div class="actions">
          <a class="button primary" href="/new">
            Schedule the first
          </a>
          <a class="button" href="/import">
            Import a list
          </a>
        </div>
      )}
    </div>
  );
}

/** Reads the next page when the end comes near. */
function Sentinel({ list }: { readonly list: ReminderList }) {
  const end = useRef<HTMLDivElement>(null);
  const isActive = list.hasMore.value && !list.isReading.value && !list.problem.value;
  useEffect(() => {
    if (!isActive || !end.current) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) void list.more();
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

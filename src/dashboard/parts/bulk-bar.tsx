import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ReminderFilter } from '../../client/client.ts';
import type { BulkAction, BulkTarget } from '../bulk.ts';
import { type Counted, countedWords, countMatches } from '../match-count.ts';
import { tell } from '../notice.ts';
import type { ReminderList } from '../reminder-list.ts';
import { explain } from '../server.ts';
import { count } from '../words.ts';
import { BulkDialog } from './bulk-dialog.tsx';

interface BulkBarProps {
  readonly list: ReminderList;
  readonly filter: ReminderFilter;
  readonly picked: Signal<ReadonlySet<string>>;
}

/** What can be done with many reminders at once: the selected ones, or all that match. */
export function BulkBar({ list, filter, picked }: BulkBarProps) {
  /** How many match, once somebody wants all of them. */
  const all = useSignal<Counted | null>(null);
  const isCounting = useSignal(false);
  const asked = useSignal<{ readonly action: BulkAction; readonly target: BulkTarget } | null>(null);
  const rows = list.rows.value;
  const hasAllShown = rows.length > 0 && picked.value.size >= rows.length;
  // Picking others by hand means those and no more.
  useEffect(() => {
    all.value = null;
  }, [picked.value]);
  const none = () => {
    picked.value = new Set();
  };
  if (rows.length === 0) return null;

  async function pickAll() {
    isCounting.value = true;
    const before = picked.value;
    try {
      const counted = await countMatches(filter);
      if (picked.value === before) all.value = counted;
    } catch (error) {
      tell(explain(error));
    }
    isCounting.value = false;
  }

  function ask(action: BulkAction) {
    const reminders = list.rows.peek().map(({ reminder }) => reminder.peek());
    const target: BulkTarget =
      all.value === null
        ? { kind: 'picked', reminders: reminders.filter(({ id }) => picked.value.has(id)) }
        : { kind: 'all', filter, counted: all.value };
    asked.value = { action, target };
  }

  const total = list.total.value === null ? 'all' : `all ${list.total.value.toLocaleString('en')}`;
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
          <strong role="status">
            {all.value === null
              ? `${count(picked.value.size, 'reminder')} selected`
              : `All ${countedWords(all.value)} that match`}
          </strong>
          {hasAllShown && list.hasMore.value && all.value === null && (
            <button type="button" class="quiet" disabled={isCounting.value} onClick={() => void pickAll()}>
              {isCounting.value ? 'Counting…' : `Select ${total} that match`}
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

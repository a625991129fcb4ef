import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { isNarrowed, type ListQuery, listPath, type Sort, sortOf, sorts } from '../list-query.ts';
import { go } from '../route.ts';
import { instantOf, wallTimeOf } from '../wall-time.ts';
import { statuses, statusWords } from '../words.ts';
import { placeOf, zone } from '../zone.ts';

const TYPING_PAUSE_MS = 300;

export function ListFilters({
  query,
  isNumberWhole,
}: {
  readonly query: ListQuery;
  readonly isNumberWhole: boolean;
}) {
  const set = (part: Partial<ListQuery>, replace = false) => go(listPath({ ...query, ...part }), { replace });
  const notDone = statuses.filter((status) => status !== 'COMPLETED');
  const hidesDone = query.status.length === notDone.length && !query.status.includes('COMPLETED');
  // On a phone there is room for the list only if these wait until they are asked for.
  const isOpen = useSignal(false);
  return (
    <search class="filters" data-open={isOpen.value}>
      <div class="filter-fields">
        <TypedField
          id="search"
          label="In the message"
          placeholder="Search ( / )"
          value={query.search}
          onTyped={(search) => set({ search }, true)}
        />
        <button
          type="button"
          class="more-filters"
          aria-expanded={isOpen.value}
          onClick={() => (isOpen.value = !isOpen.value)}
        >
          {isOpen.value ? 'Fewer filters' : 'More filters'}
        </button>
        <TypedField
          id="number"
          label="Phone number"
          placeholder="+49 170 1234567"
          type="tel"
          value={query.number}
          onTyped={(number) => set({ number }, true)}
          problem={isNumberWhole ? null : 'The whole number with + and country code.'}
        />
        <DayField label="From" value={query.from} onPicked={(from) => set({ from })} />
        <DayField label="Until" isEnd value={query.until} onPicked={(until) => set({ until })} />
        <label>
          Order
          <select
            value={sortOf(query)}
            onChange={(event) => set({ sort: event.currentTarget.value as Sort })}
          >
            {Object.entries(sorts).map(([name, { label }]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
      <fieldset class="chips">
        <legend class="hidden">Status</legend>
        {statuses.map((status) => {
          const isOn = query.status.includes(status);
          const others = query.status.filter((each) => each !== status);
          return (
            <button
              key={status}
              type="button"
              class="chip"
              data-status={status}
              aria-pressed={isOn}
              onClick={() =>
                set({
                  status: isOn ? others : statuses.filter((each) => each === status || others.includes(each)),
                })
              }
            >
              {statusWords[status]}
            </button>
          );
        })}
        <button
          type="button"
          class="chip apart"
          aria-pressed={hidesDone}
          onClick={() => set({ status: hidesDone ? [] : notDone })}
        >
          Hide done
        </button>
        {isNarrowed(query) && (
          <button
            type="button"
            class="quiet"
            onClick={() =>
              go(listPath({ ...query, status: [], search: '', number: '', from: null, until: null }))
            }
          >
            Clear filters
          </button>
        )}
      </fieldset>
    </search>
  );
}

interface TypedFieldProps {
  readonly id: string;
  readonly label: string;
  readonly placeholder: string;
  readonly type?: 'search' | 'tel';
  readonly value: string;
  readonly onTyped: (text: string) => void;
  readonly problem?: string | null;
}

/** Tells once the typing pauses. */
function TypedField({
  id,
  label,
  placeholder,
  type = 'search',
  value,
  onTyped,
  problem = null,
}: TypedFieldProps) {
  const text = useSignal(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(onTyped);
  latest.current = onTyped;
  // Back and forward change it from outside.
  useEffect(() => {
    text.value = value;
  }, [value, text]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <label>
      {label}
      <input
        id={id}
        type="search"
        inputMode={type}
        placeholder={placeholder}
        value={text.value}
        autocomplete="off"
        aria-invalid={problem !== null}
        aria-describedby={problem ? `${id}-problem` : undefined}
        onInput={(event) => {
          text.value = event.currentTarget.value;
          clearTimeout(timer.current);
          timer.current = setTimeout(() => latest.current(text.value.trim()), TYPING_PAUSE_MS);
        }}
      />
      {problem && (
        <small id={`${id}-problem`} class="field-problem">
          {problem}
        </small>
      )}
    </label>
  );
}

interface DayFieldProps {
  readonly label: string;
  readonly value: string | null;
  /** Means the end of the day: the next one's beginning is kept. */
  readonly isEnd?: boolean;
  readonly onPicked: (at: string | null) => void;
}

function DayField({ label, value, isEnd = false, onPicked }: DayFieldProps) {
  const shown = value === null ? '' : wallTimeOf(Date.parse(value) - (isEnd ? 1 : 0), zone.value).date;
  function pick(date: string) {
    if (!date) return onPicked(null);
    const day = isEnd ? new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10) : date;
    const begin = instantOf(day, '00:00', zone.value);
    // Where clocks skip midnight, the day begins at one.
    const at = begin.kind === 'instant' ? begin : instantOf(day, '01:00', zone.value);
    if (at.kind === 'instant') onPicked(new Date(at.at).toISOString());
  }
  return (
    <label>
      <span>
        {label} <span class="hidden">the day, {placeOf(zone.value)} time</span>
      </span>
      <input type="date" value={shown} onChange={(event) => pick(event.currentTarget.value)} />
    </label>
  );
}

import { useSignal } from '@preact/signals';
import { isNarrowed, type ListQuery, listPath, type Sort, sortOf, sorts } from '../list-query.ts';
import { go } from '../route.ts';
import { statuses, statusWords } from '../words.ts';
import { DayField } from './day-field.tsx';
import { TypedField } from './typed-field.tsx';

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

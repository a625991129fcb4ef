import type { Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { type Field, fieldWords, type Mapping } from '../import-rows.ts';
import { zones } from '../zone.ts';

const EXAMPLE_CHARACTERS = 24;

interface ImportMappingProps {
  readonly mapping: Mapping;
  readonly columns: {
    readonly header: readonly string[] | null;
    readonly example: readonly string[];
    readonly width: number;
  };
  readonly timeZone: Signal<string>;
  readonly onMapping: (mapping: Mapping) => void;
}

/** Which column holds what; what was guessed can be put right. */
export function ImportMapping({ mapping, columns, timeZone, onMapping }: ImportMappingProps) {
  const all = useMemo(zones, []);
  const { header, example, width } = columns;
  const name = (index: number) => {
    const shown = example[index]?.slice(0, EXAMPLE_CHARACTERS);
    return `${header?.[index] || `Column ${index + 1}`}${shown ? ` (${shown})` : ''}`;
  };
  return (
    <section class="card form">
      <h2>2. What the columns mean</h2>
      <div class="mapping">
        {(Object.keys(fieldWords) as Field[]).map((field) => (
          <label key={field}>
            {fieldWords[field]}
            <select
              value={String(mapping[field])}
              onChange={(event) => onMapping({ ...mapping, [field]: Number(event.currentTarget.value) })}
            >
              <option value="-1">– none –</option>
              {Array.from({ length: width }, (_, index) => (
                <option key={index} value={String(index)}>
                  {name(index)}
                </option>
              ))}
            </select>
          </label>
        ))}
        <label>
          Times are in the time of
          <select value={timeZone.value} onChange={(event) => (timeZone.value = event.currentTarget.value)}>
            {all.map((each) => (
              <option key={each} value={each}>
                {each.replaceAll('_', ' ')}
              </option>
            ))}
          </select>
        </label>
      </div>
    </section>
  );
}

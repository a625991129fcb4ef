import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';

/** What is wrong with the fields of a form; forgotten of each as soon as it holds something else. */
export interface Issues {
  of(field: string): string | null;
  /** What was found, by the names of fields, of the values as they are now. */
  note(found: Readonly<Record<string, string>>): void;
}

export function useIssues(values: Readonly<Record<string, string>>): Issues {
  const noted = useSignal({ found: {} as Readonly<Record<string, string>>, values });
  const latest = useRef(values);
  latest.current = values;
  return {
    of(field) {
      const { found, values: looked } = noted.value;
      return looked[field] === values[field] ? (found[field] ?? null) : null;
    },
    note(found) {
      noted.value = { found, values: latest.current };
    },
  };
}

/** What the server found, by the names of fields. */
export function issuesOf({
  issues,
}: {
  readonly issues: readonly { readonly path: readonly string[]; readonly message: string }[];
}): Readonly<Record<string, string>> {
  return Object.fromEntries(issues.map(({ path, message }) => [path.at(-1) ?? '', message]));
}

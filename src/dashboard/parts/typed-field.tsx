import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

const TYPING_PAUSE_MS = 300;

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
export function TypedField({
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

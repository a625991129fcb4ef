import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatTyped, loadPhones, readNumber, type TypedNumber } from '../phones.ts';

interface PhoneFieldProps {
  readonly text: Signal<string>;
  readonly typed: Signal<TypedNumber>;
  /** What the server said of it. */
  readonly problem?: string | null;
}

/** A phone number that is put in shape and looked at as it is typed. */
export function PhoneField({ text, typed, problem = null }: PhoneFieldProps) {
  const wasLeft = useSignal(text.value !== '');
  useEffect(() => void loadPhones(), []);
  useEffect(
    () =>
      text.subscribe((value) => {
        void readNumber(value).then((read) => {
          if (text.value === value) typed.value = read;
        });
      }),
    [text, typed],
  );
  const state = typed.value;
  const wrong = problem ?? (state.kind === 'wrong' && wasLeft.value ? state.problem : null);

  function onInput(input: HTMLInputElement) {
    // In the middle of the text it would move the caret; and what is taken away must not come back.
    const isTypedAtEnd =
      input.selectionStart === input.value.length && input.value.length > text.value.length;
    if (isTypedAtEnd) input.value = formatTyped(input.value);
    text.value = input.value;
  }

  return (
    <div class="field">
      <label for="phone">Phone number</label>
      <input
        id="phone"
        type="tel"
        autocomplete="off"
        placeholder="+49 170 1234567"
        value={text.value}
        aria-invalid={wrong !== null}
        aria-describedby="phone-hint"
        onInput={(event) => onInput(event.currentTarget)}
        onBlur={() => (wasLeft.value = true)}
      />
      <small id="phone-hint" class={wrong ? 'field-problem' : ''}>
        {wrong ??
          (state.kind === 'number'
            ? (state.note ?? `✓ A number in ${state.country ?? 'no single country'}`)
            : 'With + and the country code.')}
      </small>
    </div>
  );
}

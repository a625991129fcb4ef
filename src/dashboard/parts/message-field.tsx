import { count } from '../words.ts';

const MOST_CHARACTERS = 1_000;

interface MessageFieldProps {
  readonly message: string;
  readonly onInput: (text: string) => void;
  readonly problem: string | null;
}

export function MessageField({ message, onInput, problem }: MessageFieldProps) {
  const left = MOST_CHARACTERS - message.trim().length;
  return (
    <div class="field">
      <label for="message">What is said</label>
      <textarea
        id="message"
        rows={4}
        value={message}
        placeholder="This is the practice of Dr. Weber. Your appointment is tomorrow at nine."
        aria-invalid={problem !== null || left < 0}
        aria-describedby="message-hint"
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <small id="message-hint" class={problem || left < 0 ? 'field-problem' : ''}>
        {problem ??
          (left < 0
            ? `${count(-left, 'character')} too many.`
            : left < 200
              ? `${count(left, 'character')} left.`
              : 'Read out as it is written. At most 1,000 characters.')}
      </small>
    </div>
  );
}

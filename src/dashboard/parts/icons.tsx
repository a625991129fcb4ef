/** Both are beside words, which say the same. */
export function ClockIcon() {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 4.5V8l2.5 1.5" />
    </svg>
  );
}

export function ThemeIcon() {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z" />
      <path class="solid" d="M8 1.5a6.5 6.5 0 0 1 0 13z" />
    </svg>
  );
}

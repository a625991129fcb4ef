import { signal } from '@preact/signals';

const SHOWN_MS = 6_000;

/** The last thing to tell, shown for a while and read out by screen readers. */
export const notice = signal('');
let timer = 0;

export function tell(text: string): void {
  notice.value = text;
  clearTimeout(timer);
  timer = setTimeout(() => {
    notice.value = '';
  }, SHOWN_MS) as unknown as number;
}

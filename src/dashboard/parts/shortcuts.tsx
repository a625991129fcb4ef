import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { go, route } from '../route.ts';
import { mayWrite } from '../viewer.ts';
import { Dialog } from './dialog.tsx';

const keys: readonly (readonly [string, string])[] = [
  ['/', 'Search reminders'],
  ['j', 'Next reminder'],
  ['k', 'Previous reminder'],
  ['Enter', 'Open the reminder'],
  ['x', 'Select or unselect the reminder'],
  ['n', 'New reminder'],
  ['?', 'These keys'],
  ['Esc', 'Close, or leave a field'],
];

/** What can be done from anywhere by one key, and the dialog that tells of it. */
export function Shortcuts() {
  const isOpen = useSignal(false);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const field = (event.target as Element).closest<HTMLElement>('input, textarea, select, dialog');
      if (field && !field.matches('[type=checkbox]')) {
        if (event.key === 'Escape' && !field.matches('dialog')) field.blur();
        return;
      }
      const act = actions[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    }
    const actions: Readonly<Record<string, () => void>> = {
      '/': search,
      j: () => step(1),
      k: () => step(-1),
      x: () => rowOf(document.activeElement)?.querySelector<HTMLElement>('input[type=checkbox]')?.click(),
      n: () => mayWrite.value && go('/new'),
      '?': () => {
        isOpen.value = true;
      },
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOpen]);
  if (!isOpen.value) return null;
  return (
    <Dialog title="Keys" onClose={() => (isOpen.value = false)}>
      <dl class="keys">
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog" class="actions">
        <button type="submit">Close</button>
      </form>
    </Dialog>
  );
}

function search(): void {
  if (route.value.path !== '/reminders') go('/reminders');
  // Once the list is there.
  requestAnimationFrame(() => document.getElementById('search')?.focus());
}

function step(by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>('.row .row-link')];
  const here = links.indexOf(rowOf(document.activeElement)?.querySelector('.row-link') as HTMLElement);
  const next = here < 0 ? (by > 0 ? 0 : links.length - 1) : here + by;
  const link = links[Math.min(Math.max(next, 0), links.length - 1)];
  link?.focus();
  link?.scrollIntoView({ block: 'nearest' });
}

function rowOf(element: Element | null): Element | null {
  return element?.closest('.row') ?? null;
}

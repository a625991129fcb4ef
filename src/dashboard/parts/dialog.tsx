import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A question that has to be answered first. Escape closes it, and the focus goes back to where it was, or to the page. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () =>
      // Once the page is as the answer left it: what was asked about may be gone, and its button.
      queueMicrotask(() => {
        const isThere = before instanceof HTMLElement && before.isConnected;
        (isThere ? before : document.querySelector<HTMLElement>('h1'))?.focus({ preventScroll: true });
      });
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  );
}

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { cameFrom } from '../route.ts';

interface PageProps {
  readonly title: string;
  /** Above the title: the way back. */
  readonly above?: ComponentChildren;
  /** Beside the title. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A page with its heading, which gets the focus where one came from another, so that screen readers say where one has come to. */
export function Page({ title, above, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Bellhop`;
  }, [title]);
  useEffect(() => {
    // Unless something on the page has it already, such as the row to which somebody came back.
    const has = document.activeElement?.closest('main');
    if (cameFrom() !== null && !has) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <main id="main">
      {above && <p class="above">{above}</p>}
      <div class="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions && <div class="actions">{actions}</div>}
      </div>
      {children}
    </main>
  );
}

/** What went wrong, and the way on. */
export function Problem({ text, onRetry }: { readonly text: string; readonly onRetry?: () => void }) {
  return (
    <div class="problem" role="alert">
      <p>{text}</p>
      {onRetry && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

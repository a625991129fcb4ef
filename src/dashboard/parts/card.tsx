import type { ComponentChildren } from 'preact';

interface CardProps {
  readonly title: string;
  /** Where there is more of it. */
  readonly more?: string | undefined;
  /** Beside the title. */
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A part of a page with a heading of its own. */
export function Card({ title, more, aside, children }: CardProps) {
  return (
    <section class="card" aria-label={title}>
      <div class="card-head">
        <h2>{title}</h2>
        {more && (
          <a href={more}>
            All<span class="hidden"> of “{title}”</span>
          </a>
        )}
        {aside}
      </div>
      {children}
    </section>
  );
}

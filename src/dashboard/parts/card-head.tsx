/** The heading of a card, and where there is more of it. */
export function CardHead({ title, more }: { readonly title: string; readonly more?: string | undefined }) {
  return (
    <div class="card-head">
      <h2>{title}</h2>
      {more && (
        <a href={more}>
          All<span class="hidden"> of “{title}”</span>
        </a>
      )}
    </div>
  );
}

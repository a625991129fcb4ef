import { isNarrowed, type ListQuery } from '../list-query.ts';
import { mayWrite } from '../viewer.ts';

/** What stands where there is nothing to list, and the way on. */
export function EmptyList({ query }: { readonly query: ListQuery }) {
  if (isNarrowed(query)) {
    return (
      <div class="empty big">
        <h2>No reminder matches these filters.</h2>
        <p>Take one of them away, or look at a longer time.</p>
        <a class="button" href="/reminders">
          See all reminders
        </a>
      </div>
    );
  }
  return (
    <div class="empty big">
      <h2>There are no reminders yet.</h2>
      <p>
        A reminder is one message, one phone number and one time. At that time Bellhop rings and says the
        message; if nobody can be reached it tries again.
      </p>
      {mayWrite.value && (
        <div class="actions">
          <a class="button primary" href="/new">
            Schedule the first
          </a>
          <a class="button" href="/import">
            Import a list
          </a>
        </div>
      )}
    </div>
  );
}

/** What stands where somebody could change something, if they were allowed to. */
export function ReadOnly() {
  return (
    <div class="empty big">
      <h2>You may look, but not change anything.</h2>
      <p>Ask whoever gave you your token for one that may, and sign in with that.</p>
      <a class="button" href="/reminders">
        Look through all reminders
      </a>
    </div>
  );
}

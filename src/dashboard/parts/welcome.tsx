import { mayWrite } from '../viewer.ts';

/** What whoever sees Bellhop for the first time has to know. */
export function Welcome() {
  return (
    <section class="card welcome">
      <h2>How Bellhop works</h2>
      <ol>
        <li>
          <strong>You say whom to ring, when, and what to say.</strong> One by one, or as a list from a
          spreadsheet.
        </li>
        <li>
          <strong>At that minute the phone rings,</strong> and a voice reads out your message.
        </li>
        <li>
          <strong>You see here what came of it.</strong> If nobody can be reached Bellhop tries again, and
          tells you why.
        </li>
      </ol>
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
    </section>
  );
}

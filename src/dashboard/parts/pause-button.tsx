import { useSignal } from '@preact/signals';
import { dispatcher } from '../dispatcher.ts';
import { tell } from '../notice.ts';
import { bellhop, explain } from '../server.ts';
import { Dialog } from './dialog.tsx';

/** Stops all ringing, after asking why. */
export function PauseButton() {
  const isAsking = useSignal(false);
  const reason = useSignal('');
  async function pause() {
    try {
      dispatcher.value = await bellhop.dispatcher.pause({ reason: reason.value.trim() });
      tell('Calls are paused.');
    } catch (error) {
      tell(explain(error));
    }
  }
  return (
    <>
      <button type="button" onClick={() => (isAsking.value = true)}>
        Pause calls…
      </button>
      {isAsking.value && (
        <Dialog title="Pause all calls?" onClose={() => (isAsking.value = false)}>
          <p>
            Nothing new is rung until somebody resumes. Calls in flight are finished; what falls due waits.
          </p>
          <form method="dialog" class="form" onSubmit={() => void pause()}>
            <label>
              Why, for the others who see it
              <input
                value={reason.value}
                maxLength={500}
                onInput={(event) => (reason.value = event.currentTarget.value)}
              />
            </label>
            <div class="actions">
              <button type="button" onClick={() => (isAsking.value = false)}>
                Keep ringing
              </button>
              <button type="submit" class="primary">
                Pause calls
              </button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}

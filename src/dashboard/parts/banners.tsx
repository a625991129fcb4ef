import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { now } from '../clock.ts';
import { dispatcher, watchDispatcher } from '../dispatcher.ts';
import { link } from '../live.ts';
import { tell } from '../notice.ts';
import { bellhop, explain } from '../server.ts';
import { mayAdminister } from '../viewer.ts';
import { duration } from '../zone.ts';

/** What everybody has to know, whatever page they look at. */
export function Banners() {
  useEffect(watchDispatcher, []);
  const status = dispatcher.value;
  const isAlone = status !== null && status.instances.length === 0;
  return (
    <section aria-label="Notices">
      {status?.simulated && (
        <p class="strip">
          <strong>Calls are simulated:</strong> nobody’s phone rings. Whoever runs Bellhop can set a Vapi key
          to ring for real.
        </p>
      )}
      <div class="banners">
        <LinkBanner />
        {isAlone && (
          <p class="banner" data-kind="bad" role="alert">
            <strong>Nothing is being rung.</strong> No Bellhop is alive to place calls. Ask whoever runs it to
            look at the server; what falls due meanwhile is rung as soon as one is back.
          </p>
        )}
        {status?.paused && (
          <div class="banner" data-kind="wait" role="status">
            <p>
              <strong>Calls are paused.</strong>{' '}
              {status.pauseReason ? `Reason: ${status.pauseReason}.` : 'No reason was given.'} What falls due
              waits
              {status.overdue > 0 ? `; ${status.overdue} already do.` : '.'}
            </p>
            {mayAdminister.value && <ResumeButton />}
          </div>
        )}
      </div>
    </section>
  );
}

function ResumeButton() {
  const isBusy = useSignal(false);
  async function resume() {
    isBusy.value = true;
    try {
      dispatcher.value = await bellhop.dispatcher.resume({ reason: 'From the dashboard' });
      tell('Calls go on.');
    } catch (error) {
      tell(explain(error));
    }
    isBusy.value = false;
  }
  return (
    <button type="button" disabled={isBusy.value} onClick={() => void resume()}>
      Resume calls
    </button>
  );
}

/** Says when the connection went, and when it is back that nothing was missed. */
function LinkBanner() {
  const lostAt = useSignal<number | null>(null);
  useEffect(
    () =>
      link.subscribe((state) => {
        if (state === 'lost') lostAt.value ??= Date.now();
        if (state !== 'live' || lostAt.value === null) return;
        lostAt.value = null;
        tell('Connected again. Everything that happened meanwhile is shown.');
      }),
    [lostAt],
  );
  if (lostAt.value === null) return null;
  return (
    <p class="banner" data-kind="wait" role="status">
      <strong>The live connection is lost.</strong> What you see is{' '}
      {duration(Math.max(1, Math.round((now.value - lostAt.value) / 1_000)))} old. Trying to get it back;
      nothing is missed.
    </p>
  );
}

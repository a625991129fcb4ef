import { useSignal } from '@preact/signals';
import type { Reminder, ReminderFilter } from '../../client/client.ts';
import { dispatcher } from '../dispatcher.ts';
import { tell } from '../notice.ts';
import { DayChart } from '../parts/day-chart.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Page, Problem } from '../parts/page.tsx';
import { ReminderRow } from '../parts/reminder-row.tsx';
import { useResource } from '../resource.ts';
import { bellhop, explain } from '../server.ts';
import { mayAdminister, mayWrite } from '../viewer.ts';
import { statuses, statusWords } from '../words.ts';

const SHOWN = 6;
const DAY_MS = 86_400_000;

/** What happens now: what an eye on the front desk's screen wants to know first. */
export function NowPage() {
  const { data, problem, reload } = useResource('now', readNow, { follows: true, everyMs: 30_000 });
  const seen = data.value;
  return (
    <Page title="Now" actions={mayAdminister.value && !dispatcher.value?.paused && <PauseButton />}>
      {problem.value && <Problem text={problem.value} onRetry={reload} />}
      <ul class="counters">
        {statuses.map((status) => (
          <li key={status}>
            <a href={`/reminders?status=${status.toLowerCase()}`} data-status={status}>
              <strong>{seen ? seen.counts[status].toLocaleString('en') : '–'}</strong>
              <span>{statusWords[status]}</span>
            </a>
          </li>
        ))}
      </ul>
      <DayChart />
      <div class="columns">
        <Section title="Next calls" more="/reminders?status=scheduled" reminders={seen?.next}>
          Nothing is waiting to be rung.{' '}
          {mayWrite.value && (
            <>
              <a href="/new">Schedule a reminder</a> or <a href="/import">import a list</a>, and its countdown
              appears here.
            </>
          )}
        </Section>
        <div>
          <Section
            title="Calls in flight"
            more="/reminders?status=dispatching,calling"
            reminders={seen?.inFlight}
          >
            No call is being placed at the moment.
          </Section>
          <Section
            title="Failed in the last 24 hours"
            more="/reminders?status=failed&sort=changed"
            reminders={seen?.failed}
          >
            None. What could not be rung shows up here with its reason.
          </Section>
        </div>
      </div>
    </Page>
  );
}

interface SectionProps {
  readonly title: string;
  readonly more: string;
  readonly reminders: readonly Reminder[] | undefined;
  /** What stands there when there is nothing. */
  readonly children: preact.ComponentChildren;
}

function Section({ title, more, reminders, children }: SectionProps) {
  return (
    <section class="card">
      <div class="card-head">
        <h2>{title}</h2>
        {reminders && reminders.length > 0 && (
          <a href={more}>
            All<span class="hidden"> of “{title}”</span>
          </a>
        )}
      </div>
      {reminders?.length === 0 && <p class="empty">{children}</p>}
      {reminders === undefined && <p class="empty">Reading…</p>}
      <ul class="rows small">
        {reminders?.slice(0, SHOWN).map((reminder) => (
          <li class="row" key={reminder.id}>
            <ReminderRow reminder={reminder} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function PauseButton() {
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
          <form method="dialog" onSubmit={() => void pause()}>
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

async function readNow(signal: AbortSignal) {
  const since = Date.now() - DAY_MS;
  const [counts, waiting, inFlight, failed] = await Promise.all([
    bellhop.counts({ signal }),
    first({ status: ['SCHEDULED'] }, 50, signal),
    first({ status: ['DISPATCHING', 'CALLING'] }, SHOWN, signal),
    first({ status: ['FAILED'] }, SHOWN, signal, 'UPDATED_AT'),
  ]);
  return {
    counts,
    // A second attempt is due later than its reminder was.
    next: waiting.toSorted((one, other) => dueAt(one) - dueAt(other)),
    inFlight,
    failed: failed.filter(({ updatedAt }) => Date.parse(updatedAt) >= since),
  };
}

async function first(
  filter: ReminderFilter,
  pageSize: number,
  signal: AbortSignal,
  latest?: 'UPDATED_AT',
): Promise<readonly Reminder[]> {
  const orderBy = latest
    ? ({ field: latest, direction: 'DESC' } as const)
    : ({ field: 'SCHEDULED_TIME', direction: 'ASC' } as const);
  const { value: page } = await bellhop.list({ filter, pageSize, orderBy, signal }).next();
  return page?.reminders ?? [];
}

function dueAt({ nextAttemptAt, scheduledTime }: Reminder): number {
  return Date.parse(nextAttemptAt ?? scheduledTime);
}

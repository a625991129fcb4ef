import type { Reminder, ReminderFilter } from '../../client/client.ts';
import { dispatcher } from '../dispatcher.ts';
import { Badge } from '../parts/badge.tsx';
import { CallItem } from '../parts/call-item.tsx';
import { Card } from '../parts/card.tsx';
import { Counters } from '../parts/counters.tsx';
import { DayChart } from '../parts/day-chart.tsx';
import { dueAt, NextCalls } from '../parts/next-calls.tsx';
import { Page, Problem } from '../parts/page.tsx';
import { PauseButton } from '../parts/pause-button.tsx';
import { Welcome } from '../parts/welcome.tsx';
import { Countdown, When } from '../parts/when.tsx';
import { useResource } from '../resource.ts';
import { bellhop } from '../server.ts';
import { mayAdminister } from '../viewer.ts';

const SHOWN = 6;
const NEXT_SHOWN = 10;
const DAY_MS = 86_400_000;

/** What happens now: what an eye on the front desk's screen wants to know first. */
export function NowPage() {
  const { data, problem, reload } = useResource('now', readNow, { follows: true, everyMs: 30_000 });
  const seen = data.value;
  const isUnused = seen !== null && Object.values(seen.counts).every((count) => count === 0);
  return (
    <Page title="Now" actions={mayAdminister.value && dispatcher.value?.paused === false && <PauseButton />}>
      {problem.value && <Problem text={problem.value} onRetry={reload} />}
      <Counters counts={seen?.counts} />
      {isUnused ? (
        <Welcome />
      ) : (
        <div class="overview">
          <NextCalls reminders={seen?.next} />
          <div>
            <DayChart />
            <InFlight reminders={seen?.inFlight} />
            <Failures reminders={seen?.failed} />
          </div>
        </div>
      )}
    </Page>
  );
}

interface SectionProps {
  readonly reminders: readonly Reminder[] | undefined;
}

function InFlight({ reminders }: SectionProps) {
  const has = reminders !== undefined && reminders.length > 0;
  return (
    <Card title="Calls in flight" more={has ? '/reminders?status=dispatching,calling' : undefined}>
      {reminders?.length === 0 && <p class="empty">No call is being placed at the moment.</p>}
      <ul class="rows small">
        {reminders?.map((reminder) => (
          <CallItem key={reminder.id} reminder={reminder}>
            <Badge status={reminder.status} />
          </CallItem>
        ))}
      </ul>
    </Card>
  );
}

function Failures({ reminders }: SectionProps) {
  const has = reminders !== undefined && reminders.length > 0;
  return (
    <Card title="Failed in the last 24 hours" more={has ? '/reminders?status=failed' : undefined}>
      {reminders?.length === 0 && (
        <p class="empty">None. What could not be rung shows up here with its reason.</p>
      )}
      <ul class="rows small">
        {reminders?.map((reminder) => (
          <CallItem key={reminder.id} reminder={reminder}>
            <When at={reminder.updatedAt} />
            <small>
              <Countdown at={reminder.updatedAt} />
            </small>
          </CallItem>
        ))}
      </ul>
    </Card>
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
    next: waiting
      .toSorted((one, other) => Date.parse(dueAt(one)) - Date.parse(dueAt(other)))
      .slice(0, NEXT_SHOWN),
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

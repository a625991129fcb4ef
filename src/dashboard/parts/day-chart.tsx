import { useComputed } from '@preact/signals';
import type { ReminderStatus, TypedDocument } from '../../client/client.ts';
import { now } from '../clock.ts';
import { useResource } from '../resource.ts';
import { bellhop } from '../server.ts';
import { format, placeOf, zone } from '../zone.ts';
import { Scroll } from './scroll.tsx';

const HOURS = 24;
const HOURS_BACK = 12;
const HOUR_MS = 3_600_000;
/** A request may ask for 20 things at once. */
const HOURS_PER_REQUEST = 12;
const WIDTH = 30;
const HEIGHT = 92;

interface Hour {
  readonly from: number;
  readonly waiting: number;
  readonly done: number;
  readonly failed: number;
}

/** Half a day back and half a day ahead, by the hour for which calls are scheduled. */
export function DayChart() {
  const { data } = useResource('day', readDay, { follows: true, everyMs: 60_000 });
  const minute = useComputed(() => Math.floor(now.value / 60_000) * 60_000);
  const hours = data.value ?? [];
  const highest = Math.max(4, ...hours.map(total));
  const begin = hours[0]?.from ?? Date.now();
  const nowX = Math.round(((minute.value - begin) / HOUR_MS) * WIDTH);
  return (
    <section class="card chart-card">
      <div class="card-head">
        <h2>Around now, by the hour</h2>
        <ul class="legend" aria-hidden="true">
          <li data-kind="done">Done</li>
          <li data-kind="failed">Failed</li>
          <li data-kind="waiting">Scheduled</li>
        </ul>
      </div>
      <svg
        class="chart"
        viewBox={`0 0 ${HOURS * WIDTH} ${HEIGHT + 1}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={summary(hours)}
      >
        <line class="base" x1="0" x2={HOURS * WIDTH} y1={HEIGHT} y2={HEIGHT} />
        {hours.map((hour, index) => (
          <g key={hour.from} transform={`translate(${index * WIDTH} 0)`}>
            <title>{`${hourName(hour.from)}: ${hour.done} done, ${hour.failed} failed, ${hour.waiting} scheduled`}</title>
            <rect class="hit" x="0" y="0" width={WIDTH} height={HEIGHT} />
            <Bar hour={hour} scale={(HEIGHT - 4) / highest} />
          </g>
        ))}
        <line class="now" x1={nowX} x2={nowX} y1="0" y2={HEIGHT} />
      </svg>
      <div class="chart-hours" aria-hidden="true">
        {hours
          .filter((_, index) => index % 3 === 0)
          .map(({ from }) => (
            <span key={from}>{hourName(from)}</span>
          ))}
      </div>
      <details>
        <summary>The same as a table</summary>
        <Scroll label="Calls by the hour, as a table">
          <table>
            <caption>Calls by the hour for which they are scheduled ({placeOf(zone.value)} time)</caption>
            <thead>
              <tr>
                <th scope="col">Hour</th>
                <th scope="col">Done</th>
                <th scope="col">Failed</th>
                <th scope="col">Scheduled</th>
              </tr>
            </thead>
            <tbody>
              {hours.map((hour) => (
                <tr key={hour.from}>
                  <th scope="row">{hourName(hour.from)}</th>
                  <td>{hour.done}</td>
                  <td>{hour.failed}</td>
                  <td>{hour.waiting}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </section>
  );
}

function Bar({ hour, scale }: { readonly hour: Hour; readonly scale: number }) {
  let y = HEIGHT;
  return (
    <>
      {(['done', 'failed', 'waiting'] as const).map((kind) => {
        const height = hour[kind] * scale;
        if (height === 0) return null;
        y -= height;
        return (
          <rect key={kind} class="bar" data-kind={kind} x="6" y={y} width={WIDTH - 12} height={height} />
        );
      })}
    </>
  );
}

function hourName(from: number): string {
  return format(from, zone.value, { hour: '2-digit', minute: '2-digit' });
}

function total({ waiting, done, failed }: Hour): number {
  return waiting + done + failed;
}

function summary(hours: readonly Hour[]): string {
  const sum = (kind: 'waiting' | 'done' | 'failed') => hours.reduce((so, hour) => so + hour[kind], 0);
  return `From 12 hours ago to 12 hours ahead: ${sum('done')} done, ${sum('failed')} failed, ${sum('waiting')} scheduled. The table below has every hour.`;
}

async function readDay(signal: AbortSignal): Promise<readonly Hour[]> {
  const begin = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - HOURS_BACK * HOUR_MS;
  const froms = Array.from({ length: HOURS }, (_, hour) => begin + hour * HOUR_MS);
  const parts = [froms.slice(0, HOURS_PER_REQUEST), froms.slice(HOURS_PER_REQUEST)];
  return (await Promise.all(parts.map((part) => readHours(part, signal)))).flat();
}

type Counts = readonly { readonly status: ReminderStatus; readonly count: number }[];

const hourNames = Array.from({ length: HOURS_PER_REQUEST }, (_, index) => `h${index}`);
const hoursDocument: TypedDocument<Record<string, Counts>, Record<string, object>> = `query Hours(${hourNames
  .map((name) => `$${name}: ReminderFilter`)
  .join(', ')}) { ${hourNames
  .map((name) => `${name}: reminderCounts(filter: $${name}) { status count }`)
  .join(' ')} }`;

async function readHours(froms: readonly number[], signal: AbortSignal): Promise<readonly Hour[]> {
  const filters = froms.map((from, index) => [
    `h${index}`,
    { scheduledFrom: new Date(from), scheduledUntil: new Date(from + HOUR_MS) },
  ]);
  const counted = await bellhop.execute(hoursDocument, Object.fromEntries(filters), {
    signal,
    mayRepeat: true,
  });
  return froms.map((from, index) => {
    const of = (...wanted: readonly ReminderStatus[]) =>
      (counted[`h${index}`] ?? [])
        .filter(({ status }) => wanted.includes(status))
        .reduce((sum, { count }) => sum + count, 0);
    return {
      from,
      waiting: of('SCHEDULED', 'DISPATCHING', 'CALLING'),
      done: of('COMPLETED'),
      failed: of('FAILED'),
    };
  });
}

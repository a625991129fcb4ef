import { useComputed } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { now } from '../clock.ts';
import { createDayHours } from '../day-hours.ts';
import { countHours, type Hour } from '../hour-counts.ts';
import { missed, onChanges } from '../live.ts';
import { useResource } from '../resource.ts';
import { format, placeOf, zone } from '../zone.ts';
import { Card } from './card.tsx';
import { Scroll } from './scroll.tsx';

const HOUR_MS = 3_600_000;
/** Below this a bar would look like a crowd. */
const LOWEST_SCALE = 4;
/** From the bottom: what is certain first. */
const kinds = ['done', 'failed', 'waiting'] as const;

/** Half a day back and half a day ahead, by the hour for which calls are scheduled. */
export function DayChart() {
  const day = useMemo(() => createDayHours({ countHours, now: Date.now }), []);
  useEffect(() => onChanges(day.note), [day]);
  // Before what follows reads again, since it subscribes later.
  useEffect(() => missed.subscribe(day.forget), [day]);
  const { data } = useResource('day', day.read, { follows: true, everyMs: 60_000, paceMs: 3_000 });
  const hours = data.value ?? [];
  const top = niceTop(Math.max(LOWEST_SCALE, ...hours.map(total)));
  return (
    <Card title="Around now, by the hour" aside={<Legend />}>
      <div class="chart" role="img" aria-label={summary(hours)}>
        <span class="chart-line" data-at="top">
          {top}
        </span>
        <span class="chart-line" data-at="half">
          {top / 2}
        </span>
        <div class="bars">
          {hours.map((hour) => (
            <div class="hour" key={hour.from} title={hourTitle(hour)}>
              {kinds
                .toReversed()
                .map(
                  (kind) =>
                    hour[kind] > 0 && (
                      <div
                        key={kind}
                        class="bar"
                        data-kind={kind}
                        style={{ height: `${(hour[kind] / top) * 100}%` }}
                      />
                    ),
                )}
            </div>
          ))}
        </div>
        {hours[0] && <NowLine from={hours[0].from} hours={hours.length} />}
      </div>
      <div class="chart-hours" aria-hidden="true">
        {hours
          .filter((_, index) => index % 3 === 0)
          .map(({ from }) => (
            <span key={from}>{hourName(from)}</span>
          ))}
      </div>
      <details>
        <summary>The same as a table</summary>
        <HourTable hours={hours} />
      </details>
    </Card>
  );
}

function Legend() {
  return (
    <div class="legend" aria-hidden="true">
      <span data-kind="done">Done</span>
      <span data-kind="failed">Failed</span>
      <span data-kind="waiting">Scheduled</span>
    </div>
  );
}

function NowLine({ from, hours }: { readonly from: number; readonly hours: number }) {
  const minute = useComputed(() => Math.floor(now.value / 60_000) * 60_000);
  const share = (minute.value - from) / (hours * HOUR_MS);
  return <div class="now-line" style={{ left: `${Math.min(Math.max(share, 0), 1) * 100}%` }} />;
}

function HourTable({ hours }: { readonly hours: readonly Hour[] }) {
  return (
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
  );
}

function hourTitle(hour: Hour): string {
  return `${hourName(hour.from)}: ${hour.done} done, ${hour.failed} failed, ${hour.waiting} scheduled`;
}

function hourName(from: number): string {
  return format(from, zone.value, { hour: '2-digit', minute: '2-digit' });
}

function total({ waiting, done, failed }: Hour): number {
  return waiting + done + failed;
}

/** The next round number, of which a half is whole. */
function niceTop(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 1.2, 1.6, 2, 3, 4, 6, 8, 10].find((each) => each * power >= highest) ?? 10;
  return Math.ceil((step * power) / 2) * 2;
}

function summary(hours: readonly Hour[]): string {
  const sum = (kind: (typeof kinds)[number]) => hours.reduce((so, hour) => so + hour[kind], 0);
  return `From 12 hours ago to 12 hours ahead: ${sum('done')} done, ${sum('failed')} failed, ${sum('waiting')} scheduled. The table below has every hour.`;
}

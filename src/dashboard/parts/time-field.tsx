import { type Signal, useComputed, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { instantOf, type WallTime, wallTimeOf } from '../../wall-time.ts';
import { now } from '../clock.ts';
import { longTime, ownZone, placeOf, relative, zone, zones } from '../zone.ts';

export interface PickedTime {
  readonly date: Signal<string>;
  readonly time: Signal<string>;
  readonly timeZone: Signal<string>;
  /** What the three mean together. */
  readonly wall: Signal<WallTime>;
  /** The three, as they stand there. */
  readonly text: Signal<string>;
}

/** A time that a person picks on the clocks of a place; it begins with an instant. */
export function usePickedTime(begin: number): PickedTime {
  const wallNow = useMemo(() => wallTimeOf(begin, zone.peek()), [begin]);
  const date = useSignal(wallNow.date);
  const time = useSignal(wallNow.time);
  const timeZone = useSignal(zone.peek());
  const wall = useComputed(() => instantOf(date.value, time.value, timeZone.value));
  const text = useComputed(() => `${date.value} ${time.value} ${timeZone.value}`);
  return { date, time, timeZone, wall, text };
}

/** Why a picked time cannot be used; `null` if it can. */
export function timeProblem(wall: WallTime, timeZone: string): string | null {
  if (wall.kind === 'invalid') return 'Pick a day and a time.';
  if (wall.kind === 'skipped') {
    return `That time does not exist in ${placeOf(timeZone)} on that day: the clocks are put forward. Pick another.`;
  }
  return wall.at < Date.now() - 60_000 ? 'That time has passed. Pick a later one.' : null;
}

export function TimeField({
  picked,
  problem = null,
}: {
  readonly picked: PickedTime;
  readonly problem?: string | null;
}) {
  const { date, time, timeZone, wall } = picked;
  const all = useMemo(zones, []);
  const wrong = problem ?? timeProblem(wall.value, timeZone.value);
  return (
    <fieldset class="time-field">
      <legend>When to ring</legend>
      <label>
        Day
        <input
          type="date"
          value={date.value}
          required
          onInput={(event) => (date.value = event.currentTarget.value)}
        />
      </label>
      <label>
        Time
        <input
          type="time"
          value={time.value}
          required
          onInput={(event) => (time.value = event.currentTarget.value)}
        />
      </label>
      <label class="zone">
        In the time of
        <select value={timeZone.value} onChange={(event) => (timeZone.value = event.currentTarget.value)}>
          {all.map((each) => (
            <option key={each} value={each}>
              {each.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
      </label>
      <p class={wrong ? 'preview field-problem' : 'preview'} role="status">
        {wrong ??
          (wall.value.kind === 'instant' && (
            <Preview at={wall.value.at} isTwice={wall.value.isTwice} timeZone={timeZone.value} />
          ))}
      </p>
    </fieldset>
  );
}

interface PreviewProps {
  readonly at: number;
  readonly isTwice: boolean;
  readonly timeZone: string;
}

function Preview({ at, isTwice, timeZone }: PreviewProps) {
  // Each minute is enough to read aloud.
  const minute = useComputed(() => Math.floor(now.value / 60_000) * 60_000);
  return (
    <>
      Rings <strong>{longTime(at, timeZone)}</strong>, {placeOf(timeZone)} time, {relative(at, minute.value)}.
      {timeZone !== ownZone && ` For you that is ${longTime(at, ownZone)}.`}
      {isTwice && ' The clocks show that time twice that night; it rings the first time.'}
    </>
  );
}

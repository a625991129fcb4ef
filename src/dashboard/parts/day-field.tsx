import { instantOf, wallTimeOf } from '../../wall-time.ts';
import { placeOf, zone } from '../zone.ts';

const DAY_MS = 86_400_000;

interface DayFieldProps {
  readonly label: string;
  readonly value: string | null;
  /** Means the end of the day: the next one's beginning is kept. */
  readonly isEnd?: boolean;
  readonly onPicked: (at: string | null) => void;
}

/** A day in the zone that is shown, kept as the instant at which it begins, or the next one does. */
export function DayField({ label, value, isEnd = false, onPicked }: DayFieldProps) {
  const shown = value === null ? '' : wallTimeOf(Date.parse(value) - (isEnd ? 1 : 0), zone.value).date;
  function pick(date: string) {
    if (!date) return onPicked(null);
    const day = isEnd ? new Date(Date.parse(date) + DAY_MS).toISOString().slice(0, 10) : date;
    const begin = instantOf(day, '00:00', zone.value);
    // Where clocks skip midnight, the day begins at one.
    const at = begin.kind === 'instant' ? begin : instantOf(day, '01:00', zone.value);
    if (at.kind === 'instant') onPicked(new Date(at.at).toISOString());
  }
  return (
    <label>
      <span>
        {label} <span class="hidden">the day, {placeOf(zone.value)} time</span>
      </span>
      <input type="date" value={shown} onChange={(event) => pick(event.currentTarget.value)} />
    </label>
  );
}

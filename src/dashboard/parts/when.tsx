import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { now } from '../clock.ts';
import { longTime, placeOf, relative, shortTime, zone } from '../zone.ts';

/** An instant in the zone that is shown, with UTC on hover. */
export function When({ at, withSeconds = false }: { readonly at: string; readonly withSeconds?: boolean }) {
  const instant = Date.parse(at);
  const inZone = `${longTime(instant, zone.value)} (${placeOf(zone.value)})`;
  return (
    <time
      dateTime={at}
      title={`${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')} UTC\n${inZone}`}
    >
      {shortTime(instant, zone.value, withSeconds)}
    </time>
  );
}

interface CountdownProps {
  readonly at: string;
  /** What to say instead once it has passed. */
  readonly overdue?: string;
}

/** How long until an instant, or since, second by second. */
export function Countdown({ at, overdue }: CountdownProps) {
  const text = useMemo(() => {
    const instant = Date.parse(at);
    return computed(() =>
      overdue !== undefined && instant <= now.value ? overdue : relative(instant, now.value),
    );
  }, [at, overdue]);
  // Not its value: there may be thousands, and only the few whose text is another are written anew.
  return <span class="countdown">{text}</span>;
}

/** What a date and a time on a wall mean in a zone. */
export type WallTime =
  | { readonly kind: 'instant'; readonly at: number; readonly isTwice: boolean }
  /** The clocks skip it that day. */
  | { readonly kind: 'skipped' }
  | { readonly kind: 'invalid' };

const DAY_MS = 86_400_000;

/** The instant of `2026-11-24`, `09:00` on the clocks of a zone; the first of two where they are put back. */
export function instantOf(date: string, time: string, timeZone: string): WallTime {
  const wall = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`);
  if (Number.isNaN(wall) || !isoDate(wall).startsWith(date)) return { kind: 'invalid' };
  const offsets = new Set([offsetMs(wall - DAY_MS, timeZone), offsetMs(wall + DAY_MS, timeZone)]);
  const instants = [...offsets]
    .map((offset) => wall - offset)
    .filter((at) => at + offsetMs(at, timeZone) === wall)
    .sort((one, other) => one - other);
  const [first] = instants;
  return first === undefined
    ? { kind: 'skipped' }
    : { kind: 'instant', at: first, isTwice: instants.length > 1 };
}

/** The date and the time that clocks of a zone show at an instant, as form fields hold them. */
export function wallTimeOf(at: number, timeZone: string): { readonly date: string; readonly time: string } {
  const text = isoDate(at + offsetMs(at, timeZone));
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
}

function isoDate(at: number): string {
  return new Date(at).toISOString();
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function offsetMs(at: number, timeZone: string): number {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    clocks.set(timeZone, clock);
  }
  const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(
    parts['year'] ?? 0,
    (parts['month'] ?? 1) - 1,
    parts['day'],
    parts['hour'],
    parts['minute'],
    parts['second'],
  );
  return shown - Math.floor(at / 1_000) * 1_000;
}

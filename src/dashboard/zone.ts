import { computed, signal } from '@preact/signals';
import { now } from './clock.ts';
import { kept } from './kept.ts';

const stored = kept('utc');
const language = navigator.language.startsWith('en') ? navigator.language : 'en-GB';

/** The viewer's own zone, such as `Europe/Berlin`. */
export const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
export const showsUtc = signal(stored.read() === 'yes');
/** The zone in which times are shown. */
export const zone = computed(() => (showsUtc.value ? 'UTC' : ownZone));

export function toggleUtc(): void {
  showsUtc.value = !showsUtc.value;
  stored.write(showsUtc.value ? 'yes' : 'no');
}

/** Every zone that this browser knows, UTC among them. */
export function zones(): readonly string[] {
  return [...new Set(['UTC', ownZone, ...Intl.supportedValuesOf('timeZone')])].sort();
}

/** `Europe/Berlin` → `Berlin`. */
export function placeOf(timeZone: string): string {
  return timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
}

const formats = new Map<string, Intl.DateTimeFormat>();

export function format(at: number, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${timeZone} ${Object.entries(options).join()}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(language, { ...options, timeZone });
    formats.set(key, known);
  }
  return known.format(at);
}

const DAY_MS = 86_400_000;
/** The quarter of an hour, since at each a day may begin somewhere. */
const quarterNow = computed(() => Math.floor(now.value / 900_000) * 900_000);

/** `Today, 09:00`, `Tue 24 Nov, 09:00`; with the year where it is not this one. */
export function shortTime(at: number, timeZone: string, withSeconds = false): string {
  const today = quarterNow.value;
  const time: Intl.DateTimeFormatOptions = {
    hour: '2-digit',
    minute: '2-digit',
    ...(withSeconds ? { second: '2-digit' } : {}),
  };
  const day = dayOf(at, timeZone);
  for (const [word, offsetMs] of nearDays) {
    if (day === dayOf(today + offsetMs, timeZone)) return `${word}, ${format(at, timeZone, time)}`;
  }
  const isThisYear = yearOf(at, timeZone) === yearOf(today, timeZone);
  return format(at, timeZone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
    ...time,
  });
}

const nearDays = [
  ['Today', 0],
  ['Tomorrow', DAY_MS],
  ['Yesterday', -DAY_MS],
] as const;

function dayOf(at: number, timeZone: string): string {
  return format(at, timeZone, { dateStyle: 'short' });
}

/** `Tuesday 24 November 2026 at 09:00`. */
export function longTime(at: number, timeZone: string): string {
  return format(at, timeZone, { dateStyle: 'full', timeStyle: 'short' });
}

function yearOf(at: number, timeZone: string): string {
  return format(at, timeZone, { year: 'numeric' });
}

/** `in 14 h 12 min`, `in 2 min 5 s`, `3 min ago`, `now`: two units at most; what is past is not counted in seconds. */
export function relative(at: number, from: number): string {
  const seconds = Math.round((at - from) / 1_000);
  if (Math.abs(seconds) < 1) return 'now';
  if (seconds > 0) return `in ${duration(seconds)}`;
  return `${duration(seconds <= -60 ? Math.floor(-seconds / 60) * 60 : -seconds)} ago`;
}

export function duration(seconds: number): string {
  const units = [
    [86_400, seconds >= 172_800 ? 'days' : 'day'],
    [3_600, 'h'],
    [60, 'min'],
    [1, 's'],
  ] as const;
  const first = Math.max(
    units.findIndex(([size]) => seconds >= size),
    0,
  );
  const [size, name] = units[first] as (typeof units)[number];
  if (seconds < 1) return '0 s';
  const whole = Math.floor(seconds / size);
  const [smaller, smallerName] = units[first + 1] ?? [1, ''];
  const rest = Math.floor((seconds % size) / smaller);
  return rest > 0 && first < 3 ? `${whole} ${name} ${rest} ${smallerName}` : `${whole} ${name}`;
}

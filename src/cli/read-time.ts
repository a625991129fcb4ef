import { instantOf } from '../wall-time.ts';

export type ReadTime =
  | { readonly kind: 'time'; readonly time: Date }
  | { readonly kind: 'problem'; readonly problem: string };

const written =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?) ?([Zz]|([+-])([01]\d|2[0-3]):?([0-5]\d))?$/;

/** A time with its offset, or one on a wall of `timeZone`; `null`: there is no such zone, so each needs its offset. */
export function readTime(text: string, timeZone: string | null): ReadTime {
  const [, date = '', time = '', offset, sign, hours, minutes] = written.exec(text) ?? [];
  if (date === '') {
    return problem(`"${text}" is no time such as 2026-04-03T09:00:00+02:00 or 2026-04-03 09:00.`);
  }
  const isOnWall = offset === undefined;
  if (isOnWall && timeZone === null) {
    return problem(`"${text}" does not say in which time zone: add its offset, or give --time-zone.`);
  }
  const wall = instantOf(date, time, isOnWall ? (timeZone ?? 'UTC') : 'UTC');
  if (wall.kind === 'invalid') return problem(`"${text}" is no day and time that exist.`);
  if (wall.kind === 'skipped') {
    return problem(`"${text}" does not exist in ${timeZone}: the clocks are put forward over it.`);
  }
  if (wall.isTwice) {
    return problem(`"${text}" comes twice in ${timeZone}, as the clocks are put back: add its offset.`);
  }
  const minutesAhead = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return { kind: 'time', time: new Date(wall.at - (sign === '-' ? -1 : 1) * minutesAhead * 60_000) };
}

/** Whether times can be read in it, such as `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function problem(text: string): ReadTime {
  return { kind: 'problem', problem: text };
}

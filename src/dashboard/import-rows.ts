import type { CreateReminderInput } from '../client/client.ts';
import { instantOf } from '../wall-time.ts';
import type { readNumber } from './phones.ts';
import { count } from './words.ts';

export type Field = 'phoneNumber' | 'message' | 'date' | 'time';
/** Which column holds what; `-1` where none does. */
export type Mapping = Readonly<Record<Field, number>>;

export const fieldWords: Readonly<Record<Field, string>> = {
  phoneNumber: 'Phone number',
  message: 'Message',
  date: 'Day, or day and time',
  time: 'Time, if in a column of its own',
};

const names: Readonly<Record<Field, RegExp>> = {
  phoneNumber: /phone|number|tel|mobile|nummer/i,
  message: /message|text|say|nachricht/i,
  date: /date|day|when|scheduled|datum|tag/i,
  time: /^(time|hour|uhrzeit|zeit)/i,
};

export interface ImportRow {
  /** As a spreadsheet counts lines. */
  readonly line: number;
  readonly cells: readonly string[];
  /** `null` where there are problems. */
  readonly input: CreateReminderInput | null;
  readonly problems: readonly string[];
}

/** Whether the first row names the columns: nothing in it looks like a number to ring. */
export function hasHeader([first]: readonly (readonly string[])[]): boolean {
  return first !== undefined && !first.some((cell) => /^(\+|00)\d[\d\s()./-]{5,}$/.test(cell));
}

/** The columns as their names suggest; without names, in the order number, message, day, time. */
export function guessMapping(header: readonly string[] | null, width: number): Mapping {
  const column = (index: number) => (index < width ? index : -1);
  if (!header) return { phoneNumber: column(0), message: column(1), date: column(2), time: column(3) };
  const find = (field: Field, taken: readonly number[] = []) =>
    header.findIndex((name, index) => names[field].test(name) && !taken.includes(index));
  const phoneNumber = find('phoneNumber');
  const message = find('message', [phoneNumber]);
  const date = find('date', [phoneNumber, message]);
  const time = find('time', [phoneNumber, message, date]);
  return date < 0 ? { phoneNumber, message, date: time, time: -1 } : { phoneNumber, message, date, time };
}

export interface ReadOptions {
  readonly mapping: Mapping;
  /** Of times that name none themselves. */
  readonly timeZone: string;
  /** The line of the first row. */
  readonly firstLine: number;
  readonly readNumber: typeof readNumber;
}

/** What each row means, and all that is wrong with it. */
export async function readRows(
  rows: readonly (readonly string[])[],
  { mapping, timeZone, firstLine, readNumber }: ReadOptions,
): Promise<readonly ImportRow[]> {
  const seen = new Map<string, number>();
  return Promise.all(
    rows.map(async (cells, index) => {
      const line = firstLine + index;
      const cell = (field: Field) => cells[mapping[field]] ?? '';
      const number = await readNumber(cell('phoneNumber'));
      const message = cell('message');
      const time = readTime(cell('date'), cell('time'), timeZone);
      const problems: string[] = [];
      if (number.kind === 'empty') problems.push('The phone number is missing.');
      if (number.kind === 'wrong') problems.push(number.problem);
      if (message === '') problems.push('The message is missing.');
      if (message.length > 1_000)
        problems.push(`The message is ${count(message.length - 1_000, 'character')} too long.`);
      if (time.kind === 'problem') problems.push(time.problem);
      if (number.kind !== 'number' || time.kind !== 'time' || problems.length > 0) {
        return { line, cells, input: null, problems };
      }
      const scheduledTime = new Date(time.at).toISOString();
      const same = `${number.number} ${scheduledTime} ${message}`;
      const earlier = seen.get(same);
      seen.set(same, earlier ?? line);
      if (earlier !== undefined) {
        return { line, cells, input: null, problems: [`The same as line ${earlier}: it would ring twice.`] };
      }
      return { line, cells, input: { phoneNumber: number.number, message, scheduledTime }, problems };
    }),
  );
}

type ReadTime =
  | { readonly kind: 'time'; readonly at: number }
  | { readonly kind: 'problem'; readonly problem: string };

function readTime(dateCell: string, timeCell: string, timeZone: string): ReadTime {
  const text = `${dateCell} ${timeCell}`.trim();
  if (text === '') return wrong('The time is missing.');
  if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})$/i.test(text)) {
    const at = Date.parse(text.replace(' ', 'T').replace(' ', ''));
    return Number.isNaN(at) ? wrong(`“${text}” is no day that exists.`) : later(at);
  }
  if (/^\d{1,2}\/\d{1,2}\/\d{2,4}/.test(text)) {
    return wrong(`“${text}” could mean two days. Write it as 2026-04-03 or 3.4.2026.`);
  }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : [dotted?.[3], dotted?.[2], dotted?.[1]];
  const [hour, minute, second = '00'] = (iso ?? dotted)?.slice(4) ?? [];
  if (!year || !month || !day || !hour || !minute) {
    const isDayOnly = /^\d{4}-\d{1,2}-\d{1,2}$|^\d{1,2}\.\d{1,2}\.\d{4}$/.test(text);
    return wrong(
      isDayOnly
        ? `“${text}” has no time of day.`
        : `“${text}” is not understood. Write it as 2026-04-03 09:00 or 3.4.2026 09:00.`,
    );
  }
  const two = (part: string) => part.padStart(2, '0');
  const wall = instantOf(
    `${year}-${two(month)}-${two(day)}`,
    `${two(hour)}:${minute}:${second ?? '00'}`,
    timeZone,
  );
  if (wall.kind === 'invalid') return wrong(`“${text}” is no day and time that exist.`);
  if (wall.kind === 'skipped') return wrong(`“${text}” does not exist: the clocks are put forward.`);
  return later(wall.at);
}

function later(at: number): ReadTime {
  return at < Date.now() - 60_000 ? wrong('The time has passed.') : { kind: 'time', at };
}

function wrong(problem: string): ReadTime {
  return { kind: 'problem', problem };
}

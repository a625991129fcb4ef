import type { ReminderFilter, ReminderOrder, ReminderStatus } from '../client/client.ts';
import { isOver, statuses } from './words.ts';

/** What the list shows and how, as it stands in the address. */
export interface ListQuery {
  /** None means any. */
  readonly status: readonly ReminderStatus[];
  readonly search: string;
  /** As a person typed it. */
  readonly number: string;
  /** Instants, so that a shared address means the same in every zone. */
  readonly from: string | null;
  readonly until: string | null;
  /** `null`: as suits what is asked for. */
  readonly sort: Sort | null;
}

export const sorts = {
  due: { label: 'Soonest first', orderBy: { field: 'SCHEDULED_TIME', direction: 'ASC' } },
  latest: { label: 'Latest first', orderBy: { field: 'SCHEDULED_TIME', direction: 'DESC' } },
  new: { label: 'Newest first', orderBy: { field: 'CREATED_AT', direction: 'DESC' } },
  changed: { label: 'Last changed first', orderBy: { field: 'UPDATED_AT', direction: 'DESC' } },
} as const satisfies Record<string, { readonly label: string; readonly orderBy: ReminderOrder }>;

export type Sort = keyof typeof sorts;

export function readQuery(search: URLSearchParams): ListQuery {
  const wanted = (search.get('status') ?? '').toUpperCase().split(',');
  const sort = search.get('sort') ?? '';
  return {
    status: statuses.filter((status) => wanted.includes(status)),
    search: search.get('q') ?? '',
    number: search.get('number') ?? '',
    from: instant(search.get('from')),
    until: instant(search.get('until')),
    sort: Object.hasOwn(sorts, sort) ? (sort as Sort) : null,
  };
}

/** In which order it is listed: years of what is done must not stand in front of what happens now. */
export function sortOf(query: ListQuery): Sort {
  const isAhead = query.status.length > 0 && query.status.every((status) => !isOver(status));
  return query.sort ?? (isAhead || !isByStatusOnly(query) ? 'due' : 'changed');
}

/** The address that shows the same list to whoever opens it. */
export function listPath({ status, search, number, from, until, sort }: ListQuery): string {
  const parts = new URLSearchParams();
  if (status.length > 0) parts.set('status', status.join().toLowerCase());
  if (search) parts.set('q', search);
  if (number) parts.set('number', number);
  if (from) parts.set('from', from);
  if (until) parts.set('until', until);
  if (sort) parts.set('sort', sort);
  const text = parts.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return text ? `/reminders?${text}` : '/reminders';
}

/** What the server is asked for; `null` where the number is not complete yet. */
export function filterOf({ status, search, number, from, until }: ListQuery): ReminderFilter | null {
  const phoneNumber = wholeNumber(number);
  if (number && !phoneNumber) return null;
  return {
    ...(status.length > 0 && { status: [...status] }),
    ...(search && { search }),
    ...(phoneNumber && { phoneNumber }),
    ...(from && { scheduledFrom: from }),
    ...(until && { scheduledUntil: until }),
  };
}

export function isNarrowed(query: ListQuery): boolean {
  return query.status.length > 0 || !isByStatusOnly(query);
}

/** Whether the server knows how many there are without looking at each. */
export function isCounted({ search, number }: ListQuery): boolean {
  return search === '' && number === '';
}

function isByStatusOnly({ search, number, from, until }: ListQuery): boolean {
  return search === '' && number === '' && from === null && until === null;
}

function wholeNumber(text: string): string | null {
  const digits = text.replace(/[\s().\-/]/g, '').replace(/^00/, '+');
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : null;
}

function instant(text: string | null): string | null {
  return text !== null && !Number.isNaN(Date.parse(text)) ? text : null;
}

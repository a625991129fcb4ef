import type { Reminder } from './reminder.ts';
import type { ReminderFilter } from './reminder-filter.ts';

export type ReminderOrderField = 'scheduledTime' | 'createdAt' | 'updatedAt';

export interface ReminderOrder {
  readonly field: ReminderOrderField;
  readonly direction: 'asc' | 'desc';
}

/** A place in an ordered list: the value that the list is ordered by, and the id that breaks ties. */
export interface ReminderPosition {
  readonly value: Date;
  readonly id: string;
}

export interface ReminderPageRequest {
  readonly filter: ReminderFilter;
  readonly order: ReminderOrder;
  readonly after: ReminderPosition | null;
  readonly before: ReminderPosition | null;
  /** How many, 1 or more, from the start of the range or from its end. */
  readonly take: { readonly from: 'start' | 'end'; readonly count: number };
}

/** In list order whichever end it was taken from. */
export interface ReminderPage {
  readonly reminders: readonly Reminder[];
  /** Whether the range goes on beyond the side that was cut. */
  readonly hasMore: boolean;
}

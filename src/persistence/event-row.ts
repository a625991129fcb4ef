import type { EventPosition, ReminderEvent } from '../reminders/event-log.ts';
import { type AttemptJson, attemptFromJson, type ReminderJson, reminderFromJson } from './reminder-row.ts';

export interface PositionRow {
  readonly transaction_id: string;
  readonly sequence: string;
}

/** A row of `reminder_events`, its position as text and the rest as JSON has it. */
export interface EventRow extends PositionRow {
  readonly previous_status: ReminderEvent['previousStatus'];
  readonly occurred_at: string;
  readonly reminder: ReminderJson;
  readonly call: AttemptJson | null;
}

export function eventFromRow(row: EventRow): ReminderEvent {
  return {
    position: positionFromRow(row),
    reminder: reminderFromJson(row.reminder),
    previousStatus: row.previous_status,
    call: row.call && attemptFromJson(row.call),
    occurredAt: new Date(row.occurred_at),
  };
}

export function positionFromRow(row: PositionRow): EventPosition {
  return { transactionId: BigInt(row.transaction_id), sequence: BigInt(row.sequence) };
}

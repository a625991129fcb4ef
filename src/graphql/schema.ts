import { builder } from './builder.ts';
import './date-time.ts';
import './phone-number.ts';
import './node.ts';
import './reminder.ts';
import './reminder-connection.ts';
import './reminder-count.ts';
import './dispatcher.ts';
import './create-reminder.ts';
import './create-reminders.ts';
import './update-reminder.ts';
import './cancel-reminder.ts';
import './retry-reminder.ts';
import './pause-dispatch.ts';
import './reminder-status-change.ts';
import './last-change-cursor.ts';

export const schema = builder.toSchema();

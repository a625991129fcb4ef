import { createHash } from 'node:crypto';
import { limits } from './limits.ts';
import { parsePhoneNumber } from './phone-number.ts';
import type { ValidationIssue, ValidationIssueCode } from './problem.ts';

/** What a caller asks for, before anything was checked. */
export interface CreateReminderRequest {
  readonly phoneNumber: string;
  readonly message: string;
  readonly scheduledTime: Date;
  readonly maxRetryAttempts?: number | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/** A reminder that may be stored: checked and normalised. */
export interface ReminderDraft {
  readonly id: string;
  readonly phoneNumber: string;
  readonly message: string;
  readonly scheduledTime: Date;
  readonly maxRetryAttempts: number;
  readonly idempotency: Idempotency | null;
  /** The trace that its calls belong to, as W3C's `traceparent`; default: none. */
  readonly traceparent?: string | null;
}

export interface Idempotency {
  readonly key: string;
  /** SHA-256 of the normalised request: tells a repeat from another request under the same key. */
  readonly fingerprint: string;
}

export interface Checked<T> {
  readonly value: T;
  readonly issues: readonly ValidationIssue[];
}

export function checkPhoneNumber(text: string): Checked<string> {
  const value = parsePhoneNumber(text);
  if (value !== null) return { value, issues: [] };
  const message =
    'The phone number is not a complete international number. Write it with + and the country code, such as +14155550123, without an extension.';
  return { value: text, issues: [issue('INVALID_PHONE_NUMBER', message, 'phoneNumber')] };
}

export function checkMessage(text: string): Checked<string> {
  const value = text.trim();
  return { value, issues: checkText(value, 'message', limits.messageLength) };
}

export function checkScheduledTime(value: Date, now: Date): Checked<Date> {
  const field = 'scheduledTime';
  if (value.getTime() < now.getTime() - limits.pastMs) {
    const message = `The scheduled time ${value.toISOString()} lies more than ${limits.pastMs / 1_000} seconds in the past; it is ${now.toISOString()} now.`;
    return { value, issues: [issue('TIME_IN_PAST', message, field)] };
  }
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + limits.yearsAhead);
  if (value > latest) {
    const message = `The scheduled time ${value.toISOString()} lies more than ${limits.yearsAhead} years ahead; the latest is ${latest.toISOString()}.`;
    return { value, issues: [issue('TIME_TOO_FAR', message, field)] };
  }
  return { value, issues: [] };
}

export function checkMaxRetryAttempts(value: number): Checked<number> {
  const { minRetryAttempts: min, maxRetryAttempts: max } = limits;
  if (Number.isInteger(value) && value >= min && value <= max) return { value, issues: [] };
  const message = `maxRetryAttempts is ${value}; it must be a whole number from ${min} to ${max}.`;
  return { value, issues: [issue('OUT_OF_RANGE', message, 'maxRetryAttempts')] };
}

/** Text that a person or a program gave: not blank, not too long, and storable by PostgreSQL. */
export function checkText(text: string, field: string, maxLength: number): ValidationIssue[] {
  if (text.trim() === '') return [issue('BLANK', `${field} is blank.`, field)];
  // Characters, not UTF-16 units: an emoji counts once, as PostgreSQL counts it.
  const length = [...text].length;
  if (length > maxLength) {
    return [issue('TOO_LONG', `${field} has ${length} characters; at most ${maxLength} are allowed.`, field)];
  }
  if (isStorable(text)) return [];
  const message = `${field} holds a NUL character or half of a surrogate pair; send well-formed text.`;
  return [issue('INVALID_CHARACTERS', message, field)];
}

/** PostgreSQL holds no NUL in text and no unpaired surrogate in JSON. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

export function fingerprint(request: CreateReminderRequest): string {
  const parts = [
    checkPhoneNumber(request.phoneNumber).value,
    request.message.trim(),
    request.scheduledTime.toISOString(),
    request.maxRetryAttempts ?? null,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

export function issue(code: ValidationIssueCode, message: string, ...path: string[]): ValidationIssue {
  return { code, message, path };
}

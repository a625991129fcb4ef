import { type Logger, pino } from 'pino';
import { PinoPretty } from 'pino-pretty';
import { requestScope } from './request-scope.ts';

/** One line for each thing that happened, with stable field names; phone numbers are masked, messages never in it. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

export interface LogOptions {
  readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly format: 'pretty' | 'json';
}

export function createLog({ level, format }: LogOptions): Logger {
  const options = { level, mixin, formatters: { log: maskFields }, serializers: { err: maskError } };
  if (format === 'json') return pino(options);
  // In this thread, not in a worker: the last line before the process ends must not get lost.
  return pino(
    options,
    PinoPretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l', singleLine: true, sync: true }),
  );
}

/** Added to every line: which request it belongs to. */
function mixin(): object {
  const requestId = requestScope.getStore();
  return requestId === undefined ? {} : { requestId };
}

/** What a provider or the database says may hold the number that was rung. */
export function maskPhoneNumbers(text: string): string {
  return text.replace(/\+[1-9]\d{6,14}/g, (number) => `${number.slice(0, 3)}…${number.slice(-2)}`);
}

function maskFields(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? maskPhoneNumbers(value) : value,
    ]),
  );
}

/** PostgreSQL's `detail` of a row that it refused is the row, with the message that was to be spoken. */
function maskError(error: Error): unknown {
  const { detail, ...shown } = pino.stdSerializers.err(error);
  return maskFields(shown);
}

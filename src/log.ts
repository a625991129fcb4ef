import { type Logger, pino } from 'pino';
import { PinoPretty } from 'pino-pretty';
import { requestScope } from './request-scope.ts';

/** One line for each thing that happened, with stable field names; phone numbers and messages are never in it. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

export interface LogOptions {
  readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly format: 'pretty' | 'json';
}

export function createLog({ level, format }: LogOptions): Logger {
  if (format === 'json') return pino({ level, mixin });
  // In this thread, not in a worker: the last line before the process ends must not get lost.
  return pino(
    { level, mixin },
    PinoPretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l', singleLine: true, sync: true }),
  );
}

/** Added to every line: which request it belongs to. */
function mixin(): object {
  const requestId = requestScope.getStore();
  return requestId === undefined ? {} : { requestId };
}

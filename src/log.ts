import { type Logger, pino } from 'pino';

/** One line for each thing that happened, with stable field names; phone numbers and messages are never in it. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

export interface LogOptions {
  readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly format: 'pretty' | 'json';
}

export function createLog({ level, format }: LogOptions): Logger {
  if (format === 'json') return pino({ level });
  const options = { ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l', singleLine: true };
  return pino({ level, transport: { target: 'pino-pretty', options } });
}

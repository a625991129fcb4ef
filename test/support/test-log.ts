import type { Log } from '../../src/log.ts';

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface TestLog extends Log {
  readonly lines: readonly LogLine[];
  /** Resolves when an event of this name has been logged, or is. */
  logged(event: string): Promise<void>;
}

/** A log that keeps its lines and can be waited for. */
export function createTestLog(): TestLog {
  const lines: LogLine[] = [];
  const waiting: { readonly event: string; readonly resolve: () => void }[] = [];
  const write = (level: LogLine['level']) => (fields: unknown) => {
    const event = String((fields as { event?: unknown }).event);
    lines.push({ level, event, fields: fields as LogLine['fields'] });
    for (const each of waiting) if (each.event === event) each.resolve();
  };
  return {
    lines,
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    logged(event) {
      if (lines.some((line) => line.event === event)) return Promise.resolve();
      return new Promise((resolve) => waiting.push({ event, resolve }));
    },
  };
}

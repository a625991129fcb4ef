import type { Log } from '../log.ts';
import type { Fields } from './event-counters.ts';

/** The same log, whose every line is also shown to `onLogged`, at whatever level it is written. */
export function countedLog(log: Log, onLogged: (fields: Fields) => void): Log {
  const at = (level: keyof Log): Log['info'] =>
    ((fields: object, message: string) => {
      onLogged(fields as Fields);
      log[level](fields, message);
    }) as Log['info'];
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

import { isLoopbackAddress } from '../../loopback.ts';
import type { ConnectionSettings } from '../../persistence/connection-settings.ts';
import { type Finding, unwell, well } from './finding.ts';

/** Names, numbers and messages travel to the database. On this machine they need no TLS. */
export function* examineEncryption({ host, tls }: ConnectionSettings): Generator<Finding> {
  if (host.startsWith('/') || isLoopbackAddress(host)) return;
  if (tls === false) {
    yield unwell('warn', 'encryption', [
      `Connections to ${host} are not encrypted: numbers, messages and the password can be read on the way.`,
      'Add sslmode=verify-full to DATABASE_URL, and sslrootcert=FILE if its CA is your own.',
    ]);
  } else if (tls.rejectUnauthorized === false) {
    yield unwell('warn', 'encryption', [
      `Connections to ${host} are encrypted, but any server that answers there is trusted.`,
      'Use sslmode=verify-full in DATABASE_URL, and sslrootcert=FILE if its CA is your own.',
    ]);
  } else yield well('encryption', `Connections to ${host} are encrypted, and its certificate is checked.`);
}

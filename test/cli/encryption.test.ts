import { expect, test } from 'vitest';
import { examineEncryption } from '../../src/cli/doctor/examine-encryption.ts';
import { readDatabaseUrl } from '../../src/config/database-url.ts';

test.each([
  ['postgres://db.example/bellhop', 'warn', 'not encrypted'],
  ['postgres://db.example/bellhop?sslmode=require', 'warn', 'any server that answers there is trusted'],
  ['postgres://db.example/bellhop?sslmode=verify-full', 'ok', 'its certificate is checked'],
])('bellhop doctor says how connections to another machine are encrypted: %s', (url, level, message) => {
  const findings = [...examineEncryption(readDatabaseUrl(url, {}))];
  expect(findings).toMatchObject([{ check: 'encryption', level, message: expect.stringContaining(message) }]);
});

test.each(['postgres://127.0.0.1/bellhop', 'postgres://localhost/bellhop', 'postgres:///bellhop?host=/tmp'])(
  'bellhop doctor asks for no encryption on this machine: %s',
  (url) => {
    expect([...examineEncryption(readDatabaseUrl(url, {}))]).toEqual([]);
  },
);

import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { readDatabaseUrl } from '../../src/config/database-url.ts';
import { openDatabase } from '../../src/persistence/open-database.ts';
import { run } from '../../src/persistence/statement.ts';
import { runBellhop } from '../cli/run-bellhop.ts';
import { createStage, expectEachRungOnce, query, stream } from '../faults/stage.ts';
import { startTestApp } from '../support/app.ts';
import { startPgBouncer, whyNoPgBouncer } from '../support/pgbouncer.ts';
import { type PostgresServer, startPostgresServer } from '../support/postgres-server.ts';

const title = `Bellhop behind PgBouncer${whyNoPgBouncer === null ? '' : `: skipped, ${whyNoPgBouncer}`}`;

describe.skipIf(whyNoPgBouncer !== null)(title, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgresServer();
  });
  afterAll(() => server.stop());

  async function pooled(...settings: string[]) {
    const pgBouncer = await startPgBouncer(server.port, ...settings);
    onTestFinished(() => pgBouncer[Symbol.asyncDispose]());
    return pgBouncer.url('postgres');
  }

  test('by session, with defaults, calls are placed and each connection keeps its limits', async () => {
    const url = await pooled('pool_mode = session', 'default_pool_size = 50');
    await using stage = await createStage({});
    const { bellhop } = await stage.local(url);
    const acknowledged = await stream(() => bellhop, { count: 5, everyMs: 10 });
    await expectEachRungOnce(stage, server.url('postgres'), acknowledged);

    const database = await openDatabase({
      kind: 'server',
      connection: readDatabaseUrl(url),
      statementTimeoutMs: 12_000,
      promptTimeoutMs: 3_000,
    });
    onTestFinished(() => database.close());
    const settings = `select current_setting('statement_timeout') as statement,
      current_setting('idle_in_transaction_session_timeout') as idle, current_setting('enable_seqscan') as seqscan`;
    expect(await run(database.fork(), settings)).toEqual([{ statement: '12s', idle: '3s', seqscan: 'on' }]);
    expect(await run(database.forkReserved(), settings)).toEqual([
      { statement: '3s', idle: '3s', seqscan: 'off' },
    ]);
  });

  test.each([
    'pool_mode = transaction',
    'pool_mode = transaction\ndefault_pool_size = 1',
    'pool_mode = statement',
    'pool_mode = transaction\nserver_round_robin = 1\nmin_pool_size = 5',
  ])(
    'a pool that shares sessions (%j) is refused at the start and by doctor, with what to do',
    async (mode) => {
      const url = await pooled(mode);
      await expect(startTestApp({ databaseUrl: url })).rejects.toThrow(
        /pooler that does not keep sessions .*Set pool_mode = session/,
      );
      const { code, stdout } = await runBellhop(['doctor', '--json'], { DATABASE_URL: url });
      expect(code).toBe(1);
      expect(stdout).toContain('Set pool_mode = session');
      // The server itself is fit.
      expect(await query(server.url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }]);
    },
  );

  test('a pool that has too few connections is named at the start', async () => {
    const url = `${await pooled('pool_mode = session', 'default_pool_size = 1')}?connect_timeout=3`;
    await expect(startTestApp({ databaseUrl: url })).rejects.toThrow(
      'no answer within 3 s. A pooler in between may have too few connections for Bellhop',
    );
  });

  test('a parameter that PgBouncer refuses is named in its own words', async () => {
    const url = `${await pooled('pool_mode = session')}?options=-csearch_path%3Dpublic`;
    await expect(startTestApp({ databaseUrl: url })).rejects.toThrow(
      'unsupported startup parameter: options',
    );
  });
});

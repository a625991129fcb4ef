import { MikroORM } from '@mikro-orm/postgresql';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { readDatabaseUrl } from '../../src/config/database-url.ts';
import { openDatabase, serverOptions } from '../../src/persistence/open-database.ts';
import { connect } from '../../src/persistence/session.ts';
import { run } from '../../src/persistence/statement.ts';
import { runBellhop } from '../cli/run-bellhop.ts';
import { createStage, expectEachRungOnce, query, stream } from '../faults/stage.ts';
import { clusterAt } from '../support/cluster.ts';

let made = 0;

/** A database, and a role that owns nothing in it. */
async function createRole(encoding = 'UTF8') {
  const admin = inject('clusterUrl');
  const name = `bellhop_role_${process.pid}_${process.env['VITEST_POOL_ID'] ?? '0'}_${++made}`;
  await query(
    admin,
    `create database ${name} template template0 encoding '${encoding}' lc_collate 'C' lc_ctype 'C'`,
  );
  await query(admin, `create role ${name} login`);
  onTestFinished(async () => {
    await clusterAt(admin).drop(name);
    await query(admin, `drop role ${name}`);
  });
  const asAdmin = clusterAt(admin).url(name);
  await query(asAdmin, 'revoke all on schema public from public');
  await query(asAdmin, `revoke all on database ${name} from public`);
  await query(asAdmin, `grant connect on database ${name} to ${name}`);
  const url = Object.assign(new URL(asAdmin), { username: name, password: '' }).href;
  return { name, url, administer: (sql: string) => query(asAdmin, sql) };
}

async function open(url: string) {
  const database = await openDatabase({ kind: 'server', connection: readDatabaseUrl(url) });
  onTestFinished(() => database.close());
  return database;
}

describe('a role that owns one schema and nothing else', () => {
  test.each([
    ['that is named like the role', async ({ name }) => ({ schema: name, parameters: '' })],
    [
      'that is first in its search_path',
      async ({ name, administer }) => {
        await administer(`alter role ${name} set search_path = "Die Klinik", public`);
        return { schema: 'Die Klinik', parameters: '' };
      },
    ],
    [
      'that the options of the URL name',
      async () => ({ schema: 'clinic', parameters: '?options=-csearch_path%3Dclinic' }),
    ],
  ] satisfies [
    string,
    (role: Awaited<ReturnType<typeof createRole>>) => Promise<{ schema: string; parameters: string }>,
  ][])('starts, starts again, and shares it with a second instance: one %s', async (_, choose) => {
    const role = await createRole();
    const { schema, parameters } = await choose(role);
    await role.administer(`create schema "${schema}" authorization ${role.name}`);
    const url = `${role.url}${parameters}`;
    await (await open(url)).close();
    const instances = await Promise.all([open(url), open(url)]);
    for (const { fork, forkReserved } of instances) {
      for (const em of [fork(), forkReserved()]) {
        expect(await run(em, 'select id from dispatch_control')).toEqual([{ id: 1 }]);
      }
    }
    const elsewhere = `select relname from pg_class where relkind in ('r', 'i', 'S')
        and relnamespace <> '"${schema}"'::regnamespace and relowner = '${role.name}'::regrole
        and relnamespace <> 'pg_toast'::regnamespace`;
    expect(await role.administer(elsewhere)).toEqual([]);
    expect((await runBellhop(['doctor', '--json'], { DATABASE_URL: url })).code).toBe(0);
  });

  test('is told what to do where its search_path names no schema that exists', async () => {
    const { url } = await createRole();
    await expect(open(`${url}?options=-csearch_path%3Dnowhere`)).rejects.toThrow(
      /No schema of the search_path exists.*Create the schema/,
    );
  });
});

test('defaults of the role end no statement and change the meaning of none', async () => {
  const { name, url, administer } = await createRole();
  await administer(`create schema ${name} authorization ${name}`);
  const limits = [
    'statement_timeout',
    'lock_timeout',
    'idle_in_transaction_session_timeout',
    'idle_session_timeout',
  ];
  for (const limit of limits) await administer(`alter role ${name} set ${limit} = '30s'`);
  await administer(`alter role ${name} set standard_conforming_strings = off`);
  await administer(`alter role ${name} set default_transaction_isolation = 'serializable'`);

  const { fork } = await open(url);
  const shown = limits.map((limit) => `current_setting('${limit}') as ${limit}`).join(', ');
  const none = Object.fromEntries(limits.map((limit) => [limit, '0']));
  expect(await run(fork(), `select ${shown}`)).toEqual([none]);
  const orm = await MikroORM.init(serverOptions(readDatabaseUrl(url)));
  onTestFinished(() => orm.close());
  expect(await run(orm.em.fork(), `select ${shown}`)).toEqual([none]);
  const locking = await connect(readDatabaseUrl(url), { purpose: 'test' });
  onTestFinished(() => locking.end());
  expect((await locking.query(`select ${shown}`)).rows).toEqual([none]);

  // Without conforming strings, the plus sign in a CHECK loses its backslash and every creation fails.
  await using stage = await createStage({});
  const { bellhop } = await stage.local(url);
  await expectEachRungOnce(stage, url, await stream(() => bellhop, { count: 2, everyMs: 10 }));
});

test.each(['LATIN1', 'SQL_ASCII'])(
  'a database in %s is refused at the start and by doctor, and stays empty',
  async (encoding) => {
    const { name, url, administer } = await createRole(encoding);
    await administer(`create schema ${name} authorization ${name}`);
    await expect(open(url)).rejects.toThrow(new RegExp(`has the encoding ${encoding}.* encoding 'UTF8'`));
    const { code, stdout } = await runBellhop(['doctor', '--json'], { DATABASE_URL: url });
    expect(code).toBe(1);
    expect(stdout).toContain(`has the encoding ${encoding}`);
    expect(
      await administer(`select relname from pg_class where relnamespace = '${name}'::regnamespace`),
    ).toEqual([]);
  },
);

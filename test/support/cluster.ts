import pg from 'pg';
import { startPostgresServer } from './postgres-server.ts';

/** The database that test databases are copies of. */
export const TEMPLATE = `bellhop_template_${process.pid}`;

export interface Cluster {
  url(database: string): string;
  create(database: string, template?: string): Promise<void>;
  drop(database: string): Promise<void>;
  close(): Promise<void>;
}

/** The server that TEST_DATABASE_URL names, or one of our own. */
export async function openCluster(): Promise<Cluster> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return clusterAt(given);
  const server = await startPostgresServer();
  return { ...clusterAt(server.url('postgres')), close: () => server.stop() };
}

export function clusterAt(adminUrl: string): Cluster {
  const url = (database: string) => Object.assign(new URL(adminUrl), { pathname: `/${database}` }).href;
  const administer = async (statement: string) => {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  return {
    url,
    create: (database, template) =>
      administer(`create database ${database}${template ? ` template ${template}` : ''}`),
    drop: (database) => administer(`drop database if exists ${database} with (force)`),
    close: async () => {},
  };
}

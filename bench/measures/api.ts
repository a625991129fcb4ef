import { createRemindersMutation, startBellhop, toInput } from '../bellhop.ts';
import { startChild } from '../child.ts';
import { withDataDir } from '../data-dir.ts';
import { makeJobs } from '../jobs.ts';
import { cpuMs } from '../process-usage.ts';
import { type Stage, tidy } from '../stage.ts';

export interface ApiSize {
  /** In the table, by the thousand. */
  readonly reminders: number;
  readonly seconds: number;
  readonly connections: number;
}

export interface ApiRate {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Of the server's process. */
  readonly cpuUs: number;
}

export interface ApiKind {
  readonly name: string;
  readonly server: 'bellhop' | 'bare';
}

const fields = `id phoneNumber message scheduledTime status retryCount maxRetryAttempts nextAttemptAt lastRunAt callSid
  callResult failureReason version createdAt updatedAt`;
const queries = {
  page: `query ($first: Int!) { reminders(first: $first) { edges { cursor node { ${fields} } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
  one: `query ($id: ID!) { reminder(id: $id) { ${fields} } }`,
};
const IN_A_MONTH_MS = 30 * 86_400_000;

/** How many requests a second, and how long each takes: a page of 20, and one by its id. */
export async function api(
  stage: Stage,
  kind: ApiKind,
  size: ApiSize,
): Promise<Record<keyof typeof queries, ApiRate>> {
  await using parts = new AsyncDisposableStack();
  const { pid, url } = await serve(stage, kind, { size, parts });
  const load = parts.use(await startChild('./load.js', {}));
  const { nodes } = await firstOf(url);
  const run = async (query: string, variables: object, seconds: number): Promise<ApiRate> => {
    const before = cpuMs(pid);
    const body = JSON.stringify({ query, variables });
    const rate = await load.call<Omit<ApiRate, 'cpuUs'>>('run', {
      url: `${url}/graphql`,
      body,
      connections: size.connections,
      seconds,
    });
    return { ...rate, cpuUs: ((cpuMs(pid) - before) * 1_000) / (rate.perSecond * seconds) };
  };
  // The first second of each is for the compiler.
  const measure = async (query: string, variables: object) => {
    await run(query, variables, 1);
    return run(query, variables, size.seconds);
  };
  return {
    page: await measure(queries.page, { first: 20 }),
    one: await measure(queries.one, { id: nodes[0]?.id }),
  };
}

async function firstOf(url: string): Promise<{ nodes: readonly { id: string }[] }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ reminders(first: 1) { nodes { id } } }' }),
  });
  const { data } = (await response.json()) as { data: { reminders: { nodes: { id: string }[] } } };
  return data.reminders;
}

async function serve(
  stage: Stage,
  { server }: ApiKind,
  { size, parts }: { readonly size: ApiSize; readonly parts: AsyncDisposableStack },
): Promise<{ readonly pid: number; readonly url: string }> {
  if (server === 'bare') {
    const environment = { CONTENDER: JSON.stringify({ file: './plain-yoga.js' }) };
    const child = parts.use(await startChild('./contenders/process.js', environment));
    return { pid: child.pid, url: await child.call<string>('url') };
  }
  const database = parts.use(await stage.openDatabase());
  const bellhop = parts.use(
    await startBellhop({
      databaseUrl: database.url,
      dataDir: withDataDir(parts),
      receiverUrl: 'http://127.0.0.1:9',
      concurrency: 10,
    }),
  );
  for (let left = size.reminders; left > 0; left -= 1_000) {
    const reminders = makeJobs(1_000, (index) => Date.now() + IN_A_MONTH_MS + index).map(toInput);
    await bellhop.query(createRemindersMutation, { input: { reminders } });
  }
  await tidy(database.url);
  return bellhop;
}

import type { SqlEntityManager } from '@mikro-orm/sql';
import { prepared } from './prepared.ts';
import type { ReminderJson } from './reminder-row.ts';
import { run } from './statement.ts';

export interface ListStatement {
  /** Selects the rows of a page, in their order. */
  readonly rows: string;
  readonly orderBy: string;
  readonly values: readonly unknown[];
}

/** Reads the rows of a page. `isUsual`: the text is one of a few that run all the time. */
export type ListReader = (
  em: SqlEntityManager,
  statement: ListStatement,
  isUsual: boolean,
) => Promise<readonly ReminderJson[]>;

/**
 * The bytes of a table for which only an index is right. For a table of a few pages the planner would rather read all
 * of it, and a plan that is kept would do so until the table is analysed, however much it has grown by then.
 */
const BIG = 1024 * 1024;

/** Lets what runs all the time be prepared once the table has grown; reminders are never deleted, so it stays big. */
export function createListReader(): ListReader {
  let isBig = false;

  async function readAndLook(em: SqlEntityManager, { rows, orderBy, values }: ListStatement) {
    const sql = `select ${page(orderBy)}, pg_relation_size('reminders') >= ${BIG} as is_big from (${rows}) r`;
    const [answer] = await run<{ page: ReminderJson[] | null; is_big: boolean }>(em, sql, values);
    isBig = answer?.is_big === true;
    return answer?.page ?? [];
  }

  return async (em, statement, isUsual) => {
    if (isUsual && !isBig) return readAndLook(em, statement);
    const { rows, orderBy, values } = statement;
    const sql = `select ${page(orderBy)} from (${rows}) r`;
    const [answer] = await run<{ page: ReminderJson[] | null }>(em, isUsual ? keep(sql) : sql, values);
    return answer?.page ?? [];
  };
}

const kept = new Map<string, string>();

/** There are no more of them than orders, directions and combinations of cursors. */
function keep(sql: string): string {
  const text = kept.get(sql) ?? prepared(`list_${kept.size}`, sql);
  kept.set(text, text);
  return text;
}

/** In one value, since each row and column of an answer is work for both sides. */
const page = (orderBy: string) => `json_agg(r order by ${orderBy}) as page`;

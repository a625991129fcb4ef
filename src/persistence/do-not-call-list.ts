import type { SqlEntityManager } from '@mikro-orm/sql';
import type { DoNotCallEntry, DoNotCallList } from '../reminders/do-not-call.ts';
import { run } from './statement.ts';

const columns = 'phone_number, reason, created_at';

// The update that changes nothing makes it answer the row that was there.
const addSql = `
  insert into do_not_call as d (phone_number, reason) values ($1::text, $2::text)
  on conflict (phone_number) do update set phone_number = d.phone_number
  returning ${columns}`;

const removeSql = 'delete from do_not_call where phone_number = $1::text returning phone_number';

const amongSql = 'select phone_number from do_not_call where phone_number = any ($1::text[])';

const listSql = `
  select ${columns} from do_not_call
  where phone_number > coalesce($2::text, '')
  order by phone_number
  limit $1::int`;

interface Row {
  readonly phone_number: string;
  readonly reason: string | null;
  readonly created_at: string;
}

export function createDoNotCallList({ fork }: { readonly fork: () => SqlEntityManager }): DoNotCallList {
  return {
    async add(phoneNumber, reason) {
      const [row] = await run<Row>(fork(), addSql, [phoneNumber, reason]);
      if (!row) throw new Error('A number was not put on the do-not-call list.');
      return fromRow(row);
    },
    remove: async (phoneNumber) => (await run(fork(), removeSql, [phoneNumber])).length > 0,
    async among(phoneNumbers) {
      if (phoneNumbers.length === 0) return new Set();
      const rows = await run<Row>(fork(), amongSql, [phoneNumbers]);
      return new Set(rows.map(({ phone_number }) => phone_number));
    },
    list: async (count, after) => (await run<Row>(fork(), listSql, [count, after])).map(fromRow),
  };
}

function fromRow(row: Row): DoNotCallEntry {
  return { phoneNumber: row.phone_number, reason: row.reason, createdAt: new Date(row.created_at) };
}

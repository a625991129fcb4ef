import { Migration } from '@mikro-orm/migrations';

/**
 * What tells a database from one that is restored from its dump: which database it is, and which transaction wrote this row.
 * The first start writes the row, and only `restored` replaces it. A copy of the files keeps all of it.
 */
export class Migration20261127DatabaseIdentity extends Migration {
  override up(): void {
    this.addSql(`
      create table database_identity (
        id smallint primary key check (id = 1),
        database_oid oid not null,
        written_by xid8 not null default pg_current_xact_id()
      )`);
  }

  override down(): void {
    this.addSql('drop table database_identity');
  }
}
